"""好差评: which ticket a window's pad may ask about, and what becomes of the answer.

One rating for one served ticket, by the visitor who has just been served: the pad stops asking when the next one is
being served, or after three minutes. Levels 1 to 3 are sent by one touch and can be taken back for a moment; 4 and 5
stay open until a keeper closes them. A rating names a ticket, never a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, insert, select, update

from kiosk.core.database import events
from kiosk.core.database.clock import stamp
from kiosk.features.ratings.hall.schema import ratings
from kiosk.features.tickets.hall.schema import services, tickets
from kiosk.features.tickets.rules.queue import ticket_number

LEVELS = range(1, 6)
FIRST_BAD = 4
REASONS = ("waited", "unclear", "unfriendly", "trips", "papers", "other")
ASKED_SECONDS = 180
CHANGE_SECONDS = 5  # what the pad offers
CHANGE_GRACE_SECONDS = 3  # the touch at the last moment, and its way here
THANKS_SECONDS = 8
LEFT_SECONDS = 20  # a bad level touched and then left alone is sent as it is
NOTE_LETTERS = 200


class RatingRefused(Exception):
    """Not a level or a reason of the list, or a note too long."""


class NotAsked(Exception):
    """The pad does not ask about this ticket (any more)."""


class AlreadyRated(Exception):
    """One rating for one ticket."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The ticket the pad asks about; ``level`` is what was just given, or None."""

    ticket_id: int
    number: str
    service: str
    level: int | None = None
    changeable: bool = False


def asked(connection: Connection, window_id: int, now: datetime) -> Asked | None:
    """The ticket this window served last, while its visitor may still stand there."""
    t, r = tickets.c, ratings.c
    found = connection.execute(
        select(t.id, t.series, t.number, services.c.name, r.level, r.at)
        .join(services, services.c.id == t.service_id)
        .outerjoin(ratings, r.ticket_id == t.id)
        .where(t.business_date.in_([day.date().isoformat() for day in (now, now - timedelta(seconds=ASKED_SECONDS))]))
        .where((t.window_id == window_id) & (t.service_state == "done"))
        .where((t.done_at > stamp(now - timedelta(seconds=ASKED_SECONDS))) & (t.done_at <= stamp(now)))
        .order_by(t.done_at.desc(), t.id.desc())
        .limit(1)
    ).first()
    if found is None or _next_is_served(connection, window_id):
        return None
    ticket_id, series, number, service, level, at = found
    age = (now - datetime.fromisoformat(at)).total_seconds() if at else 0.0
    if level is not None and age > THANKS_SECONDS:
        return None
    changeable = level is not None and level < FIRST_BAD and age <= CHANGE_SECONDS
    return Asked(ticket_id, ticket_number(series, number), service, level, changeable)


def rate(connection: Connection, window_id: int, ticket_id: int, level: int, reasons: list[str], now: datetime) -> None:
    """Keep one rating. Raises RatingRefused, NotAsked, AlreadyRated."""
    if level not in LEVELS or not set(reasons) <= set(REASONS):
        raise RatingRefused(f"{level}")
    due = asked(connection, window_id, now)
    if due is None or due.ticket_id != ticket_id:
        raise NotAsked(str(ticket_id))
    if due.level is not None:
        raise AlreadyRated(due.number)
    words = " ".join(one for one in REASONS if one in reasons) if level >= FIRST_BAD else ""
    row = {"ticket_id": ticket_id, "window_id": window_id, "level": level, "reasons": words, "at": stamp(now)}
    connection.execute(insert(ratings).values(**row))
    events.append(connection, stamp(now), events.TICKET_RATED, ticket_id=ticket_id, window_id=window_id, level=level)


def take_back(connection: Connection, window_id: int, ticket_id: int, now: datetime) -> None:
    """改一改: within a moment of the touch the rating goes and may be given anew. Raises NotAsked."""
    since = stamp(now - timedelta(seconds=CHANGE_SECONDS + CHANGE_GRACE_SECONDS))
    mine = (ratings.c.ticket_id == ticket_id) & (ratings.c.window_id == window_id)
    gone = connection.execute(delete(ratings).where(mine & (ratings.c.level < FIRST_BAD) & (ratings.c.at >= since)))
    if gone.rowcount == 0:
        raise NotAsked(str(ticket_id))
    events.append(connection, stamp(now), events.TICKET_RATED, ticket_id=ticket_id, window_id=window_id, level=None)


def close(connection: Connection, ticket_id: int, note: str, by: int, now: datetime) -> None:
    """A keeper has looked into a bad rating and says what was done. Raises RatingRefused, NotAsked."""
    note = note.strip()
    if not 1 <= len(note) <= NOTE_LETTERS:
        raise RatingRefused("note")
    still_open = (ratings.c.ticket_id == ticket_id) & (ratings.c.level >= FIRST_BAD) & ratings.c.closed_at.is_(None)
    done = connection.execute(update(ratings).where(still_open).values(closed_at=stamp(now), closed_by=by, note=note))
    if done.rowcount == 0:
        raise NotAsked(str(ticket_id))
    events.append(connection, stamp(now), events.RATING_CLOSED, ticket_id=ticket_id, by=by)


def _next_is_served(connection: Connection, window_id: int) -> bool:
    serving = exists().where((tickets.c.window_id == window_id) & (tickets.c.service_state == "serving"))
    return bool(connection.execute(select(serving)).scalar())
