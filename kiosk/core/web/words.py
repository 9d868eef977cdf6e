"""The Chinese texts that all pages of the console share: the frame, the log-in, figures and times."""

from datetime import datetime

# -- everywhere -------------------------------------------------------------------------------

DEMO = "演示"
TRAINING = "演练"
TRAINING_NOTE = "正在演练：叫号和评价都不计入统计"
LOG_OUT = "退出"
AWAY = "暂时连不上大厅服务，连上后会自己更新"
LOST = "刚才按的没有送到大厅服务，看清手上的号，再按一次"
CLOCK_DOUBTED = "机器的时钟一下子走了一天以上，先按原来的日期发号；请管理员核对时钟。"
NONE = "还没有"
SAVE = "保存"
ADD = "加上"

NOT_HERE = {
    "FormRefused": "这一步没有执行：页面放得太久了，请回到上一页，刷新后再点一次。",
    "NotAllowed": "这一页只有管理员能打开。",
    "BadRequest": "这个地址或者填写的内容看不懂，什么也没有改。请回到上一页再试一次。",
}

# -- the frame of the pages -------------------------------------------------------------------

KEEPER_TITLE = "管理"
TO_CLERK = "窗口"

# -- log-in -----------------------------------------------------------------------------------

LOGIN_TITLE = "窗口与管理"
LOGIN_NAME = "姓名"
LOGIN_PASSWORD = "密码"
LOGIN_GO = "进入"
LOGIN_NOTE = ("10 分钟没有操作会自己退出，", "号还在，重新进入接着办。")
LOGIN_FIRST = "这个大厅还没有管理员。请在大厅服务所在的机器上运行："
LOGIN_FIRST_COMMAND = "sudo kiosk hall add-keeper 姓名"
LOGIN_FORGOT = "忘了密码，请管理员重设。"


def login_refused(wait_seconds: int, *, busy: bool = False) -> str:
    if busy:
        return f"现在要进入的太多了，请过 {duration(wait_seconds)}再试。"
    if not wait_seconds:
        return "姓名或密码不对，请再试。"
    return f"错了好几次，请等 {duration(wait_seconds)}再试。"


PASSWORD_TITLE = "换一个密码"
PASSWORD_FIRST = "这个密码是别人设的，请换成只有您知道的。"
PASSWORD_OLD = "现在的密码"
PASSWORD_NEW = "新密码"
PASSWORD_AGAIN = "新密码，再输一次"
PASSWORD_RULE = "至少 10 个字，不要太好猜：不用姓名，不用连号，不用重复的字。"
PASSWORDS_DIFFER = "两次输入的新密码不一样。"
PASSWORD_SAME = "新密码和现在的一样。"

ROLES = {"clerk": "窗口人员", "keeper": "管理员"}


# -- figures and times ------------------------------------------------------------------------


def duration(seconds: float) -> str:
    """``45 秒``, ``12 分钟``, ``1 分 5 秒``."""
    whole = int(seconds)
    if whole < 60:
        return f"{whole} 秒"
    minutes, rest = divmod(whole, 60)
    return f"{minutes} 分 {rest} 秒" if rest else f"{minutes} 分钟"


def minutes_since(at: str, now: datetime) -> int:
    return max(0, int((now - datetime.fromisoformat(at)).total_seconds() // 60))


def clock_time(at: str | datetime | None) -> str:
    """``9:05``."""
    if at is None:
        return ""
    when = datetime.fromisoformat(at) if isinstance(at, str) else at
    return f"{when.hour}:{when.minute:02d}"


def day(date: str) -> str:
    """``2026-11-17`` -> ``11 月 17 日``."""
    _, month, of_month = date.split("-")
    return f"{int(month)} 月 {int(of_month)} 日"
