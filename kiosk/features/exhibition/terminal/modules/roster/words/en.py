"""What a roster says to a visitor: English; names and posts stay as the keeper wrote them."""

from __future__ import annotations

from datetime import date

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TODAY, TOMORROW = "Today", "Tomorrow"
ON_TODAY = "On duty today"
NOBODY = "Nobody is on duty today"
NOBODY_NOTE = "Please ask at the desk, or tap Help below."
REST_NOTE = "Please call the duty telephone of the hall."
DOUBT = "Who is on duty is not certain now"
DOUBT_NOTE = "The clock of the hall is not set.\nPlease ask at the desk."
PRINT = "Print"
OPENING_QUOTE = '"'
READ_WHOLE = "Read all"
DEMO = "Demo"


def day(of: date) -> str:
    return f"{of.day} {MONTHS[of.month - 1]}"


def weekday(of: date) -> str:
    return DAYS[of.weekday()]


def date_of(of: date) -> str:
    return f"{weekday(of)}, {day(of)}"


def when(of: date, now: date) -> str:
    """Above a name: On duty today, Tuesday, 1 Dec."""
    ahead = (of - now).days
    word = ON_TODAY if ahead == 0 else "On duty tomorrow" if ahead == 1 else "On duty"
    return f"{word}, {weekday(of)}, {day(of)}"


def short(of: date, now: date) -> str:
    """Of a row: Today, Wed."""
    return TODAY if of == now else weekday(of)[:3]


def at(post: str, place: str, hours: str) -> str:
    """As written, each may be empty."""
    return ", ".join(part for part in (post, place, hours) if part)


def next_duty(of: date, names: str) -> str:
    return f"Next on duty: {weekday(of)}, {day(of)}: {names}"


def names(some: tuple[str, ...]) -> str:
    return ", ".join(some)


def and_more(count: int) -> str:
    return f"{count} more today"


def slip_title(of: date) -> str:
    return f"On duty, {day(of)}"


def promised(text: str) -> str:
    """In the person's own words; nothing where there is none."""
    return f'"{text}"' if text else ""
