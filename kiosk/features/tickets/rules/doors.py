"""Why the doors are shut and when they open, from the days a hall tells: for terminals, boards and pages. Pure.

why_shut(hall.days, hall.next_opening)      # Shut.MIDDAY: at lunch a hall is not "over for today"
doors_by(known.days, now)                   # while the hall service cannot be asked
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from kiosk.features.tickets.rules.hours import minutes_of

NOON, ONE = 12 * 60, 13 * 60
LUNCH_FROM, LUNCH_UNTIL = 11 * 60, 15 * 60  # a pause within these, around noon, is lunch to everybody


class Shut(StrEnum):
    """What a visitor is told at shut doors."""

    BEFORE = "before"  # not open yet today
    MIDDAY = "midday"  # lunch; goes on today
    BREAK = "break"  # another pause; goes on today
    OVER = "over"  # was open today, and is not again
    NOT_TODAY = "not_today"


class Day(Protocol):
    """One day of those a hall tells, as ``wire.DayHours``."""

    @property
    def date(self) -> str: ...
    @property
    def spans(self) -> tuple[tuple[str, str], ...]: ...


@dataclass(frozen=True)
class Doors:
    """The doors at one moment. ``shut`` None: they are open; ``next_opening``: ISO moment, None when none is known."""

    shut: Shut | None
    next_opening: str | None


def why_shut(days: Sequence[Day], next_opening: str | None) -> Shut:
    """Of a hall whose doors are shut. ``days``: from today on, no days: nothing is known of them."""
    spans = days[0].spans if days else ()
    if not spans:
        return Shut.NOT_TODAY if days else Shut.OVER
    opens = next_opening and datetime.fromisoformat(next_opening)
    if not opens or opens.date().isoformat() != days[0].date:
        return Shut.OVER
    minute = opens.hour * 60 + opens.minute
    before = [minutes_of(closes) for _, closes in spans if minutes_of(closes) <= minute]
    return _pause(max(before), minute) if before else Shut.BEFORE


def _pause(since: int, until: int) -> Shut:
    return Shut.MIDDAY if LUNCH_FROM <= since < ONE and NOON < until <= LUNCH_UNTIL else Shut.BREAK


def doors_by(days: Sequence[Day], now: datetime) -> Doors | None:
    """The doors as the days known say, by the clock of who asks. None: those days do not reach to today."""
    coming = [day for day in days if day.date >= now.date().isoformat()]
    if not coming or coming[0].date != now.date().isoformat():
        return None
    minute = now.hour * 60 + now.minute
    today = [(minutes_of(opens), minutes_of(closes)) for opens, closes in coming[0].spans]
    if any(opens <= minute < closes for opens, closes in today):
        return Doors(None, None)
    later = [_at(coming[0].date, opens, now) for opens, _ in today if opens > minute]
    later += [_at(day.date, minutes_of(day.spans[0][0]), now) for day in coming[1:] if day.spans]
    opening = later[0] if later else None
    return Doors(why_shut(coming, opening), opening)


def _at(day: str, minute: int, now: datetime) -> str:
    midnight = datetime.combine(date.fromisoformat(day), time(), now.tzinfo)
    return (midnight + timedelta(minutes=minute)).isoformat()
