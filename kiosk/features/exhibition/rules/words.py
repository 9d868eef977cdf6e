"""Why an exhibit shows or not, in sentences: the same in the browser, on the command line and on a terminal's page.

Chinese, as everything that a keeper reads.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from kiosk.features.exhibition.rules.hours import A_WEEK, MIDNIGHT, Hours, is_always_open
from kiosk.features.exhibition.rules.showing import Planned
from kiosk.features.exhibition.rules.why import Answer, Keeps, Why

WEEKDAYS = "一二三四五六日"
PROFILES = {"center": "中心", "station": "站", "point": "点"}
SCREENS = {"terminal": "终端", "board": "大屏"}
EVERYWHERE = "不限"
LIST_JOIN, SPAN = "、", "到"
ALL_DAY, EVERY_DAY = "全天", "每天"
ON_FOR_EVER = "正在展出，没有截止日期。"
LIST_ONLY = "只在展厅列表里，待机时不轮播。"
LOOP_ONLY = "别的内容都只在展厅列表里，所以待机时放自带内容；展厅列表里没有它。"
NEVER = "照现在的安排，以后不会再展出。"
NAMED_MOST = 3  # of those that cover it


def said(thing: Planned, answer: Answer) -> tuple[str, ...]:
    """First whether it is on, or every reason why not; then when that changes, and its place in the round."""
    if answer.is_on:
        return _on(thing, answer)
    reasons = tuple(reason(thing, answer, keeps) for keeps in answer.keeps)
    if any(keeps.why is Why.CLOCK for keeps in answer.keeps):
        return reasons
    return (*reasons, _next(answer))


def _on(thing: Planned, answer: Answer) -> tuple[str, ...]:
    if answer.until:
        first = f"正在展出，{until(answer.until, answer.at)}。"
    elif answer.looked_until:
        first = f"正在展出，至少到 {moment(answer.looked_until, answer.at)}。"
    else:
        first = ON_FOR_EVER
    if not answer.places:
        return (first, LIST_ONLY)
    places = LIST_JOIN.join(str(place + 1) for place in answer.places)
    often = f"，共播 {len(answer.places)} 次" if len(answer.places) > 1 else ""
    block = f"和节目单“{thing.playlist}”的其他内容连着播，" if thing.playlist else ""
    told = (first, f"待机时{block}一轮 {answer.length} 个，它是第 {places} 个{often}。")
    return (*told, LOOP_ONLY) if answer.loop_only else told


def _next(answer: Answer) -> str:
    if answer.next_on:
        return f"下次展出：{moment(answer.next_on, answer.at)}。"
    return f"到 {moment(answer.looked_until, answer.at)} 都不会展出，再往后没有看。" if answer.looked_until else NEVER


def reason(thing: Planned, answer: Answer, keeps: Keeps) -> str:
    """One of what keeps it off."""
    hours = thing.pack_showing if keeps.of_pack else thing.showing
    whose = "整个内容包" if keeps.of_pack else ""
    match keeps.why:
        case Why.OTHER_SCREEN:
            return f"只在{_named(thing.screens, SCREENS)}展出，不在{SCREENS[answer.screen.kind]}上。"
        case Why.OTHER_PROFILE:
            return f"只给{_named(thing.profiles, PROFILES)}，这里是{PROFILES[answer.screen.profile]}。"
        case Why.OTHER_PLAYLIST:
            return f"这块屏只放节目单{LIST_JOIN.join(f'“{one}”' for one in sorted(answer.screen.playlists))}。"
        case Why.NOT_YET if keeps.when:
            return f"{whose}还没到开始的时候：{moment(keeps.when, answer.at)} 起。"
        case Why.OVER if keeps.when:
            return f"{whose}已经到期：{until(keeps.when, answer.at)}。"
        case Why.CONSENT_OVER if thing.consent_until:
            return f"本人同意展示的期限已过：到 {day(thing.consent_until, answer.at)}为止。"
        case Why.WEEKDAY:
            today = f"星期{WEEKDAYS[answer.at.isoweekday() - 1]}"
            return f"{whose}今天（{today}）这个时候不展出：{weekly(hours)}。"
        case Why.HOURS:
            return f"{whose}现在不在时段里：{weekly(hours)}。"
        case Why.INTERRUPTED:
            return f"正在插播 {_keys(keeps.by)}，插播时只放插播内容。"
        case Why.BELOW:
            return f"自带内容只在没有别的可放时出现，现在有 {_keys(keeps.by)}。"
        case _:
            return CLOCK


CLOCK = "这台机器的时间不可信，先只放没有日期、星期和时段限制的内容。请核对时间。"


def weekly(hours: Hours) -> str:
    """``星期一、三 8:30 到 17:30``."""
    if is_always_open(hours):
        return f"{EVERY_DAY}{ALL_DAY}"
    days = "、".join(WEEKDAYS[day - 1] for day in sorted(hours.weekdays))
    which = EVERY_DAY if len(hours.weekdays) == A_WEEK else f"星期{days}"
    begins, ends = hours.daily_from or MIDNIGHT, hours.daily_until or MIDNIGHT
    if begins == ends == MIDNIGHT:
        return f"{which}{ALL_DAY}"
    return f"{which} {clock(begins)} {SPAN}{_end(begins, ends)}"


def _end(begins: time, ends: time) -> str:
    if ends == MIDNIGHT:
        return " 24:00"
    return f" {clock(ends)}" if begins < ends else f"第二天 {clock(ends)}"


def clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02d}" + (f":{at.second:02d}" if at.second else "")


def day(of: date, seen: datetime) -> str:
    """With the year where it is another than that of ``seen``."""
    year = "" if of.year == seen.year else f"{of.year} 年 "
    return f"{year}{of.month} 月 {of.day} 日"


def moment(at: datetime, seen: datetime) -> str:
    """``11 月 30 日（星期一）8:30``."""
    return f"{day(at.date(), seen)}（星期{WEEKDAYS[at.isoweekday() - 1]}）{clock(at.time())}"


def until(end: datetime, seen: datetime) -> str:
    """The first instant no longer shown; at midnight the day before, which a keeper wrote, is said."""
    if end.time() == MIDNIGHT and end.date() > date.min:
        return f"到 {day(end.date() - timedelta(days=1), seen)}为止（含当天）"
    return f"到 {moment(end, seen)} 为止"


def _named(found: frozenset[str], names: dict[str, str]) -> str:
    return LIST_JOIN.join(name for key, name in names.items() if key in found) or EVERYWHERE


def _keys(keys: tuple[str, ...]) -> str:
    named = LIST_JOIN.join(keys[:NAMED_MOST])
    return named if len(keys) <= NAMED_MOST else f"{named} 等 {len(keys)} 项"


LAGS = {
    "fetching": "正在取新内容",
    "preparing": "新内容取齐了，正在看",
    "no_room": "磁盘不够，新内容没有取",
    "wrong_bytes": "取来的文件不对，会再取",
    "gone": "大厅没有这个文件，请在大厅再发布一次",
    "refused": "这块屏不收这一版，也许程序比大厅旧",
    "crashed": "换上以后程序一再退出，已经退回前一版",
    "kept_back": "有人在屏上退回了前一版",
    "older": "大厅给的比手里的旧，请在大厅再发布一次",
}
"""Why a screen does not show what the hall published: keys of `wire_delivery.TROUBLES`."""
