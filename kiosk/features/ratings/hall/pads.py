"""Which tablet is the pad of which window: one random token each, kept here as its SHA-256."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from kiosk.core.database import events
from kiosk.features.ratings.hall.schema import pads
from kiosk.features.tickets.hall.schema import windows

TOKEN_BYTES = 32


class NoPad(Exception):
    """The tablet was not opened as a pad of this window, or was taken back."""


@dataclass(frozen=True, slots=True)
class Pad:
    id: int
    window_id: int
    window: str
    made_at: str

    @property
    def caller(self) -> str:
        """Whom its connections and streams are counted for."""
        return f"pad:{self.id}"


def open_pad(connection: Connection, window_id: int, by: int, at: str) -> str:
    """The token of a new pad; shown to the tablet this once. Raises NoPad for an unknown window."""
    if connection.execute(select(windows.c.id).where(windows.c.id == window_id)).first() is None:
        raise NoPad(str(window_id))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    connection.execute(insert(pads).values(window_id=window_id, token_hash=_hash(token), made_at=at))
    events.append(connection, at, events.PAD_OPENED, window_id=window_id, by=by)
    return token


def pad_of(connection: Connection, token: str, window_id: int) -> Pad:
    """Raises NoPad."""
    row = connection.execute(_pads().where((pads.c.token_hash == _hash(token)) & (pads.c.window_id == window_id)))
    found = row.first()
    if found is None:
        raise NoPad(str(window_id))
    return Pad(*found)


def all_pads(connection: Connection) -> list[Pad]:
    return [Pad(*row) for row in connection.execute(_pads().order_by(pads.c.window_id, pads.c.id))]


def take_pad_back(connection: Connection, pad_id: int, at: str) -> None:
    connection.execute(update(pads).where((pads.c.id == pad_id) & pads.c.revoked_at.is_(None)).values(revoked_at=at))


def csrf_of(token: str) -> str:
    """What a pad's forms carry; made from its token, which no other page can read."""
    return hashlib.sha256(b"pad form " + token.encode()).hexdigest()


def _pads() -> Select[Any]:
    named = select(pads.c.id, pads.c.window_id, windows.c.name, pads.c.made_at)
    return named.join(windows, windows.c.id == pads.c.window_id).where(pads.c.revoked_at.is_(None))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
