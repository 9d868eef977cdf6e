"""Every Chinese text of the clerk's page, of 开放时间 and of 事项和窗口 that is not a hall's own data."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kiosk.core.web.words import clock_time, minutes_since
from kiosk.features.tickets.hall.fates import Change
from kiosk.features.tickets.rules import event_names
from kiosk.features.tickets.rules.states import PrintState, ServiceState
from kiosk.features.tickets.wire import Unserved

CLERK_TITLE = "窗口"
CHOOSE_TITLE = "今天在哪个窗口？"
CHOOSE_GO = "坐这里"
CHOOSE_TAKE = "换我来坐"
CHOOSE_ASK_YES = "确定，换我来坐"
CHOOSE_ASK_NO = "不换"
CHOOSE_EMPTY = "没有人"
OTHER_WINDOW = "换窗口"
TO_KEEPER = "管理"

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
KEPT_STATES: Mapping[str, str] = {ServiceState.HELD: "挂起", ServiceState.NO_SHOW: "过号"}
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
UNDO = "撤销"
FIND, FIND_GO, FIND_CLOSE = "找号", "找", "关上"
FIND_WHICH = "今天的号（A014 或 14）"
FOUND_MANY = "有几个，是哪一个？"
CALL_HERE, TAKE_BACK = "叫到本窗口", "取回去排队"
CALL_HERE_LATER = "手上的号办完再叫"
# How a number stands.
STATES_NOW: Mapping[str, str] = {
    ServiceState.WAITING: "在等候",
    ServiceState.CALLED: "已叫号，等人来",
    ServiceState.SERVING: "正在办理",
    ServiceState.DONE: "已办结",
    ServiceState.NO_SHOW: "过号",
    ServiceState.HELD: "挂起",
    ServiceState.GIVEN_BACK: "本人退回了",
    ServiceState.VOID: "作废，没有出过小票",
    ServiceState.LAPSED: "过期",
}
IN_SERVICE = STATES_NOW[ServiceState.SERVING]
SLIPS: Mapping[str, str] = {
    PrintState.RESERVED: "小票还没打好",
    PrintState.PRINTED: "小票已出",
    PrintState.UNKNOWN: "小票不知道出没出",
    PrintState.VOID: "没有小票",
}
NO_SLIP = "没有小票"
# What was said of a number, by the row of the log.
SAID = {
    event_names.TICKET_TAKEN: "取号",
    event_names.TICKET_PRINTED: "小票已出",
    event_names.PRINT_UNKNOWN: "小票不知道出没出",
    event_names.TICKET_VOIDED: "作废",
    event_names.TICKET_GIVEN_BACK: "本人退回",
    event_names.TICKET_REPRINTED: "补打",
    event_names.REPRINT_ORDERED: "请终端补打",
    event_names.TICKET_CALLED: "叫号",
    event_names.TICKET_RECALLED: "重呼",
    event_names.TICKET_CALLED_BACK: "叫回",
    event_names.TICKET_SERVING: "到了",
    event_names.TICKET_DONE: "办完",
    event_names.TICKET_NO_SHOW: "过号",
    event_names.TICKET_HELD: "挂起",
    event_names.TICKET_TRANSFERRED: "转走",
    event_names.TICKET_RETURNED: "退回排队",
    event_names.TICKET_TAKEN_BACK: "取回排队",
    event_names.TICKET_LAPSED: "过期",
}
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
UNSAID = "大屏还没念到，请等一下再按过号"


def take_ask(window: str, sitter: str) -> str:
    """Before a seat is taken, to who takes it."""
    return f"{window}现在是 {sitter} 在用，确定换您？"


def seat_asked(who: str) -> str:
    """Before, to who sits there."""
    return f"{who} 想换到这个窗口来坐；真换了，这里会告诉您。"


def seat_lost(window: str, who: str) -> str:
    """Afterwards, to who sat there."""
    return f"{window}现在由 {who} 在用，是刚才换过去的；那里的号都还在。请另选一个窗口，或者跟 {who} 商量。"


def devices_well(names: Sequence[str]) -> str:
    """``1 号终端、2 号终端正常``."""
    return f"{'、'.join(names)}正常"


HELP_GO = "我去"
HELP_PRIORITY = "允许取一个优先号"
HELP_MUTE = "点一下这一页，有人请帮忙时才有声音"
HELP_SOMEBODY = "有人"


def help_wanted(terminal: str) -> str:
    return f"{terminal}请人帮忙"


def help_since(at: str, now: datetime) -> str:
    """``10:26，等了 3 分钟``."""
    minutes = minutes_since(at, now)
    return f"{clock_time(at)}，等了 {minutes} 分钟" if minutes else clock_time(at)


def help_gone(who: str, terminal: str) -> str:
    return f"{who or HELP_SOMEBODY}去了，{terminal}"


def undo_note(kind: str, number: str, next_number: str) -> str:
    """``办完 A012，叫号 A013``."""
    return f"{SAID[kind]} {number}" + (f"，{SAID['ticket_called']} {next_number}" if next_number else "")


def said(kind: str, undid: str, reason: str) -> str:
    """``挂起，去复印材料``; ``撤销“办完”``."""
    what = f"{UNDO}“{SAID[undid]}”" if undid else SAID.get(kind, kind)
    return f"{what}，{reason}" if reason else what


def found_none(typed: str) -> str:
    return f"今天没有“{typed}”这个号。"


def hand_moved(aimed: str, stands: str, elsewhere: str, hand: str, hand_state: str) -> str:
    """A press that came too late, and what happened instead: ``这一下没有算：A012 已办结。现在手上是 A013，已叫号。``

    ``aimed``: the number in hand when the page was drawn ("": none); ``elsewhere``: the window that has it, if another.
    """
    now = f"现在手上是 {hand}，{STATES_NOW[hand_state]}。" if hand else "现在手上没有号。"
    if not aimed or aimed == hand:
        return f"这一下没有算。{now}"
    return f"这一下没有算：{number_stands(aimed, stands, elsewhere)}。{now}"


def number_moved(number: str, stands: str, elsewhere: str) -> str:
    return f"这一下没有算：{number_stands(number, stands, elsewhere)}。"


def number_stands(number: str, stands: str, elsewhere: str) -> str:
    """``A012 在 2 号窗口，正在办理``."""
    return (
        f"{number} 在{' ' if elsewhere[:1].isascii() else ''}{elsewhere}，{STATES_NOW[stands]}"
        if elsewhere
        else (f"{number} {STATES_NOW[stands]}")
    )


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


def moment(at: str) -> datetime:
    return datetime.fromisoformat(at)


def waited(since: str, until: str) -> str:
    """``21 分钟``."""
    return f"{minutes_since(since, moment(until))} 分钟"


HOURS, PLAN = "开放时间", "事项和窗口"
WEEK = "每周"
WEEK_NOTE = "写作 08:30-12:00，13:30-17:30，中间就是午休；空着就是不开门。过半夜的分两天写。"
WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
DATES = "不一样的日子"
DATES_NOTE = "节假日、调休上班、临时的开放时间。"
DATE_HEADS = ("日期", "名称", "怎么开", "")
DATE_KINDS = {"closed": "不开门", "like": "照某一天上班", "own": "另写时间"}
DATE, NAME, KIND, LIKE, OWN = "日期", "名称", "怎么开", "照哪一天", "开放时间"
SERVICES, WINDOWS = "事项", "窗口"
ENGLISH, ENGLISH_EMPTY = "英文名", "可以不填"  # empty: a visit in English shows the Chinese name
SERVICE_FIELDS = ("字母", "名称", "说明", "从", "到", "每件约（分）", "状态")
RETIRED = "停用的"
BRING_BACK = "重新启用"
STATES = {"open": "在办", "paused": "暂停", "retired": "停用"}
QUOTA = "限号（空着不限；写作 08:30-12:00 40）"
PRIORITY_RANGE = "901–999 号留给优先号。停用的不再显示，号和统计都还在。"
WINDOW_SERVES = "办哪些事项"
NEW_SERVICE, NEW_WINDOW = "加一个事项", "加一个窗口"
DELETE = "删去"


SURE_TITLE = "存之前，请看一看"
SURE_GO, SURE_BACK = "看过了，照这样存", "不存，回去"
NO_WINDOW_YET = "没有窗口办，不发号；在下面给它勾一个窗口"
_IN_BLOCK = "会列在每个窗口页面的“没有窗口的号”里，哪个窗口都能叫"


def told_first(changes: Sequence[Change]) -> str:
    """``还有 3 个号和这次改动有关：在等 2 个，挂起或过号 1 个。``"""
    waiting, kept = (sum(len(numbers) for numbers in each) for each in _by_kind(changes))
    parts = [f"在等 {waiting} 个" if waiting else "", f"挂起或过号 {kept} 个" if kept else ""]
    return f"今天有 {waiting + kept} 个号和这次改动有关：{'，'.join(part for part in parts if part)}。还什么也没有存。"


def _by_kind(changes: Sequence[Change]) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    return [change.waiting for change in changes], [change.kept for change in changes]


def becomes(change: Change) -> str:
    """What becomes of these numbers, as a keeper reads it before the plan is saved."""
    windows = "、".join(change.windows)
    return {
        "unserved": f"没有窗口叫这些号了；{_IN_BLOCK}。",
        "all_paused": f"能叫它们的窗口（{windows}）都暂停了；暂停的时候{_IN_BLOCK}。",
        "retired": f"不再发新号；这些号照常由 {windows} 叫。",
        "paused": f"先不发新号；这些号照常由 {windows} 叫。",
        "series": f"手里的号不变，照常叫；新取的号用字母 {change.series}。",
        "shut": "现在就关门，不再发新号；这些号窗口还能叫，大屏会请他们到窗口或服务台问一问。",
    }[change.what]


def waiting_numbers(numbers: Sequence[str]) -> str:
    """``在等 3 个：A012、A013、A014``."""
    return f"在等 {len(numbers)} 个：{'、'.join(numbers)}"


def kept_numbers(numbers: Sequence[str]) -> str:
    return f"挂起或过号 {len(numbers)} 个：{'、'.join(numbers)}"


def changed_meanwhile(name: str) -> str:
    return f"“{name}”刚才有人改过（也可能是窗口自己暂停了），您填的没有存。请看看现在的，再改一次。"


LEFT_STATES: Mapping[str, str] = {ServiceState.WAITING: "等了", **KEPT_STATES}
UNSERVED_SIT = "坐到一个窗口，就能叫这些号。"
UNSERVED_TELL = "请告诉一个窗口的人：哪个窗口都能叫这些号。"
# By whether the hall opens again today.
STILL_WAITING_NOTE = {True: "号都有效，开门后照常叫。", False: "可以接着叫；今天不叫了，请当面告诉本人。"}
_FIRST_NUMBERS = 12


def unserved(count: int) -> str:
    return f"没有窗口的号 {count} 个"


def first_numbers(found: Sequence[Unserved]) -> str:
    """``A012、A013``; of many the first."""
    numbers = "、".join(one.number for one in found[:_FIRST_NUMBERS])
    return numbers + ("……" if len(found) > _FIRST_NUMBERS else "")


def still_waiting(shut: str, count: int) -> str:
    """``今天结束了，还有 3 个号在等：``."""
    return f"{shut}，还有 {count} 个号在等："


def hours_unread(text: str, place: str) -> str:
    """``星期二：“上午”没看懂…``."""
    return f"{place + '：' if place else ''}“{text[:30]}”没看懂，请写作 08:30-12:00。什么也没有改动，请改好再存一次。"


def own_hours_empty(day: str) -> str:
    return f"{day}：选了“{DATE_KINDS['own']}”，时间还空着；不开门请选“{DATE_KINDS['closed']}”。"


def quota_unread(text: str) -> str:
    return f"限号“{text[:30]}”没看懂，请写作 08:30-12:00 40。"


def quota_text(slots: Sequence[tuple[str, str, int]]) -> str:
    """``08:30-12:00 40，13:30-17:30 30``: as the form reads it back."""
    return "，".join(f"{opens}-{closes} {most}" for opens, closes, most in slots)


def date_how(like_weekday: int | None, spans: Sequence[tuple[str, str]] | None) -> str:
    if like_weekday is not None:
        return f"照{WEEKDAYS[like_weekday]}"
    return "，".join(f"{opens}-{closes}" for opens, closes in spans) if spans else DATE_KINDS["closed"]
