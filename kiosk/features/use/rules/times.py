"""The times that are read: a week, a month or a year, always of whole weeks that are over.

time = time_of("month", date(2026, 11, 5), today)      # time.weeks: the Mondays in November 2026 that are over
time.before, time.after                                # a day in the time before and after it; None: there is none
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from kiosk.features.use.rules.hours import last_whole_week, monday

Kind = Literal["week", "month", "year"]
KINDS: tuple[Kind, ...] = get_args(Kind)
KEPT_DAYS = 400  # thirteen months: a month can be held against that of the year before
A_WEEK, A_QUARTER = 7, 91
_WEEK = timedelta(days=A_WEEK)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Time:
    """`weeks`: Mondays, oldest first; none when no week of it is over."""

    kind: Kind
    weeks: tuple[date, ...]
    before: date | None
    after: date | None

    @property
    def first(self) -> date:
        return self.weeks[0]

    @property
    def last(self) -> date:
        """The Sunday with which it ends."""
        return self.weeks[-1] + _WEEK - _DAY

    def earlier(self) -> tuple[date, ...]:
        """The week before a week, to be held against it."""
        return (self.weeks[0] - _WEEK,) if self.kind == "week" and self.before else ()


def spans(first: date, last: date, days: int) -> list[tuple[date, date]]:
    """First and last day of each part of so many days, the last cut where the whole ends."""
    begins = [first + timedelta(days=begin) for begin in range(0, (last - first).days + 1, days)]
    return [(begin, min(begin + timedelta(days=days - 1), last)) for begin in begins]


def time_of(kind: Kind, day: date, today: date) -> Time:
    """The time of that kind with this day in it; of days that are kept no longer or still to come, the nearest."""
    newest = last_whole_week(today)
    oldest = monday(today - timedelta(days=KEPT_DAYS)) + _WEEK
    at = min(max(monday(day) if kind == "week" else day, oldest), newest)
    first, end = _bounds(kind, at)
    weeks = tuple(one for one in _mondays(first, end) if oldest <= one <= newest)
    if not weeks:  # of the first days of a month, which belong to a week of the month before
        return time_of(kind, first - _DAY, today)
    return Time(kind, weeks, first - _DAY if first > oldest else None, end if end <= newest else None)


def _bounds(kind: Kind, at: date) -> tuple[date, date]:
    """Its first day, and the first that is no longer in it."""
    if kind == "week":
        return monday(at), monday(at) + _WEEK
    if kind == "year":
        return date(at.year, 1, 1), date(at.year + 1, 1, 1)
    return at.replace(day=1), (at.replace(day=1) + timedelta(days=32)).replace(day=1)


def _mondays(first: date, end: date) -> list[date]:
    begin = first + timedelta(days=-first.weekday() % 7)
    return [begin + number * _WEEK for number in range(54) if begin + number * _WEEK < end]
