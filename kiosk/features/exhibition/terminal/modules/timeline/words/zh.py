"""What the timeline's page says to a visitor: Chinese."""

from __future__ import annotations

BACK_ENTRY, NEXT_ENTRY = "上一件", "下一件"


def year_of(year: int) -> str:
    return f"{year} 年"


def day_of(month: int, day: int) -> str:
    """Within its year; `day` 0: the month alone, `month` 0: nothing."""
    return f"{month} 月 {day} 日" if day else f"{month} 月" if month else ""


def whole_day(year: int, month: int, day: int) -> str:
    return " ".join(part for part in (year_of(year), day_of(month, day)) if part)


def when_and_where(when: str, place: str) -> str:
    return "，".join(part for part in (when, place) if part)
