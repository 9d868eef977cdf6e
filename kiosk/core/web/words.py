"""The Chinese texts that all pages of the console share: the frame, the log-in, figures and times."""

from collections.abc import Sequence
from datetime import datetime

# -- everywhere -------------------------------------------------------------------------------

DEMO = "演示"
TRAINING = "演练"
TRAINING_NOTE = "正在演练：叫号和评价都不计入统计"
LOG_OUT = "退出"
AWAY = "暂时连不上大厅服务，连上后会自己更新"
BUSY = "正在送出…"
LATE = "大厅服务没有回话。刚才按的留着，一有回话就送到，不用再按"
NO_SCRIPT = "浏览器没有运行页面的脚本（要 Chrome 80 或更新）：按钮照常能用，页面不会自己更新。"
LOOK_AGAIN = "看现在的情况"
LOST = "刚才按的没有送到大厅服务，看清手上的号，再按一次"
NONE = "还没有"
SAVE = "保存"
ADD = "加上"

NOT_HERE = {
    "FormRefused": "这一步没有执行：页面放得太久了，请回到上一页，刷新后再点一次。",
    "NotAllowed": "您的角色打不开这一页。要用它，请管理员在“人员”里给您勾上。",
    "BadRequest": "这个地址或者填写的内容看不懂，什么也没有改。请回到上一页再试一次。",
}
TO_OWN_PAGE = "回到我的页面"

# -- the certificate, and the page over plain HTTP ---------------------------------------------

FINGERPRINT = "证书的 SHA-256 指纹"
KEY_FINGERPRINT = "公钥的 SHA-256 指纹"
PLAIN_TITLE = "请用 https 打开"
PLAIN_OPEN = "这是大厅服务的地址，只能加密打开。请点下面的地址，或者把网址的开头改成 https://"
PLAIN_WARNS = "第一次打开，浏览器会提醒“不是私密连接”或“证书有风险”：这张证书是大厅自己做的，每台电脑提醒一次。"
PLAIN_COMPARE = "点“继续”以前，看一看浏览器里的证书，指纹要和这里的一样："
PLAIN_UNPROVEN = (
    "这一页没有加密，在路上可以被换掉。要拿得准，问管理员：“安全”页上，"
    "或者大厅机器上 sudo kiosk certificate show，说的是不是同一个指纹。"
)
PLAIN_ENGLISH = (
    "This hall speaks HTTPS only: open the address above. Compare the certificate's SHA-256 fingerprint with the one "
    "that the hall's keeper has; this page itself is not encrypted."
)

# -- the frame of the pages -------------------------------------------------------------------

KEEPER_TITLE = "管理"
MANUAL = "帮助"
TO_CLERK, TO_DESK = "窗口", "服务台"

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

ROLES = {"clerk": "窗口人员", "desk": "服务台", "editor": "内容编辑", "keeper": "管理员"}


def roles(of: Sequence[str]) -> str:
    """``服务台、内容编辑``."""
    return "、".join(ROLES[one] for one in of)


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


# -- which date it is -------------------------------------------------------------------------

CLOCK_TOLD = "日期定好了，已经记下。"
CLOCK_YES, CLOCK_NO = "对", "不对"
WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
CLOCK_DATE, CLOCK_TIME = "今天是哪一天", "现在几点"
CLOCK_MEANWHILE = "请管理员在管理页上按一下就好。手上的号照常办，来办事的人请直接到窗口。"
CLOCK_SET = "就按这个日期"
CLOCK_KEPT = "机器连上时间服务器以前，大厅按您写的走；小票和大屏也按它写。"
CLOCK_OTHER = "写今天的日期"
CLOCK_MACHINE = "改回机器的时间"


def date_time(at: str) -> str:
    """``2026 年 11 月 30 日 8:20``: a wrong clock may be years off."""
    when = datetime.fromisoformat(at)
    return f"{when.year} 年 {when.month} 月 {when.day} 日 {when.hour}:{when.minute:02d}"


def clock_question(now: str) -> str:
    return f"今天是 {day(now[:10])}，对吗？"


def clock_right(now: str) -> str:
    """What a keeper confirms by one press."""
    return f"就是 {date_time(now)}"


def clock_why(now: str, before: str | None) -> str:
    when = datetime.fromisoformat(now)
    since = f"上一次记下的时间是 {date_time(before)}。" if before else ""
    return f"钟上是 {when.year} 年，{WEEKDAYS[when.weekday()]} {clock_time(when)}。{since}这台机器没有连上时间服务器。"


def clock_unsure(machine: str, before: str | None) -> str:
    """What is going on while nobody has decided."""
    was = f"，大厅上一次记下的是 {date_time(before)}" if before else ""
    return f"机器的时钟是 {date_time(machine)}{was}，差得太远，不知道今天是哪一天，先不发新号。"


def clock_offset(seconds: int) -> str:
    """``大厅的时间是人写的，比机器快 2 天 3 小时``."""
    hours, minutes = divmod(abs(seconds) // 60, 60)
    days, hours = divmod(hours, 24)
    parts = [f"{count} {unit}" for count, unit in ((days, "天"), (hours, "小时"), (minutes, "分钟")) if count]
    return f"大厅的时间是人写的，比机器{'快' if seconds > 0 else '慢'} {' '.join(parts) or '不到 1 分钟'}。"


def clock_goes(now: str) -> str:
    return f"大厅按 {day(now[:10])} {clock_time(now)} 走。"


def clock_left(numbers: Sequence[str]) -> str:
    """Numbers of a wrong date that the right one had given already."""
    return f"日期改过来了，{'、'.join(numbers)} 和今天已有的号重了，请拿着它们的人重新取号。"
