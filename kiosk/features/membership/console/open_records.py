"""Whose record a keeper has open: the ID number stays in the hall's memory, pages carry a handle only.

opened = records.open(session.csrf, id_number)
records.number(session.csrf, handle)              # raises RecordClosed
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

OPEN_SECONDS = 10 * 60


class RecordClosed(Exception):
    """Closed, replaced by another one, or open for too long."""


@dataclass(frozen=True, slots=True)
class Opened:
    handle: str
    id_number: str
    until: float

    def __repr__(self) -> str:
        return "Opened(hidden)"


class OpenRecords:
    """At most one a log-in."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._of: dict[str, Opened] = {}

    def open(self, owner: str, id_number: str) -> str:
        """The handle."""
        now = self._seconds()
        self._of = {key: one for key, one in self._of.items() if now < one.until}
        self._of[owner] = Opened(secrets.token_urlsafe(16), id_number, now + OPEN_SECONDS)
        return self._of[owner].handle

    def number(self, owner: str, handle: str) -> str:
        opened = self._of.get(owner)
        same = opened is not None and hmac.compare_digest(opened.handle.encode(), handle.encode())
        if opened is None or not same or self._seconds() >= opened.until:
            raise RecordClosed
        return opened.id_number

    def close(self, owner: str) -> None:
        self._of.pop(owner, None)
