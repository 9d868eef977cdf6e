"""What a keeper is told about a roster."""

from __future__ import annotations

from datetime import date

DAYS = "一二三四五六日"
NO_DAY = "没写日期，也没写星期，这一行没有放"
NOBODY = "没有写人，这一天会说“没有安排值班”"
UNTIL_UNCLEAR = "“同意到”看不懂，这一行没有放"


def on(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def other_weekday(day: date) -> str:
    return f"{on(day)}是星期{DAYS[day.weekday()]}，和“星期”一列不一样，按日期放"


def day_unclear(text: str) -> str:
    return f"日期“{text[:20]}”看不懂，要有年份，像 2026-12-01；这一行没有放"


def as_above(count: int) -> str:
    return f"有 {count} 行没写日期，按上面一行的日期算"


def name_too_long(longest: int) -> str:
    return f"名字超过 {longest} 个字，这一行没有放"


def cut_to(header: str, longest: int) -> str:
    return f"{header}超过 {longest} 个字，后面的没有放"


def twice(when: str, name: str, hours: str, other: str) -> str:
    """`when` is a day or a weekday in words, the hours as they were typed."""
    both = "、".join(dict.fromkeys(one or "没写时间" for one in (hours, other)))
    return f"{when}，{name}排了两次，时间重叠（{both}），请看看"


def weekday(number: int) -> str:
    """1 is Monday."""
    return f"星期{DAYS[number - 1]}"


def too_many_a_day(most: int) -> str:
    return f"一天最多 {most} 人，后面的没有放"
