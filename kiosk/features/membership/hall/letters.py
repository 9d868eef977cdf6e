"""Which letters a visit may turn the pages of: kept in the hall's memory only, and never longer than the visit.

    letters = OpenLetters()
    key = letters.open(terminal_id, "card", blind, approved(connection, blind), now)    # goes with the record
    asked = letters.asked(terminal_id, key, "application", 2, now)                      # raises LettersClosed

The key is worth nothing at another terminal, after the next look-up of its own, after `close`, or after ten minutes.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from kiosk.features.membership.hall.schema import scans
from kiosk.features.membership.rules.record import LetterKind, LetterView

LIVES = timedelta(minutes=10)
APPROVED = "approved"

Pages = dict[str, tuple[int, ...]]
"""Of each kind the numbers of the pages that a keeper approved, in order."""


class LettersClosed(Exception):
    """No such page for this key: it is wrong, of another terminal, too old, or its visit has ended."""


@dataclass(slots=True)
class _Opened:
    actor: str
    key: str
    blind: bytes
    pages: Pages
    until: datetime
    seen: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class PageAsked:
    """One page to unseal: whose, of which kind, its number as scanned; who proved to be its owner and how.

    `first`: nothing of this letter was shown before in this visit.
    """

    actor: str
    blind: bytes
    kind: str
    number: int
    first: bool

    def __repr__(self) -> str:
        return "PageAsked(hidden)"


class OpenLetters:
    """At most one visit a terminal. Safe to use from several threads: every step is one look into a table."""

    def __init__(self) -> None:
        self._of_terminal: dict[int, _Opened] = {}

    def open(self, terminal_id: int, actor: str, blind: bytes, pages: Pages, now: datetime) -> str:
        """The key to these pages, or "" when there are none; an earlier one of this terminal is void."""
        self._of_terminal.pop(terminal_id, None)
        if not pages:
            return ""
        key = secrets.token_urlsafe(32)
        self._of_terminal[terminal_id] = _Opened(actor, key, blind, pages, now + LIVES)
        return key

    def asked(self, terminal_id: int, key: str, kind: str, page: int, now: datetime) -> PageAsked:
        """The `page`-th approved one of that kind, from 1. Raises LettersClosed."""
        opened = self._of_terminal.get(terminal_id)
        if opened is None or not hmac.compare_digest(opened.key.encode(), key.encode()):
            raise LettersClosed
        if not opened.until - LIVES <= now < opened.until:
            self.close(terminal_id)
            raise LettersClosed
        numbers = opened.pages.get(kind, ())
        if not 1 <= page <= len(numbers):
            raise LettersClosed
        return PageAsked(opened.actor, opened.blind, kind, numbers[page - 1], kind not in opened.seen)

    def noted(self, terminal_id: int, key: str, kind: str) -> None:
        """That this letter was shown is in the audit now: its other pages need no row of their own."""
        opened = self._of_terminal.get(terminal_id)
        if opened and hmac.compare_digest(opened.key.encode(), key.encode()):
            opened.seen.add(kind)

    def close(self, terminal_id: int, key: str | None = None) -> None:
        """The visit is over; with `key` only if it is still that one: a late word ends nobody else's visit."""
        opened = self._of_terminal.get(terminal_id)
        if opened and (key is None or hmac.compare_digest(opened.key.encode(), key.encode())):
            self._of_terminal.pop(terminal_id, None)


def approved(connection: Connection, blind: bytes) -> Pages:
    """The pages that may show, letter by letter in the order in which they were written."""
    c = scans.c
    rows = connection.execute(select(c.kind, c.page).where((c.blind == blind) & (c.state == APPROVED))).all()
    found = {str(kind): tuple(sorted({page for k, page in rows if k == kind})) for kind in LetterKind}
    return {kind: numbers for kind, numbers in found.items() if numbers}


def views(pages: Pages) -> tuple[LetterView, ...]:
    """What the screen is told of them."""
    return tuple(LetterView(kind, len(numbers)) for kind, numbers in pages.items())
