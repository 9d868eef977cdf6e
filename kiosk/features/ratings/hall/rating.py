"""The desk of the ratings: which ticket a window's pad may ask about, and what becomes of the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from kiosk.core.database import events
from kiosk.core.database.clock import stamp
from kiosk.features.ratings.hall.schema import ratings
from kiosk.features.ratings.rules import event_names
from kiosk.features.ratings.rules.rating import (
    ASKED_SECONDS,
    CHANGE_GRACE_SECONDS,
    CHANGE_SECONDS,
    FIRST_BAD,
    NOTE_LETTERS,
    AlreadyRated,
    Asked,
    Given,
    NotAsked,
    RatingRefused,
    asked_of,
    reasons_kept,
)
from kiosk.features.tickets.wire import LastServed

Served = Callable[[Connection, int, datetime, datetime], LastServed | None]
"""The ticket a window was done with last, between two moments."""


class RatingDesk:
    """The verbs on ratings, each a work of the hall database. The app hands in `served`, which the queue answers."""

    def __init__(self, served: Served) -> None:
        self._served = served

    def asked(self, connection: Connection, window_id: int, now: datetime) -> Asked | None:
        """The ticket this window served last, while its visitor may still stand there."""
        served = self._served(connection, window_id, now - timedelta(seconds=ASKED_SECONDS), now)
        if served is None or served.next_is_served:
            return None
        given = _given(connection, served.ticket_id)
        return asked_of(Asked(served.ticket_id, served.number, served.service), given, now)

    def rate(
        self, connection: Connection, window_id: int, ticket_id: int, level: int, reasons: list[str], now: datetime
    ) -> None:
        """Keep one rating. Raises RatingRefused, NotAsked, AlreadyRated."""
        kept = reasons_kept(level, reasons)
        due = self.asked(connection, window_id, now)
        if due is None or due.ticket_id != ticket_id:
            raise NotAsked(str(ticket_id))
        if due.level is not None:
            raise AlreadyRated(due.number)
        row = {"ticket_id": ticket_id, "window_id": window_id, "level": level, "reasons": kept, "at": stamp(now)}
        connection.execute(insert(ratings).values(**row))
        _tell(connection, window_id, ticket_id, level, now)

    def take_back(self, connection: Connection, window_id: int, ticket_id: int, now: datetime) -> None:
        """改一改: within a moment of the touch the rating goes and may be given anew. Raises NotAsked."""
        since = stamp(now - timedelta(seconds=CHANGE_SECONDS + CHANGE_GRACE_SECONDS))
        mine = (ratings.c.ticket_id == ticket_id) & (ratings.c.window_id == window_id)
        gone = connection.execute(delete(ratings).where(mine & (ratings.c.level < FIRST_BAD) & (ratings.c.at >= since)))
        if gone.rowcount == 0:
            raise NotAsked(str(ticket_id))
        _tell(connection, window_id, ticket_id, None, now)

    def close(self, connection: Connection, ticket_id: int, note: str, by: int, now: datetime) -> None:
        """A keeper has looked into a bad rating and says what was done. Raises RatingRefused, NotAsked."""
        note = note.strip()
        if not 1 <= len(note) <= NOTE_LETTERS:
            raise RatingRefused("note")
        still_open = (ratings.c.ticket_id == ticket_id) & (ratings.c.level >= FIRST_BAD) & ratings.c.closed_at.is_(None)
        closing = update(ratings).where(still_open).values(closed_at=stamp(now), closed_by=by, note=note)
        if connection.execute(closing).rowcount == 0:
            raise NotAsked(str(ticket_id))
        events.append(connection, stamp(now), event_names.RATING_CLOSED, ticket_id=ticket_id, by=by)


def _given(connection: Connection, ticket_id: int) -> Given | None:
    row = connection.execute(select(ratings.c.level, ratings.c.at).where(ratings.c.ticket_id == ticket_id)).first()
    return None if row is None else Given(*row)


def _tell(connection: Connection, window_id: int, ticket_id: int, level: int | None, now: datetime) -> None:
    """That a level was given, or (None) taken back."""
    events.append(
        connection, stamp(now), event_names.TICKET_RATED, ticket_id=ticket_id, window_id=window_id, level=level
    )
