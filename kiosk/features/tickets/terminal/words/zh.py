"""Interface text of the ticket screens: Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from kiosk.features.tickets.rules.words import minutes_range

HOME_TITLE, HOME_CAN = "取号办事", "取号办事"
HOME_NOTE_LARGE = "选事项，打小票，等叫号"
HOME_BRIEF, HOME_DESK = "取小票，等叫号", "请到服务台"
HOME_AWAY = "今天请到服务台取号"
HOME_STOPPED = {
    "paper_out": "打印机没有纸了，请到服务台取号",
    "cover_open": "打印机的盖子开着，请到服务台取号",
    "printer_offline": "打印机没有回话，请到服务台取号",
    "": "现在打不出小票，请到服务台取号",
}

CHOOSE_TITLE = "请选一件要办的事"
CHOOSE_NOTE = "点一下就出号，不用填表。"
CHOOSE_RETURNED = "刚才的号已经退回，请重新选。"
NOW_SERVING = "现在办到"
NOW_SERVING_LANDSCAPE = "现在\n办到"
NOBODY_AHEAD = "前面没人"
NO_WAIT = "不用等"
NO_WAIT_NOTE = "现在就能办"
PAUSED = "暂停"
PAUSED_NOTE = "可先办别的"
RESUMES = "恢复取号"
TAKING = "正在取号"

PRIORITY_ROW = "优先号"
TAKE_PRIORITY = "取优先号"
CHOOSE_PRIORITY_TITLE = "优先号，请选事项"
PRIORITY_TITLE = "取优先号"
PRIORITY_STEPS = ("放证或请人", "选事项", "拿小票")
PRIORITY_WHO = "这些人可以取"
# state of the page: title and note
PRIORITY_SAYS = {
    "waiting": ("老年人，请放身份证", "只看出生年月，不留姓名和证号。"),
    "unread": ("没读出来", "请拿开，再放一次。放平，别叠着别的卡。"),
    "lying": ("上面有一张卡，请先拿开", "拿开以后，再放您自己的身份证。"),
    "offline": ("读卡器没有回话", "请人过来看一下，一样能取优先号。"),
    "young": ("这张证还没到年龄", "别的情况也能取优先号，\n请人过来看一下。"),
    "calling": ("正在叫人", "请在这里等一下。"),
    "called": ("已经请人过来了", "请在这里等一下，\n工作人员允许了，这里就选事项。"),
    "unheard": ("没有叫到人", "请到服务台说一声，\n那里一样能取优先号。"),
}
TAKE_CARD = "请收好身份证"
PRIORITY_WHERE = "读卡区在屏幕右下方，有绿灯的地方。"
PRIORITY_OTHER = "没带证，或别的情况"
PRIORITY_OTHER_NOTE = "工作人员过来看一下，\n就给您优先号，不用另开证明。"
PRIORITY_CALL = "请人过来"
PRIORITY_CALLING = "正在叫"
PRIORITY_ON_THE_WAY = "已经叫了"
PRIORITY_NORMAL = "取普通号"
PRIORITY_LEAVE = "不取了"

AHEAD_LABEL = "前面还有"
NOW_LABEL = "现在"
WAIT_LABEL = "大约要等"
SLIP_READY = "小票已打好"
NEXT_STEPS = "接下来"
STEPS = ("在屏幕下方\n取走小票", "坐着等，\n听叫号，看大屏", "叫到您，\n带小票去窗口")
STEPS_NO_SLIP = ("记住您的号，\n也可以拍下来", "坐着等，\n听叫号，看大屏", "叫到您，\n去窗口报号")
SLIP_MISSING = "小票没出来"
SLIP_AFTER_ALL = "还是要小票"
WRONG_ONE = "取错了"
OK = "好，知道了"

UNSURE_TITLE = "小票出来了吗？"
UNSURE_MINE = "这个号已经是您的"
UNSURE_MINE_NOTE = "没有小票也一样叫号，\n请记住它。"
UNSURE_YES, UNSURE_YES_NOTE = "出来了", "我拿好了"
UNSURE_NO, UNSURE_NO_NOTE = "没出来", "再打一张，号不变"
UNSURE_WHY = "打印机没说清楚，所以要问您一声。\n再打的那张会写着“补打”，一个号只有一张有效。"
UNSURE_SKIP = "不用小票，记住号就行"
PRINTING = "正在补打"

GIVE_BACK_TITLE = "要退回这个号吗？"
GIVE_BACK_NOTE = "退回后，\n手里的小票作废，\n不会再叫这个号。"
GIVE_BACK_NOTE_NO_SLIP = "退回后，\n不会再叫这个号。"
GIVE_BACK_KEEP, GIVE_BACK_KEEP_NOTE = "不退", "这个号还是我的"
GIVE_BACK, GIVE_BACK_GO_NOTE = "退回", "重新选要办的事"
GIVING_BACK = "正在退回"

# reason: title, note, staff hint
TROUBLE = {
    "paper_out": (
        "打印机没有纸了", "还没有给您取号，不会占号，也不会重复。\n换好纸就能取号。",
        "工作人员：开上盖，放热敏纸，光面朝上，合盖。",
    ),
    "cover_open": (
        "打印机的盖子没合上", "还没有给您取号，不会占号，也不会重复。\n合上盖就能取号。",
        "工作人员：按紧打印机上盖，听到一声响。",
    ),
    "printer_offline": (
        "打印机没有回话", "还没有给您取号，不会占号，也不会重复。",
        "工作人员：看看打印机的电源和连线。",
    ),
    "hall_away": ("取号请到服务台", "屏幕暂时取不了号，\n服务台一样能取，次序不变。", ""),
    "date_unsure": ("正在核对日期", "机器的钟不准，先不出号。\n工作人员定好日期就能取。", ""),
    "called_already": ("这个号不能退了", "可能已经叫到它，请看大屏。\n不办了，请到服务台说一声。", ""),
    "already_waiting": ("您已经有号了", "这个事项的号还在等，不用再取。\n小票不见了，请到服务台说一声。", ""),
    "not_entitled": ("这次取不了优先号", "年龄还不到，或隔得太久了。\n普通号照样能取，也可以再请人来。", ""),
    "other": ("这次没取成", "还没有给您取号，不会占号，也不会重复。", ""),
}  # fmt: skip
TROUBLE_REPRINT_NOTE = "这个号已经是您的，没有小票也一样叫号。"
YOU_CAN = "您可以"
DESK_TITLE = "到服务台，人工取号"
DESK_DIRECT = "到服务台，直接办"
DESK_SAY = "到服务台，说一声"
SERVED_HERE = "这里办这些事"
SEE_EXHIBITION = "先看展览"
SEE_EXHIBITION_NOTE = "过一会儿再来取号"
RETRY = "再试一次"
CHOOSE_AGAIN = "重新选"
RETRY_PAPER = "纸换好了，再试一次"

# why the doors are shut, or why an open hall gives no number
CLOSED = {
    "before": "还没开门",
    "midday": "午休",
    "break": "现在休息",
    "over": "今天结束了",
    "not_today": "今天不开放",
    "paused": "这件事现在暂停",
    "slot_full": "这段时间的号发完了",
    "used_up": "今天的号发完了",
}
NEXT_OPENING = "下一次开门"
NO_NUMBER_NEXT = "别的事项照常能取，也可以问问服务台"
NEXT_UNKNOWN = "请看门口的通知"
WEEK_TITLE = "这几天什么时候开"
WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")
SHUT = "不开放"
HOME = "知道了，回首页"


def closed(shut: str, at: str | None) -> str:
    """("midday", ISO moment of today) -> 午休，13:30 继续; ("before", …) -> 还没开门，8:00 开门."""
    if at is None or shut not in ("before", "midday", "break"):
        return CLOSED[shut]
    return f"{CLOSED[shut]}，{clock(at[11:16])} {'开门' if shut == 'before' else '继续'}"


def day_hours(spans: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """(("08:30", "12:00"), ("13:30", "17:30")) -> 8:30–12:00, 13:30–17:30: every opening of a day, none left out."""
    return tuple(f"{clock(opens)}–{clock(closes)}" for opens, closes in spans) or (SHUT,)


def weekday_and_day(weekday: int, number: str) -> str:
    """(0, "23") -> 一  23 日."""
    return f"星期{WEEKDAYS[weekday]}  {number} 日"


def window_paused(name: str) -> str:
    return f"{name}，{PAUSED}"


def ahead(count: int) -> str:
    return f"前面 {count} 人"


def wait(low: int, high: int) -> str:
    return f"约 {minutes_range(low, high)} 分钟"


def done(service: str, priority: bool = False) -> str:
    return f"{'优先号' if priority else '号'}已取好，{service}"


def elders(age: int) -> str:
    return f"{age} 岁以上\n老年人"


def group(name: str) -> str:
    """A group of the hall's own list, as it stands in its box."""
    return name.replace("，", "，\n")


def groups(names: tuple[str, ...]) -> str:
    """("残疾人", "孕妇，带婴儿的人", "现役军人") -> 老年人、残疾人、孕妇、 over 现役军人; more than four: 等."""
    short = ["老年人", *(name.split("，")[0] for name in names[:4])]
    lines = ["、".join(part) for part in (short[:3], short[3:]) if part]
    return "、\n".join(lines) + ("等" if len(names) > 4 else "")


def lanes(normal_per_priority: int) -> str:
    return f"每叫 {normal_per_priority} 个普通号，叫 1 个优先号。"


def card_awaited(seconds: int) -> str:
    return f"正在等您放证，还有 {seconds} 秒"


def people(count: int) -> str:
    return f"{count} 人"


def minutes(low: int, high: int) -> str:
    return f"{minutes_range(low, high)} 分钟"


def trouble_with(title: str, number: str) -> str:
    """The slip of a number that the visitor has already."""
    return f"{title}，{number}"


def served(names: tuple[str, ...]) -> str:
    """Two a line, four at most: 党员服务、综合业务、 over 帮办代办、咨询投诉."""
    lines = ["、".join(part) for part in (names[:2], names[2:4]) if part]
    return "、\n".join(lines) + ("等" if len(names) > 4 else "")


def desk(place: str) -> str:
    return f"{place}，排队次序一样"


def windows(names: tuple[str, ...]) -> str:
    """("1 号窗口", "2 号窗口") -> 叫到这个号，请到 1 号或 2 号窗口."""
    if not names:
        return "叫到这个号，请看大屏上的窗口"
    if len(names) > 3:
        return "叫到这个号，请看大屏去窗口"
    short = [name.removesuffix("窗口") for name in names]
    return f"叫到这个号，请到 {'或 '.join(short)}窗口"


def returns(seconds: int, *, short: bool = False) -> str:
    return f"{seconds} 秒" if short else f"{seconds} 秒后返回"


def opening(at: str, today: str) -> tuple[str, str]:
    """ISO moment -> (明天 8:30, 11 月 18 日 星期三)."""
    when, now = datetime.fromisoformat(at), date.fromisoformat(today) if today else None
    day = when.date()
    clock = f"{when.hour}:{when.minute:02d}"
    near = {now: "今天", now + timedelta(days=1): "明天", now + timedelta(days=2): "后天"} if now else {}
    name = near.get(day, f"{day.month} 月 {day.day} 日")
    return f"{name} {clock}", f"{day.month} 月 {day.day} 日 星期{WEEKDAYS[day.weekday()]}"


def clock(at: str) -> str:
    """ "08:30" -> 8:30."""
    return at.removeprefix("0")


def paused(reason: str | None, until: str | None) -> str:
    return "，".join(part for part in (reason or PAUSED, "" if until else PAUSED_NOTE) if part)


def home_services(names: Sequence[str]) -> str:
    """党员服务、综合业务、 / 帮办代办、咨询投诉: two a line, four at most."""
    first, second = names[:2], names[2:4]
    return "、".join(first) + ("、\n" + "、".join(second) if second else "")
