"""What English asks of a catalogue: plural forms, months and weekdays. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def counted(count: int, one: str, many: str = "") -> str:
    """1 ticket, 2 tickets; `many` where it is not `one` with an s (person, people)."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(names: Sequence[str], word: str) -> str:
    """A, B or C."""
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else "".join(names)


def minutes(low: int, high: int) -> str:
    """A range of minutes: 8–15 min; 5 min where both ends are the same."""
    low = max(low, 1)
    return f"{low}–{high} min" if high > low else f"{low} min"


def day_name(day: date) -> str:
    """18 November, as is said; the year stays away."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def clock(at: str) -> str:
    """08:30 -> 8:30."""
    return at.removeprefix("0")


def dated(iso: str) -> str:
    """1988-07-01 -> 1 Jul 1988; a month without its day stays without."""
    year, *rest = iso.split("-")
    month = [MONTHS[int(rest[0]) - 1][:3]] if rest else []
    return " ".join([*(str(int(day)) for day in rest[1:]), *month, year])
