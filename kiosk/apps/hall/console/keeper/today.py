"""A business date for its keeper: figures by service and window, the hours, the ratings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from kiosk.core.database import events
from kiosk.features.ratings.hall.schema import ratings
from kiosk.features.ratings.rules.rating import FIRST_BAD
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.hall.plan import Plan
from kiosk.features.tickets.hall.read_day import days, read_day
from kiosk.features.tickets.hall.schema import services, tickets, windows
from kiosk.features.tickets.rules.queue import ticket_number
from kiosk.features.tickets.rules.statistics import DayFigures, figures

OPEN_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating, with the number it is about; never a person."""

    ticket_id: int
    day: str
    number: str
    service: str
    window: str
    level: int
    reasons: str
    at: str
    closed_at: str | None
    note: str

    @property
    def is_open(self) -> bool:
        return self.level >= FIRST_BAD and self.closed_at is None


@dataclass(frozen=True, slots=True)
class Day:
    """All that the keeper's first page and the workbook show."""

    day: str
    days: Sequence[str]  # newest first
    plan: Plan
    figures: DayFigures
    taken_by_hour: Mapping[int, int]
    ratings: Sequence[Rating]
    training: bool
    clock_doubted: bool
    event_id: int

    def levels(self) -> Counter[int]:
        return Counter(one.level for one in self.ratings)


def read(connection: Connection, desk: TicketDesk, day: str | None) -> Day:
    """One business date; None or an unknown one: today."""
    today, known = desk.hall_today(connection).business_date, days(connection)
    shown = day if day in known else today
    changes = read_day(connection, shown)
    return Day(
        day=shown,
        days=known or [today],
        plan=desk.plan(connection),
        figures=figures(changes),
        taken_by_hour=Counter(change.at.hour for change in changes if change.kind == "taken"),
        ratings=_ratings(connection, shown),
        training=desk.training(connection),
        clock_doubted=desk.clock_doubted(connection),
        event_id=events.newest_id(connection),
    )


def open_ratings(connection: Connection) -> list[Rating]:
    """The bad ratings nobody has closed yet, of every date, oldest first."""
    still_open = (ratings.c.level >= FIRST_BAD) & ratings.c.closed_at.is_(None) & (tickets.c.training == 0)
    rows = connection.execute(_RATED.where(still_open).order_by(ratings.c.at).limit(OPEN_SHOWN))
    return [_rating(row) for row in rows]


_RATED = (
    select(ratings.c.ticket_id, tickets.c.business_date, tickets.c.series, tickets.c.number)
    .add_columns(services.c.name.label("service"), windows.c.name.label("window"), ratings.c.level, ratings.c.reasons)
    .add_columns(ratings.c.at, ratings.c.closed_at, ratings.c.note)
    .join(tickets, tickets.c.id == ratings.c.ticket_id)
    .join(services, services.c.id == tickets.c.service_id)
    .join(windows, windows.c.id == ratings.c.window_id)
)


def _ratings(connection: Connection, day: str) -> list[Rating]:
    of_day = (tickets.c.business_date == day) & (tickets.c.training == 0)
    return [_rating(row) for row in connection.execute(_RATED.where(of_day).order_by(ratings.c.at))]


def _rating(row) -> Rating:  # type: ignore[no-untyped-def]  # a row of _RATED
    ticket_id, day, series, number, *rest = row
    return Rating(ticket_id, day, ticket_number(series, number), *rest)
