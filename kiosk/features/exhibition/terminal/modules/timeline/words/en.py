"""What the timeline's page says to a visitor: English."""

from __future__ import annotations

from kiosk.ui.words.english import MONTHS

BACK_ENTRY, NEXT_ENTRY = "Before", "After"


def year_of(year: int) -> str:
    return str(year)


def day_of(month: int, day: int) -> str:
    """Within its year; `day` 0: the month alone, `month` 0: nothing."""
    name = MONTHS[month - 1] if month else ""
    return f"{day} {name}" if day else name


def whole_day(year: int, month: int, day: int) -> str:
    return " ".join(part for part in (day_of(month, day), year_of(year)) if part)


def when_and_where(when: str, place: str) -> str:
    return ", ".join(part for part in (when, place) if part)
