"""Reads of the counts and of what was shown, each a work of the hall database that a ticket may wait for.

So what is large is asked in parts: a thing at a time, hours by the quarter, and what was shown by the week or the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, exists, func, select

from kiosk.core.access.schema import terminals
from kiosk.features.use.hall.schema import hall_plays, played_items, screen_plays, use_counts, use_reports
from kiosk.features.use.rules.plays import DayShown, Shown
from kiosk.features.use.rules.summary import HourRow, Row
from kiosk.features.use.rules.things import VISIT


@dataclass(frozen=True, slots=True)
class Screen:
    """A terminal or board that ever reported; a revoked one too."""

    id: int
    name: str
    kind: str


def counts(connection: Connection, thing: str, first: date, last: date) -> list[Row]:
    """How often it came up in the weeks that begin from `first` to `last`, by week and terminal."""
    c = use_counts.c
    found = (
        select(c.week, c.terminal_id, func.sum(c.times))
        .where((c.thing == thing) & c.week.between(first.isoformat(), last.isoformat()))
        .group_by(c.week, c.terminal_id)
    )
    return [Row(thing, date.fromisoformat(week), *rest) for week, *rest in connection.execute(found)]


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
    reported = exists().where(use_reports.c.terminal_id == c.id)
    found = select(c.id, c.name, c.kind).where(reported).order_by(c.kind.desc(), c.id)
    return [Screen(*row) for row in connection.execute(found)]


def shown(connection: Connection, first: date, last: date, screen: int | None) -> list[Shown]:
    """What was shown from one day to another, of one screen or of the whole hall; an item of one version is one row."""
    plays = hall_plays if screen is None else screen_plays
    p, item = plays.c, played_items.c
    where: list[ColumnElement[bool]] = [p.day.between(first.isoformat(), last.isoformat())]
    if screen is not None:
        where.append(screen_plays.c.terminal_id == screen)
    # Summed before the join: it is seven times as few rows to read names for.
    sums = (
        select(p.item_id, func.sum(p.times).label("times"), func.sum(p.seconds).label("seconds"))
        .add_columns(func.min(p.day).label("first"), func.max(p.day).label("last"))
        .where(*where)
        .group_by(p.item_id)
        .subquery()
    )
    found = (
        select(item.pack, item.version, item.item, item.title, item.sha256)
        .add_columns(sums.c.times, sums.c.seconds, sums.c.first, sums.c.last)
        .join_from(sums, played_items, item.id == sums.c.item_id)
    )
    return [Shown(*row) for row in connection.execute(found)]


def shown_on(connection: Connection, day: date, most: int) -> list[DayShown]:
    """By screen; at most so many rows."""
    p, item = screen_plays.c, played_items.c
    found = (
        select(p.day, terminals.c.name, item.pack, item.version, item.item, item.title, item.sha256, p.times, p.seconds)
        .join_from(screen_plays, played_items, item.id == p.item_id)
        .join(terminals, terminals.c.id == p.terminal_id)
        .where(p.day == day.isoformat())
        .order_by(p.terminal_id, p.item_id)
        .limit(most)
    )
    return [DayShown(*row) for row in connection.execute(found)]
