"""Who is on duty, as a page lists it. Pure: a roster and a day in, lines out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from content.kinds.roster import Day, Roster, at_work
from kiosk.features.exhibition.terminal.modules.roster.views import Turn

MOST_TURNS = 300


def turns_from(roster: Roster, today: date) -> tuple[Turn, ...]:
    """From today on, today first whatever is written for it; later days without anybody are left out."""
    found = [turn for day in roster.days_from(today) for turn in _of_day(day, today)]
    return tuple(found[:MOST_TURNS])


def _of_day(day: Day, today: date) -> Iterator[Turn]:
    yield from (Turn(day.date, duty) for duty in day.duties)
    if not day.duties and (day.rest or day.date == today):
        yield Turn(day.date, None, day.rest)


def standing(roster: Roster, now: datetime) -> int:
    """The number of the turn that is under way."""
    return at_work(roster.on(now.date()).duties, now.time())
