"""Read what was given: the ratings of a business date, and the bad ones that nobody has closed yet."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, select

from kiosk.features.ratings.hall.pads import WindowName
from kiosk.features.ratings.hall.schema import ratings
from kiosk.features.ratings.rules.rating import FIRST_BAD, Rating
from kiosk.features.tickets.rules.queue import ticket_number

OPEN_SHOWN = 50


class GivenRatings:
    """Reads, each a work of the hall database; training left out. The app hands in what the queue knows.

    Args:
        numbers: rows to join, one a number: ``ticket_id business_date series number service training``.
        window_name: as for the pads.
    """

    def __init__(self, numbers: FromClause, window_name: WindowName) -> None:
        self._numbers, self._window_name = numbers.c, window_name
        n, r = numbers.c, ratings.c
        self._rated = (
            select(r.ticket_id, n.business_date, n.series, n.number, n.service, r.window_id, r.level, r.reasons)
            .add_columns(r.at, r.note)
            .join(numbers, n.ticket_id == r.ticket_id)
            .where(n.training == 0)
            .order_by(r.at)
        )

    def of_day(self, connection: Connection, day: str) -> list[Rating]:
        """Those of the numbers of one business date, oldest first."""
        return self._read(connection, self._numbers.business_date == day)

    def still_open(self, connection: Connection) -> list[Rating]:
        """The bad ratings nobody has closed yet, of every date, oldest first; not more than a page of them."""
        return self._read(connection, (ratings.c.level >= FIRST_BAD) & ratings.c.closed_at.is_(None), OPEN_SHOWN)

    def _read(self, connection: Connection, which: ColumnElement[bool], most: int | None = None) -> list[Rating]:
        rows = connection.execute(self._rated.where(which).limit(most)).all()
        windows = {one: self._window_name(connection, one) or "" for one in {row.window_id for row in rows}}
        return [_rating(row, windows[row.window_id]) for row in rows]


def _rating(row: Row[Any], window: str) -> Rating:
    return Rating(
        ticket_id=row.ticket_id,
        day=row.business_date,
        number=ticket_number(row.series, row.number),
        service=row.service,
        window=window,
        level=row.level,
        reasons=row.reasons,
        at=row.at,
        note=row.note,
    )
