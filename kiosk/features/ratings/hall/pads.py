"""Which tablet is the pad of which window: one random token each, kept here as its SHA-256."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from kiosk.core.database import events
from kiosk.features.ratings.hall.schema import pads
from kiosk.features.ratings.rules import event_names

TOKEN_BYTES = 32

WindowName = Callable[[Connection, int], str | None]
"""What a window is called; None: there is no such window."""

_not_taken_back = select(pads.c.id, pads.c.window_id, pads.c.made_at).where(pads.c.revoked_at.is_(None))


class NoPad(Exception):
    """The tablet was not opened as a pad of this window, or was taken back."""


@dataclass(frozen=True, slots=True)
class Pad:
    """An opened pad; ``window`` is the name of its window."""

    id: int
    window_id: int
    window: str
    made_at: str

    @property
    def caller(self) -> str:
        """Whom its connections and streams are counted for."""
        return f"pad:{self.id}"


class PadDesk:
    """The verbs on pads, each a work of the hall database. The app hands in `window_name`, which the queue answers."""

    def __init__(self, window_name: WindowName) -> None:
        self._window_name = window_name

    def open(self, connection: Connection, window_id: int, by: int, at: str) -> str:
        """The token of a new pad; shown to the tablet this once. Raises NoPad for an unknown window."""
        if self._window_name(connection, window_id) is None:
            raise NoPad(str(window_id))
        token = secrets.token_urlsafe(TOKEN_BYTES)
        connection.execute(insert(pads).values(window_id=window_id, token_hash=_hash(token), made_at=at))
        events.append(connection, at, event_names.PAD_OPENED, window_id=window_id, by=by)
        return token

    def of(self, connection: Connection, token: str, window_id: int) -> Pad:
        """The pad of a tablet at this window. Raises NoPad."""
        mine = (pads.c.token_hash == _hash(token)) & (pads.c.window_id == window_id)
        found = connection.execute(_not_taken_back.where(mine)).first()
        if found is None:
            raise NoPad(str(window_id))
        return self._pad(connection, *found)

    def all(self, connection: Connection) -> list[Pad]:
        found = connection.execute(_not_taken_back.order_by(pads.c.window_id, pads.c.id)).all()
        return [self._pad(connection, *row) for row in found]

    def take_back(self, connection: Connection, pad_id: int, at: str) -> None:
        there = (pads.c.id == pad_id) & pads.c.revoked_at.is_(None)
        connection.execute(update(pads).where(there).values(revoked_at=at))

    def _pad(self, connection: Connection, pad_id: int, window_id: int, made_at: str) -> Pad:
        return Pad(pad_id, window_id, self._window_name(connection, window_id) or "", made_at)


def csrf_of(token: str) -> str:
    """What a pad's forms carry; made from its token, which no other page can read."""
    return hashlib.sha256(b"pad form " + token.encode()).hexdigest()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
