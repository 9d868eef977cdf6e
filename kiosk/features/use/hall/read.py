"""Reads of the counts and of what was shown, each a work of the hall database that a ticket may wait for.

So what is large is asked in parts: a year of eight things is some 5,000 rows and a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from kiosk.core.access.schema import terminals
from kiosk.features.use.hall.schema import hall_plays, played_items, screen_plays, use_counts
from kiosk.features.use.rules.plays import DayShown, Shown
from kiosk.features.use.rules.summary import HourRow, Row
from kiosk.features.use.rules.things import THINGS, VISIT

THINGS_A_WORK = 8


@dataclass(frozen=True, slots=True)
class Screen:
    """A terminal or board that ever reported; a revoked one too."""

    id: int
    name: str
    kind: str


def parts() -> Iterator[Sequence[str]]:
    """The things to ask for, some at a time."""
    names = sorted(THINGS)
    return (names[begin : begin + THINGS_A_WORK] for begin in range(0, len(names), THINGS_A_WORK))


def counts(connection: Connection, asked: Sequence[str], first: date, last: date) -> list[Row]:
    """Of these things in the weeks that begin from `first` to `last`."""
    c = use_counts.c
    times = func.sum(c.times)
    found = (
        select(c.thing, c.week, c.terminal_id, times)
        .where(c.thing.in_(asked) & c.week.between(first.isoformat(), last.isoformat()))
        .group_by(c.thing, c.week, c.terminal_id)
    )
    return [Row(thing, date.fromisoformat(week), *rest) for thing, week, *rest in connection.execute(found)]


def visit_hours(connection: Connection, first: date, last: date) -> list[HourRow]:
    """Visits of the whole hall by the hour."""
    c = use_counts.c
    found = (
        select(c.week, c.weekday, c.hour, func.sum(c.times))
        .where((c.thing == VISIT) & c.week.between(first.isoformat(), last.isoformat()))
        .group_by(c.week, c.weekday, c.hour)
    )
    return [HourRow(date.fromisoformat(week), *rest) for week, *rest in connection.execute(found)]


def screens(connection: Connection) -> list[Screen]:
    c = terminals.c
    reported = select(use_counts.c.terminal_id).union(select(screen_plays.c.terminal_id))
    found = select(c.id, c.name, c.kind).where(c.id.in_(reported)).order_by(c.kind.desc(), c.id)
    return [Screen(*row) for row in connection.execute(found)]


def shown(connection: Connection, first: date, last: date, screen: int | None) -> list[Shown]:
    """What was shown from one day to another, the most seconds first; of one screen, or of the whole hall."""
    plays = hall_plays if screen is None else screen_plays
    p, item = plays.c, played_items.c
    seconds = func.sum(p.seconds)
    where: list[ColumnElement[bool]] = [p.day.between(first.isoformat(), last.isoformat())]
    if screen is not None:
        where.append(screen_plays.c.terminal_id == screen)
    found = (
        select(item.pack, item.version, item.item, item.title, item.sha256)
        .add_columns(func.sum(p.times), seconds, func.min(p.day), func.max(p.day))
        .join_from(plays, played_items, item.id == p.item_id)
        .where(*where)
        .group_by(item.id)
        .order_by(seconds.desc(), item.id)
    )
    return [Shown(*row) for row in connection.execute(found)]


def shown_by_day(connection: Connection, first: date, last: date, most: int) -> list[DayShown]:
    """By screen and day, oldest first; at most so many rows."""
    p, item = screen_plays.c, played_items.c
    found = (
        select(p.day, terminals.c.name, item.pack, item.version, item.item, item.title, item.sha256, p.times, p.seconds)
        .join_from(screen_plays, played_items, item.id == p.item_id)
        .join(terminals, terminals.c.id == p.terminal_id)
        .where(p.day.between(first.isoformat(), last.isoformat()))
        .order_by(p.day, p.terminal_id, item.pack, item.item, item.id)
        .limit(most)
    )
    return [DayShown(*row) for row in connection.execute(found)]
