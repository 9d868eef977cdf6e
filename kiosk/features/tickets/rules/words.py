"""Every Chinese text of the queue that is not a hall's own data."""

from collections.abc import Sequence
from datetime import date, datetime

# -- default hall -----------------------------------------------------------------------------

DEFAULT_SERVICES = (
    # series, name, its English, description, icon (Phosphor name), minutes each
    ("A", "党员服务", "Party members", "组织关系转接、党费、证明", "identification-badge", 4),
    ("B", "综合业务", "General services", "社保、居住、老年人优待", "briefcase", 4),
    ("C", "帮办代办", "Done for you", "不方便跑腿的，我们来跑", "handshake", 6),
    ("D", "咨询投诉", "Advice and complaints", "想问的、想说的，都可以", "chats-circle", 5),
)


NUMBER = "号"  # A014 号


def window_name(number: int) -> str:
    return f"{number} 号窗口"


def window_english(number: int) -> str:
    return f"Window {number}"


DATE_UNSURE = "正在核对日期"

# -- slip -------------------------------------------------------------------------------------

SLIP_WAIT_HERE = "请在休息区等候，留意叫号和大屏。"
SLIP_NO_WAIT = "不用等，现在就能办"
SLIP_FIRST = "下一个就是您"
SLIP_REPRINT = "补打"
SLIP_COMMA = "，"  # between the lines of the wait, where the screen shows them as one
SLIP_DEMO = "演示，不作办事凭证"


SLIP_TRAINING = "演练"
SLIP_TRAINING_NOTE = "演练，不作办事凭证"
SLIP_PRIORITY = "优先号"

# On the slip of a visit in English, under the Chinese.
ENGLISH_PRIORITY = "Priority ticket"
ENGLISH_WAIT_HERE = "Please wait in the hall until the board shows your number."

# A sign (Phosphor name) for a group that may take a priority number; other groups of a hall's own get the last one.
GROUP_ICONS = {
    "残疾人": "wheelchair",
    "孕妇，带婴儿的人": "baby",
    "现役军人": "shield-star",
    "烈士遗属": "medal-military",
    "身体不舒服的人": "hand-heart",
}
GROUP_ICON = "hand-heart"


def note_no_show(policy: str, calls: int, minutes: int) -> str:
    """What becomes of a number whose holder was not there, as the slip says it."""
    if policy == "keep_calls" and calls:
        return f"过号请到服务台，再叫 {calls} 个号以内有效。"
    if policy == "keep_minutes" and minutes:
        return f"过号请到服务台，{minutes} 分钟以内有效。"
    return "过号作废，请重新取号。"


def note_lanes(normal_per_priority: int) -> str:
    return f"每叫 {normal_per_priority} 个普通号，叫 1 个优先号。"


def english_no_show(policy: str, calls: int, minutes: int) -> str:
    """As `note_no_show`, for who reads English."""
    if policy == "keep_calls" and calls:
        return f"Missed? Ask at the desk before {calls} more are called."
    if policy == "keep_minutes" and minutes:
        return f"Missed? Ask at the desk within {minutes} minutes."
    return "Missed? The ticket is void, please take a new one."


def english_lanes(normal_per_priority: int) -> str:
    normal = "normal ticket" if normal_per_priority == 1 else f"{normal_per_priority} normal tickets"
    return f"1 priority ticket is called after {normal}."


def slip_wait(ahead: int, low: int, high: int) -> tuple[str, ...]:
    """The lines under the number: people ahead, minutes from and to.

    A plain hyphen: many printers' fonts stop at GB 2312, which has no en dash.
    """
    if high == 0:
        return (SLIP_NO_WAIT,)
    minutes = f"约 {max(low, 1)}-{high} 分钟"
    return (f"前面还有 {ahead} 人", minutes) if ahead else (SLIP_FIRST, minutes)


def english_wait(ahead: int, low: int, high: int) -> str:
    """The same in one line of English."""
    if high == 0:
        return "No wait, go right away"
    minutes = f"about {max(low, 1)}-{high} min"
    return f"{ahead} ahead, {minutes}" if ahead else f"You are next, {minutes}"


def slip_time(at: str) -> str:
    return datetime.fromisoformat(at).strftime("%Y-%m-%d %H:%M")


def minutes_range(low: int, high: int) -> str:
    return f"{max(low, 1)}–{high}"


# -- status page ------------------------------------------------------------------------------

WEEKDAYS = "一二三四五六日"

PAGE_TITLE = "今天的大厅"
PAGE_SERVICES = "等候"
PAGE_WINDOWS = "窗口"
PAGE_CALLS = "刚刚叫号"
PAGE_HELP = "请人帮忙"
PAGE_TERMINALS = "终端"
PAGE_EMPTY = "还没有"
PAGE_IDLE_WINDOW = "空闲"
PAGE_CALL_NEXT = "演示：叫下一位"
PAGE_DEMO = "演示"
PAGE_AWAY = "暂时连不上大厅服务，连上后会自己更新"
PAGE_TRAINING = "演练中，号不作数"
PAGE_CLOCK = "今天的日期没有定下来，先不发新号，请管理员在管理页上定"
PAGE_DISK = "磁盘没有余地了，请尽快清理"
PAGE_SERVICE_HEADS = ("事项", "人数", "大约要等", "现在")


def people(count: int) -> str:
    return f"{count} 人" if count else "没有人"


def wait(low: int, high: int) -> str:
    return f"{minutes_range(low, high)} 分钟" if high else "不用等"


def service_state(state: str, until: str | None, reason: str | None) -> str:
    """``暂停到 10:40，换班`` and the like."""
    if state != "paused":
        return {"open": "正常", "closed": "没在开放时间"}[state]
    return (f"暂停到 {until}" if until else "暂停") + (f"，{reason}" if reason else "")


SHUT = {  # why the doors are shut, by `doors.Shut`
    "before": "还没开门",
    "midday": "午休",
    "break": "现在休息",
    "over": "今天结束了",
    "not_today": "今天不开放",
}
PAGE_UNSERVED = "没有窗口的号"
PAGE_WEEK = "这几天什么时候开"
PAGE_SHUT_DAY = "不开放"


def hall_line(state: str, closes_at: str | None, shut: str, next_opening: str | None) -> str:
    """``午休，11 月 17 日 13:30 继续``."""
    if state == "closed":
        return shut_line(shut, next_opening)
    if state == "paused":
        return "开着门，所有事项都在暂停"
    return f"开着门，到 {moment(closes_at)}" if closes_at else "开着门"


def shut_line(shut: str, next_opening: str | None) -> str:
    """``午休，13:30 继续``; ``今天结束了，11 月 18 日 8:30 开门``."""
    if next_opening is None:
        return SHUT[shut]
    if shut in ("midday", "break"):
        return f"{SHUT[shut]}，{clock_time(next_opening)} 继续"
    when = clock_time(next_opening) if shut == "before" else moment(next_opening)
    return f"{SHUT[shut]}，{when} 开门"


def day_hours(spans: Sequence[tuple[str, str]]) -> str:
    """``8:30–12:00，13:30–17:30``."""
    parts = [f"{opens.removeprefix('0')}–{closes.removeprefix('0')}" for opens, closes in spans]
    return "，".join(parts) or PAGE_SHUT_DAY


def day_and_name(day: str, name: str) -> str:
    """``11 月 17 日 星期二（国庆节）``."""
    return day_name(date.fromisoformat(day)) + (f"（{name}）" if name else "")


def moment(at: str | None) -> str:
    """``2026-11-18T08:30:00+08:00`` -> ``11 月 18 日 8:30``."""
    if at is None:
        return ""
    when = datetime.fromisoformat(at)
    return f"{when.month} 月 {when.day} 日 {when.hour}:{when.minute:02d}"


def clock_time(at: str) -> str:
    when = datetime.fromisoformat(at)
    return f"{when.hour}:{when.minute:02d}"


def day_name(day: date) -> str:
    return f"{day.month} 月 {day.day} 日 星期{WEEKDAYS[day.weekday()]}"


# -- windows ----------------------------------------------------------------------------------

HELD = "挂起"
KEPT_UNSAID = "大屏没念到，一直保留"


def kept_left(policy: str, left: int) -> str:
    """How long a number that was not there is still kept: ``还能保留 1 个号``."""
    if not left:
        return "不再保留"
    return f"还能保留 {left} 分钟" if policy == "keep_minutes" else f"还能保留 {left} 个号"


NO_WINDOW = "没有窗口办这个事项"
SERVICE_RETIRED = "事项停用了，没有窗口办"


def window_pauses(name: str, until: str | None) -> str:
    """``1 号窗口暂停到 10:40``."""
    return f"{name}暂停到 {until}" if until else f"{name}暂停"


def window_empty(name: str) -> str:
    return f"{name}没有人坐"


def window_retired(name: str) -> str:
    return f"转到{name}，那个窗口停用了"


WHY_JOIN = "，"

# What a clerk or a visitor reads when the queue says no, by the refusal's name.
REFUSED = {
    "UnknownService": "没有这个事项",
    "ServicePaused": "这个事项暂停办理",
    "NoWindow": "现在没有窗口办这个事项",
    "HallClosed": "现在不在开放时间",
    "QuotaFull": "这个时段的号发完了",
    "SeriesExhausted": "今天的号发完了",
    "NotEntitled": "年龄不到，请取普通号，或请工作人员帮忙",
    "AlreadyWaiting": "您已经有这个事项的号了",
    "OrderAbandoned": "这次取号已取消，请再取一次",
    "KeyReused": "请再按一次",
    "UnknownTicket": "没有这个号",
    "AlreadyCalled": "这个号已经叫过了",
    "NotReprintable": "这个号不能补打",
    "UnknownWindow": "没有这个窗口",
    "WindowPaused": "窗口在暂停，先恢复接待再叫号",
    "WindowBusy": "手上还有一个号，先办完或挂起",
    "WindowMoved": "这个窗口刚叫了别的号",
    "NumberMoved": "这个号刚刚变了，这一下没有算",
    "NothingToUndo": "过了 10 秒，或者这个号又有了变化，不能撤销了；可以用“找号”取回",
    "ServedElsewhere": "这个号在别的窗口",
    "WrongState": "这个号现在不能这样做",
    "RecallCap": "已叫到最多次数，可以按过号",
    "KeptNoLonger": "过号太久，不再保留，请重新取号",
    "DayOver": "这是前一天的号，只能办完",
    "DateUnsure": "今天的日期还没有定下来，先不发新号；请管理员在管理页上定",
    "DateDecided": "日期已经有人定过了",
    "DateBeyond": "和上一个工作日差得太远，请管理员在管理页上定",
    "ClerksDecide": "这个大厅有窗口人员，请在窗口页面上定",
    "NoSuchTime": "日期和时间没看懂，请写今天的日期和现在几点",
    "TimeServerKnows": "时间由时间服务器校准，不用改",
    "HallBusy": "还有人在等，演练要等没人时开始",
}

# -- what a keeper edits ----------------------------------------------------------------------

PLAN_WEEKDAY = "请选星期一到星期日"
PLAN_TIME = "钟点写成 08:30，从 00:00 到 24:00"
PLAN_QUOTA_PLACE = "限号"
PLAN_QUOTA = "每个时段的号数不能小于 0"
PLAN_SERIES = "号段是一个大写字母，A 到 Z"
PLAN_RANGE = "普通号在 1 到 900 之间，901 到 999 留给优先号"
PLAN_MINUTES = "每位 1 到 240 分钟，状态是开放、暂停或停用"
PLAN_UNKNOWN = "没有这一项，请刷新页面再看"
PLAN_DATE = "日期写成 2026-10-01"
PLAN_NAME = "名称要 1 到 20 个字"
PLAN_ENGLISH = "英文名最多 40 个字母"


def plan_in_hand(number: str) -> str:
    return f"这个窗口手上还有 {number}，请那边先办完、过号或挂起，再停用"


def plan_series_unclear(series: str) -> str:
    why = {"E": "念出来像“一”", "R": "念出来像“二”", "I": "看起来像 1", "O": "看起来像 0"}
    return f"号段请换一个字母：{series} {why[series]}"


def plan_series_taken(series: str) -> str:
    return f"号段 {series} 已经给别的事项了"


def plan_window_taken(name: str) -> str:
    return f"已经有{name}了"


def weekday_name(weekday: int) -> str:
    """0 -> 星期一."""
    return f"星期{WEEKDAYS[weekday]}"


def plan_turned(opens: str, closes: str) -> str:
    return (
        f"{opens}-{closes} 关门不比开门晚。下午请写 24 小时制（5 点半是 17:30）；"
        "过了半夜的分两天写，当天写到 24:00，第二天从 00:00 写起，因为号每天半夜从头排"
    )


def plan_overlap(first: str, second: str) -> str:
    return f"{first} 和 {second} 有一段是重的，请改掉一个"


def plan_touching(first: str, second: str) -> str:
    """``08:30-12:00``, ``12:00-17:30`` -> 08:30-17:30."""
    return f"{first} 和 {second} 是连着的，请写成一段 {first.split('-')[0]}-{second.split('-')[1]}"


def plan_hours(place: str, fault: str) -> str:
    """``星期二：08:30-12:00 和 …``."""
    return f"{place}：{fault}。什么也没有改动，请改好再存一次。"
