"""When something shows: a first and a last instant, and of each week certain days and hours. Pure; times are naive.

Days and hours repeat every week for ever, also beyond the first and the last day of the calendar, so that whether
something is on is two comparisons and never an addition to a date.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Protocol

DAY = timedelta(days=1)
MIDNIGHT = time()
A_WEEK = 7
Span = tuple[datetime, datetime]
"""From, until (exclusive)."""


class Hours(Protocol):
    """See `content.pack.exhibit.Showing` for the meaning of each field."""

    @property
    def starts(self) -> datetime | None: ...
    @property
    def ends(self) -> datetime | None: ...
    @property
    def weekdays(self) -> frozenset[int]: ...
    @property
    def daily_from(self) -> time | None: ...
    @property
    def daily_until(self) -> time | None: ...


def is_begun(hours: Hours, at: datetime) -> bool:
    return hours.starts is None or at >= hours.starts


def is_over(hours: Hours, at: datetime) -> bool:
    return hours.ends is not None and at >= hours.ends


def is_open(hours: Hours, at: datetime) -> bool:
    """Of the week alone: a window whose end is not after its start runs past midnight."""
    clock, begins, ends = at.time(), hours.daily_from or MIDNIGHT, hours.daily_until or MIDNIGHT
    today = at.isoweekday()
    if begins < ends:
        return begins <= clock < ends and today in hours.weekdays
    return (clock >= begins and today in hours.weekdays) or (clock < ends and day_before(today) in hours.weekdays)


def holds(hours: Hours, at: datetime) -> bool:
    return is_begun(hours, at) and not is_over(hours, at) and is_open(hours, at)


def is_always_open(hours: Hours) -> bool:
    """Every day, all day: also from eight to eight."""
    return len(hours.weekdays) == A_WEEK and (hours.daily_from or MIDNIGHT) == (hours.daily_until or MIDNIGHT)


def day_before(weekday: int) -> int:
    return weekday - 1 or A_WEEK


def open_spans(hours: Hours, day: date) -> tuple[Span, ...]:
    """Of the week alone: what of ``day`` is open, in order, none touching the next."""
    begins, ends = hours.daily_from or MIDNIGHT, hours.daily_until or MIDNIGHT
    weekday = day.isoweekday()
    late = weekday in hours.weekdays
    if begins < ends:
        return ((datetime.combine(day, begins), datetime.combine(day, ends)),) if late else ()
    early = day_before(weekday) in hours.weekdays and ends > MIDNIGHT
    if early and late and begins == ends:
        return ((datetime.combine(day, MIDNIGHT), end_of(day)),)
    morning = ((datetime.combine(day, MIDNIGHT), datetime.combine(day, ends)),) if early else ()
    return (*morning, (datetime.combine(day, begins), end_of(day))) if late else morning


def both(some: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """What lies in a span of each."""
    cut = [(a if a > c else c, b if b < d else d) for a, b in some for c, d in others]
    return tuple(span for span in cut if span[0] < span[1])


def edges_of_day(hours: Hours, day: date) -> tuple[datetime, ...]:
    """Every instant of ``day`` at which the week may open or close it."""
    if is_always_open(hours):
        return ()
    marks = {MIDNIGHT, hours.daily_from or MIDNIGHT, hours.daily_until or MIDNIGHT}
    return tuple(datetime.combine(day, mark) for mark in sorted(marks))


def end_of(day: date) -> datetime:
    """The first instant of the next day; of the last day there is, the last instant."""
    return datetime.combine(day + DAY, MIDNIGHT) if day < date.max else datetime.max
