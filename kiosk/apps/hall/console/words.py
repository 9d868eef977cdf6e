"""Every Chinese text of the console's pages that is not a hall's own data."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

# -- everywhere -------------------------------------------------------------------------------

DEMO = "演示"
TRAINING = "演练"
TRAINING_NOTE = "正在演练：叫号和评价都不计入统计"
LOG_OUT = "退出"
AWAY = "暂时连不上大厅服务，连上后会自己更新"
LOST = "刚才按的没有送到大厅服务，看清手上的号，再按一次"
CANCEL = "算了"
NONE = "还没有"
SAVE = "保存"

NOT_HERE = {
    "FormRefused": "这一步没有执行：页面放得太久了，请回到上一页，刷新后再点一次。",
    "NotAllowed": "这一页只有管理员能打开。",
    "BadRequest": "这个地址或者填写的内容看不懂，什么也没有改。请回到上一页再试一次。",
}

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


# -- rating pad -------------------------------------------------------------------------------

PAD_TITLE = "评价"
PAD_IDLE = "欢迎，请坐"
PAD_IDLE_NOTE = "办完以后，请在这里点一下满意不满意"
PAD_ONE_TOUCH = "点一个就行"
PAD_WHY = "哪里没做好？"
PAD_WHY_NOTE = "可以选几个，也可以不选，过一会儿自己交"
PAD_SEND = "交评价"
PAD_PRIVATE = "只记号，不记姓名"
PAD_THANKS = "收到了，谢谢您"
PAD_CHANGE = "改一改"
PAD_OPEN_TITLE = "把这台平板用作评价牌"
PAD_OPEN_NOTE = "窗口人员或管理员开一次，以后一直可用；它只能给这个窗口评价，管理员可以收回。"
PAD_OPEN_GO = "打开评价牌"

LEVELS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
REASONS = {
    "waited": "等得太久",
    "unclear": "没有说清楚",
    "unfriendly": "态度不好",
    "trips": "多跑了几趟",
    "papers": "材料要得多",
    "other": "别的原因",
}


def pad_question(number: str) -> str:
    return f"{number} 办完了，您满意吗？"


def pad_given(number: str, level: int) -> str:
    return f"{number}：{LEVELS[level - 1]}"


def reasons(given: str) -> str:
    """``waited papers`` -> ``等得太久、材料要得多``."""
    return "、".join(REASONS[one] for one in given.split() if one in REASONS)


# -- the clerk's page -------------------------------------------------------------------------

CLERK_TITLE = "窗口"
CHOOSE_TITLE = "今天在哪个窗口？"
CHOOSE_GO = "坐这里"
CHOOSE_TAKE = "换我来坐"
CHOOSE_EMPTY = "没有人"
OTHER_WINDOW = "换窗口"
TO_KEEPER = "管理"
TO_CLERK = "窗口"

IN_HAND = {"called": "已叫号，等人来", "serving": "正在办理"}
NOBODY = "手上没有号"
NOBODY_NOTE = {True: "按空格叫下一位", False: "现在没有人在等，有人取号这里会自己出现"}
PAUSED_NOTE = "窗口暂停着，恢复后才能叫号"
LANES = {"normal": "普通", "priority": "优先"}
LANE_CHIPS = {"normal": "普通号", "priority": "优先号"}
TAKEN = "取号时间"
WAITED = "等了"
CALLED = "已叫"
SERVED = "已办理"
BY_HAND_TAKEN = "人工取号"

FINISH_AND_CALL = "办完，叫下一位"
CALL_NEXT = "叫下一位"
FINISH_ONLY = "办完"
FINISH = "办完，先不叫"
NOBODY_WAITS = "没有人在等"
SERVE, RECALL, NO_SHOW, TRANSFER, HOLD = "到了", "重呼", "过号", "转窗口", "挂起"
PAUSE, RESUME = "暂停", "恢复"
PAUSED, RECEIVING = "暂停", "接待中"
SPACE = "空格"
TRANSFER_TO = "转到"
TRANSFER_BACK = "退回，排在原来的位置"
TRANSFER_GO = "转过去"
HOLD_WHY = "为什么挂起（不写姓名）"
HOLD_REASONS = ("去复印材料", "回家取材料", "等别的部门", "去缴费")
PAUSE_WHY = "为什么暂停"
PAUSE_REASONS = ("换班", "吃饭", "开会", "设备检修")
PAUSE_UNTIL = "到几点（可以不写）"
PAUSE_GO = "暂停叫号"

TODAY_HERE = "今天，本窗口"
FIGURES = ("办结", "过号", "转出", "分钟/件")
KEPT = "挂起和过号"
KEPT_NOTE = "可随时叫回"
KEPT_LATER = "手上的号办完再叫回"
KEPT_STATES = {"held": "挂起", "no_show": "过号"}
CALL_BACK = "叫回"
WAITING_HEADS = ("次序", "号码", "事项", "类别", "已等")
BY_HAND = "人工取号"
BY_HAND_GO = "发一个号"
BY_HAND_SERVICE = "事项"
BY_HAND_LANE = "类别"
REPRINT = "补打小票"
REPRINT_WHICH = "哪个号"
REPRINT_GO = "补打"
REPRINT_NOTE = "在取号的终端上打，标“补打”"
KEYS_TITLE = "单键快捷键"
KEYS_NOTE = {
    True: "开着：在窗口页上按一个键就是一个按钮，空格叫下一位。",
    False: "关着：按键不当按钮用，Tab 和回车照常。",
}
KEYS_SWITCH = {True: "关掉快捷键", False: "打开快捷键"}
DEVICES = "设备"
DEVICE_STATES = {
    "silent": "没有消息，请去看看",
    "reader_away": "读卡器没有回话，请看连线",
    "paper_near_end": "打印纸不多了，请准备换纸",
    "paper_out": "没有打印纸了，请换纸",
    "cover_open": "打印机的盖子没合上",
    "cutter_jammed": "切纸刀卡住了，请打开看看",
    "printer_offline": "打印机没有回话，请看电源和连线",
    "printer_fault": "打印机报错，请关掉再开",
    "board_silent": "叫号没有声音，请看音箱",
}


def devices_well(names: Sequence[str]) -> str:
    """``1 号终端、2 号终端正常``."""
    return f"{'、'.join(names)}正常"


HELP = "请人帮忙"
HELP_NONE = "没有人请帮忙"
HELP_GO = "我去了"
HELP_PRIORITY = "允许取一个优先号"


def waiting(count: int) -> str:
    return f"等候 {count} 人" if count else NOBODY_WAITS


def called(calls: int, at: str, most: int) -> str:
    return f"{calls} 次（{clock_time(at)}），最多 {most} 次"


def taken(at: str, terminal: str | None) -> str:
    return f"{clock_time(at)}，{terminal or BY_HAND_TAKEN}"


def paused(until: str | None, reason: str | None) -> str:
    """``暂停到 10:40，换班``."""
    return (f"{PAUSED}到 {until}" if until else PAUSED) + (f"，{reason}" if reason else "")


def by_hand_told(number: str) -> str:
    return f"{number} 已发出，请写给来办事的人。"


def reprint_told(number: str) -> str:
    return f"{number} 已请取号的那台终端补打，请看那里。"


TOLD = {"by-hand": by_hand_told, "reprint": reprint_told}


def mean(minutes: float | None) -> str:
    return "–" if minutes is None else f"{minutes:.1f}"


PIN_DESK = "发口令"
DISK_FULL = "大厅服务所在的机器磁盘满了，这一步没有记下；请告诉管理员。"
CLOCK_DOUBTED = "机器的时钟一下子走了一天以上，先按原来的日期发号；请管理员核对时钟。"


def moment(at: str) -> datetime:
    return datetime.fromisoformat(at)


def waited(since: str, until: str) -> str:
    """``21 分钟``."""
    return f"{minutes_since(since, moment(until))} 分钟"


# -- the keeper's pages -----------------------------------------------------------------------

KEEPER_TITLE = "管理"
ROOMS = (
    ("", "chart-bar", "今天"),
    ("ratings", "chat-circle-text", "评价"),
    ("hours", "calendar-blank", "开放时间"),
    ("plan", "list-bullets", "事项和窗口"),
    ("people", "users", "人员"),
    ("records", "identification-card", "导入名册"),
    ("letters", "file-text", "扫描件"),
    ("person", "user", "一个人"),
    ("audit", "list-magnifying-glass", "查阅记录"),
    ("security", "shield-check", "安全"),
)
SHEETS = ("事项", "窗口", "评价")
FIGURE_HEADS = ("", "取号", "叫号", "办结", "过号", "转出", "等候中位（分）", "等候九成（分）", "办理平均（分）")
RATING_HEADS = ("号码", "事项", "窗口", "评价", "哪里没做好", "时间", "处理")
REPORT_NAME = "大厅日报"
DOWNLOAD = "下载表格"
OTHER_DAY = "看哪一天"
LOOK = "看"
ALL = "合计"
BY_SERVICE, BY_WINDOW = "按事项", "按窗口"
WAIT_CHART = "等候时间，浅色是九成人以内，深色是一半人以内"
RATING_CHART = "评价"
HOUR_CHART = "每小时取号"
HOUR_UNIT = "点"
NOTHING_YET = "还没有可以算的"
TRAINING_ON, TRAINING_OFF = "开始演练", "结束演练"
TRAINING_WHY = "演练时小票写“演练”，不限时间和数量，不计入统计；没有人在等时才能开始，当天结束自动停。"
CLOCK_RIGHT = "时钟是对的"
NOTE = "怎么处理的"
NOTE_MISSING = "请写一句怎么处理的（200 字以内）；已经关上的不能再关。"
CLOSE_RATING = "关上"
NO_OPEN_RATINGS = "没有要处理的评价"
OPEN_RATINGS = "要处理的评价"
OPEN_RATINGS_NOTE = "不满意的评价一直留在这里，写明怎么处理的再关上。"
WEEK = "每周"
WEEK_NOTE = "写作 08:30-12:00，13:30-17:30；空着就是不开门。"
WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
DATES = "不一样的日子"
DATES_NOTE = "节假日、调休上班、临时的开放时间。"
DATE_HEADS = ("日期", "名称", "怎么开", "")
DATE_KINDS = {"closed": "不开门", "like": "照某一天上班", "own": "另写时间"}
DATE, NAME, KIND, LIKE, OWN = "日期", "名称", "怎么开", "照哪一天", "开放时间"
ADD, DELETE = "加上", "删去"
SERVICES, WINDOWS = "事项", "窗口"
SERVICE_FIELDS = ("字母", "名称", "说明", "从", "到", "每件约（分）", "状态")
RETIRED = "停用的"
BRING_BACK = "重新启用"
STATES = {"open": "在办", "paused": "暂停", "retired": "停用"}
QUOTA = "限号（空着不限；写作 08:30-12:00 40）"
PRIORITY_RANGE = "901–999 号留给优先号。停用的不再显示，号和统计都还在。"
WINDOW_SERVES = "办哪些事项"
NEW_SERVICE, NEW_WINDOW = "加一个事项", "加一个窗口"
PEOPLE = "人员"
PEOPLE_NOTE = "密码由您先设一个，本人第一次进入时换掉。"
ADD_PERSON = "加一个人"
ROLE = "角色"
RESET = "重设密码"
CLOSE_ACCOUNT = "停用"
CLOSED_ACCOUNT = "已停用"
MUST_CHANGE = "待本人换密码"
PADS = "评价牌"
PADS_NOTE = "在平板上打开 /pad/窗口序号，由窗口人员或管理员开一次。"
TAKE_PAD_BACK = "收回"
PEOPLE_REFUSED = {
    "NameRefused": "姓名要 1 到 20 个字，不能和别人一样。",
    "PasswordRefused": PASSWORD_RULE,
    "UnknownAccount": "没有这个人，或者已经停用。",
    "LastKeeper": "至少要留一位管理员。",
}


def hours_unread(text: str) -> str:
    return f"“{text[:30]}”没看懂，请写作 08:30-12:00。"


def quota_unread(text: str) -> str:
    return f"限号“{text[:30]}”没看懂，请写作 08:30-12:00 40。"


def quota_text(slots: Sequence[tuple[str, str, int]]) -> str:
    """``08:30-12:00 40，13:30-17:30 30``: as the form reads it back."""
    return "，".join(f"{opens}-{closes} {most}" for opens, closes, most in slots)


def count(number: int) -> str:
    return f"{number} 个"


def good_share(levels: Mapping[int, int]) -> str:
    """The share of the upper three levels, as reports of 好差评 give it."""
    total = sum(levels.values())
    return f"满意率 {100 * sum(levels.get(one, 0) for one in (1, 2, 3)) / total:.1f}%，共 {total} 个" if total else NONE


def wait_text(found: Any) -> str:
    return f"{found.wait_p50_minutes:.0f} / {found.wait_p90_minutes:.0f} 分"


def date_how(like_weekday: int | None, spans: Sequence[tuple[str, str]] | None) -> str:
    if like_weekday is not None:
        return f"照{WEEKDAYS[like_weekday]}"
    return "，".join(f"{opens}-{closes}" for opens, closes in spans) if spans else DATE_KINDS["closed"]
