"""Interface text of the call board. One catalogue: a hall's board speaks the hall's own language."""

from __future__ import annotations

from datetime import date, datetime, timedelta

DEMO = "演示"
TRAINING = "演练"
CALLING = "正在叫号"
LAST_CALL = "最后一次叫号"
CALL, TO = "请", "到"  # 请 A012 到 1 号窗口
CALLED_TO = "叫到"  # A012 叫到 1 号窗口: it was; whether it still is nobody knows

# The table.
WINDOW, SERVING, SERVICE = "窗口", "正在办理", "事项"
NOBODY = "—"
STATE_SERVING, STATE_FREE, STATE_PAUSED = "办理中", "空闲", "暂停"
WAS_SERVING = "当时在办理"
SERVICES_JOIN = "、"
SERVICES_LETTERS = 20  # of a window's services
NAMES_TOLD = 2

# Beside and below it.
WAITING = "还在等"
PEOPLE = "人"
JUST_CALLED = "刚叫过"
NOT_HEARD = "叫到没听见？请到服务台"
TICKETS_HOLD = "照常取号，号都有效"
LISTEN = "叫号请听窗口"
SILENT = "没有声音，请看屏幕"

# When nobody is called.
NO_CALL_YET = "还没有叫号"
NO_CALL_NOTE = "叫到您的号，会显示在这里"
LISTEN_FOR_CALLS = "请留意叫号"
NOBODY_WAITS = "现在不用等"
STILL_SERVED = "窗口还在办理已经叫到的号"
ALL_PAUSED = "窗口都暂停了"
ALL_PAUSED_NOTE = "号都有效，请稍等"
SHUT = {  # why the doors are shut, by `Shut`
    "before": "还没开门",
    "midday": "午休",
    "break": "现在休息",
    "over": "今天结束了",
    "not_today": "今天不开放",
}
STILL_WAITING = "手里有号的，号都有效，请等叫号"  # the doors are shut for now, and open again today
LEFT_WAITING = "手里有号还没办的，请到窗口或服务台问一问"  # the day is over, and people wait
AWAY = "暂时连不上"
AWAY_NOTE = "照常取号，叫号请听窗口"
NOT_ENROLLED = "这块大屏还没有加入大厅"
NOT_ENROLLED_NOTE = "请管理员运行 kiosk enrol --board"

# Where in the terminal somebody asked for help, by room; nothing of what stands on the page.
ROOMS = {
    "home": "首页",
    "tickets": "取号办事",
    "quiz": "党性体检",
    "exhibition": "展厅",
}

WEEKDAYS = "一二三四五六日"


def today(day: date) -> str:
    """11 月 17 日 星期二."""
    return f"{day.month} 月 {day.day} 日 星期{WEEKDAYS[day.weekday()]}"


def clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02d}"


def calling(service: str, *, training: bool = False) -> str:
    parts = (TRAINING if training else "", CALLING, service)
    return "，".join(part for part in parts if part)


def last_call(at: datetime, service: str, *, training: bool = False) -> str:
    parts = (TRAINING if training else "", f"{LAST_CALL} {clock(at)}", service)
    return "，".join(part for part in parts if part)


def not_come(at: datetime, service: str, *, training: bool = False) -> str:
    """10:26 叫过，还在等，党员服务."""
    parts = (TRAINING if training else "", f"{clock(at)} 叫过", "还在等", service)
    return "，".join(part for part in parts if part)


def people_wait(people: int) -> str:
    return f"还有 {people} 人在等，叫到您的号会显示在这里"


def was_called(at: datetime) -> str:
    return f"{clock(at)} 叫过"


def paused(until: str | None) -> str:
    return f"{STATE_PAUSED}，{until} 再开" if until else STATE_PAUSED


def waiting_then(at: datetime) -> str:
    return f"{clock(at)} {WAITING}"


def as_of(then: datetime, now: datetime) -> str:
    """暂时连不上，下面是 10:26 的情况; of another day with its date."""
    day = "" if then.date() == now.date() else f"{then.month} 月 {then.day} 日 "
    return f"{AWAY}，下面是 {day}{clock(then)} 的情况"


def age(gone: timedelta) -> str:
    minutes = max(0, int(gone.total_seconds() // 60))
    if minutes < 1:
        return "不到 1 分钟"
    if minutes < 60:
        return f"已过 {minutes} 分钟"
    if minutes < 24 * 60:
        return f"已过 {minutes // 60} 小时"
    return f"已过 {minutes // (24 * 60)} 天"


def help_wanted(terminal: str, screen: str) -> str:
    """1 号终端请人帮忙（取号办事）."""
    room = ROOMS.get(screen.partition(".")[0], "")
    return f"{terminal}请人帮忙（{room}）" if room else f"{terminal}请人帮忙"


def unknown_windows(names: tuple[str, ...]) -> str:
    more = f"等 {len(names)} 个窗口" if len(names) > NAMES_TOLD else ""
    return f"设置里的{SERVICES_JOIN.join(names[:NAMES_TOLD])}{more}，大厅里没有"


def opens(at: datetime, now: datetime) -> str:
    """明天 8:30 开门; today without the day."""
    days = (at.date() - now.date()).days
    near = {0: "", 1: "明天 ", 2: "后天 "}.get(days, f"{at.month} 月 {at.day} 日 星期{WEEKDAYS[at.weekday()]} ")
    return f"{near}{clock(at)} 开门"


def shut_note(shut: str, name: str, at: datetime | None, now: datetime) -> str:
    """13:30 继续; 国庆节，10 月 9 日 星期五 8:30 开门. ``name``: of a date that differs from its weekday."""
    when = "" if at is None else f"{clock(at)} 继续" if shut in ("midday", "break") else opens(at, now)
    return "，".join(part for part in (name, when) if part)


def services(names: tuple[str, ...]) -> str:
    """党员服务、综合业务等 9 项: as many as are read at a glance, each whole; else how many."""
    for shown in range(len(names), 0, -1):
        said = SERVICES_JOIN.join(names[:shown]) + ("" if shown == len(names) else f"等 {len(names)} 项")
        if len(said) <= SERVICES_LETTERS or len(names) == 1:
            return said
    return f"{len(names)} 个事项" if names else ""


def page_of(page: int, pages: int) -> str:
    """2 / 3: the second of three turns of the table."""
    return f"{page} / {pages}"


def until(day: date) -> str:
    """图片展，展到 11 月 30 日."""
    return f"展到 {day.month} 月 {day.day} 日"


# What is said, before the sentence, while the hall trains.
SAID_TRAINING = "演练"
