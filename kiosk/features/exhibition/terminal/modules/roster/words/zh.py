"""What a roster says to a visitor: Chinese."""

from __future__ import annotations

from datetime import date

DAYS = ("一", "二", "三", "四", "五", "六", "日")
MONTHS = tuple(f"{number} 月" for number in range(1, 13))
TODAY, TOMORROW = "今天", "明天"
ON_TODAY = "今天值班"
NOBODY = "今天没有安排值班"
NOBODY_NOTE = "有事请到服务台，或者点下面的“请人帮忙”。"
REST_NOTE = "有事请打公开的值班电话。"
DOUBT = "今天谁值班，现在说不准"
DOUBT_NOTE = "大厅的时钟还没有对好。\n请问服务台，或者点“请人帮忙”。"
PRINT = "打印"
OPENING_QUOTE = "“"
READ_WHOLE = "看全文"
DEMO = "演示"


def day(of: date) -> str:
    return f"{MONTHS[of.month - 1]} {of.day} 日"


def weekday(of: date) -> str:
    return f"星期{DAYS[of.weekday()]}"


def date_of(of: date) -> str:
    return f"{day(of)} {weekday(of)}"


def when(of: date, now: date) -> str:
    """Above a name: 今天值班，12 月 1 日 星期二."""
    ahead = (of - now).days
    word = ON_TODAY if ahead == 0 else f"{TOMORROW}值班" if ahead == 1 else "值班"
    return f"{word}，{day(of)} {weekday(of)}"


def short(of: date, now: date) -> str:
    """Of a row: 今天, 明天, 星期三."""
    ahead = (of - now).days
    return TODAY if ahead == 0 else TOMORROW if ahead == 1 else weekday(of)


def at(post: str, place: str, hours: str) -> str:
    """党员先锋岗，在服务台，8:30–17:30; each may be empty."""
    return "，".join(part for part in (post, f"在{place}" if place else "", hours) if part)


def next_duty(of: date, names: str) -> str:
    return f"下一次值班：{day(of)} {weekday(of)}，{names}"


def names(some: tuple[str, ...]) -> str:
    return "、".join(some)


def and_more(count: int) -> str:
    return f"今天还有 {count} 人"


def slip_title(of: date) -> str:
    return f"值班，{day(of)} {weekday(of)}"


def promised(text: str) -> str:
    """In the person's own words; nothing where there is none."""
    return f"“{text}”" if text else ""
