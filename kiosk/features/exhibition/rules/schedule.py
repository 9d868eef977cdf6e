"""What is on now, why something is not, and when that will change. Pure; times are the hall's local time, naive.

The list is never empty: when nothing else is on, what the caller gives as ``starter`` is.
Re-plan at `next_boundary`, not by polling: Anthias polls and shows expired slides (its #2430).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

DAY = timedelta(days=1)
FARTHEST = timedelta(days=8)
"""Within eight days every weekday and daily window has begun and ended once."""


class Hours(Protocol):
    """When something shows; see `content.pack.exhibit.Showing` for the meaning of each field."""

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


class Shown(Protocol):
    """Anything that has hours: an exhibit, a notice."""

    @property
    def showing(self) -> Hours: ...


Thing = TypeVar("Thing", bound=Shown)


class Why(StrEnum):
    NOT_YET = "not_yet"  # `when` is its first instant
    OVER = "over"  # `when` is the instant it ended
    WEEKDAY = "weekday"  # not today; `when` is the next time it is on
    HOURS = "hours"  # not at this hour; `when` is the next time it is on


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why it is not on, and the instant that belongs to it (None when it will never be on again)."""

    why: Why
    when: datetime | None


def is_on(thing: Shown, at: datetime) -> bool:
    return why_not(thing, at) is None


def on_now(things: Iterable[Thing], at: datetime, starter: Sequence[Thing] = ()) -> tuple[Thing, ...]:
    """Those that are on, in the order given; ``starter`` in full when none is."""
    return tuple(thing for thing in things if is_on(thing, at)) or tuple(starter)


def why_not(thing: Shown, at: datetime) -> WhyNot | None:
    """None when it is on."""
    hours = thing.showing
    if hours.starts is not None and at < hours.starts:
        return WhyNot(Why.NOT_YET, hours.starts)
    if hours.ends is not None and at >= hours.ends:
        return WhyNot(Why.OVER, hours.ends)
    if _all_day_every_day(hours) or any(begin <= at < end for begin, end in _windows(hours, at)):
        return None
    later = [begin for begin, _ in _windows(hours, at) if begin > at]
    when = min((begin for begin in later if hours.ends is None or begin < hours.ends), default=None)
    today = at.isoweekday() in hours.weekdays
    return WhyNot(Why.HOURS if today else Why.WEEKDAY, when)


def next_boundary(things: Iterable[Shown], at: datetime) -> datetime | None:
    """The first instant after ``at`` at which anything may go on or off; None when nothing ever will."""
    return min((instant for thing in things for instant in _boundaries(thing.showing, at)), default=None)


def _boundaries(hours: Hours, at: datetime) -> Iterable[datetime]:
    bounds = [bound for bound in (hours.starts, hours.ends) if bound is not None and bound > at]
    yield from bounds
    if _all_day_every_day(hours) or (hours.ends is not None and at >= hours.ends):
        return
    base = max(at, hours.starts) if hours.starts else at
    windows = _windows(hours, base)
    for begin, end in windows:
        touches = any(other_end == begin for _, other_end in windows), any(b == end for b, _ in windows)
        if begin > at and not touches[0]:
            yield begin
        if end > at and not touches[1]:
            yield end


def _all_day_every_day(hours: Hours) -> bool:
    return hours.daily_from is None and hours.daily_until is None and len(hours.weekdays) == 7


def _windows(hours: Hours, at: datetime) -> list[tuple[datetime, datetime]]:
    """The spans of hours on allowed weekdays, from the day before ``at`` on; those of one night may pass midnight."""
    first = _day_before(at.date())
    days = (first + n * DAY for n in range((FARTHEST + DAY).days) if date.max - first > n * DAY)
    return [_window(hours, day) for day in days if day.isoweekday() in hours.weekdays]


def _day_before(day: date) -> date:
    return day - DAY if day > date.min else day


def _window(hours: Hours, day: date) -> tuple[datetime, datetime]:
    begin = datetime.combine(day, hours.daily_from or time())
    until = hours.daily_until or time()
    end = datetime.combine(day, until)
    if until <= (hours.daily_from or time()):
        end = end + DAY if day < date.max else datetime.max
    return begin, end
