"""Which terminals and boards belong to this hall: one-time codes, tokens, revocation.

A terminal holds one random token and nothing else; the hall keeps only its SHA-256 (256 random bits need no
slow hash). A token is known by a dictionary look-up, kept in step by the one process that may change it. A board is
enrolled as a terminal is, but its token may only look on: it takes no number and looks nobody up, so one stolen from a
screen on a wall is worth what the screen shows.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Literal

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.core.access import event_names
from kiosk.core.access.enrol_code import EnrolCode
from kiosk.core.access.schema import enrol_codes, terminals
from kiosk.core.access.security_counts import Count, Refused, uncounted
from kiosk.core.database import events
from kiosk.core.database.clock import Clock, hall_now, stamp
from kiosk.core.database.old_rows import OldRows
from kiosk.core.database.owner import Database

CODE_LIVES = timedelta(minutes=30)
TOKEN_BYTES = 32

Kind = Literal["terminal", "board"]

OLD_ROWS = (OldRows(enrol_codes.c.expires_at, days=3),)
"""Codes that nobody can use any more."""


class CodeRefused(Exception):
    """The code is unknown, was used, or is older than 30 minutes; make a new one at the hall."""


class NameTaken(Exception):
    """A terminal of that name is enrolled, and this would be a board, or the other way round: revoke it first."""


class TokenRefused(Exception):
    """No token, an unknown one, one that was revoked, or a board's where a terminal's is needed."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """An enrolled terminal; ``name`` is what slips and help calls say (``1 号终端``)."""

    id: int
    name: str
    kind: Kind = "terminal"

    @property
    def caller(self) -> str:
        """Whom its connections and streams are counted for."""
        return f"terminal:{self.id}"


class Terminals:
    """The enrolled terminals of one hall."""

    def __init__(
        self, database: Database, *, fingerprint: Callable[[], bytes | None] = lambda: None, clock: Clock = hall_now,
        count: Count = uncounted,
    ) -> None:  # fmt: skip
        """``fingerprint``: what a code names of the hall now (`HallCertificate.named`)."""
        self._database, self._fingerprint, self._clock, self._count = database, fingerprint, clock, count
        self._by_hash: dict[str, Terminal] = database.call(_active)

    def who(self, authorization: str | None) -> Terminal:
        """The terminal behind an ``Authorization: Bearer …`` header, never a board. Raises TokenRefused."""
        terminal = self.who_listens(authorization)
        if terminal.kind != "terminal":
            self._count(Refused.TOKEN)
            raise TokenRefused
        return terminal

    def who_listens(self, authorization: str | None) -> Terminal:
        """The terminal or board behind it, for what anybody in the hall may see. Raises TokenRefused."""
        scheme, _, token = (authorization or "").partition(" ")
        terminal = self._by_hash.get(_hash(token)) if scheme.lower() == "bearer" else None
        if terminal is None:
            self._count(Refused.TOKEN)
            raise TokenRefused
        return terminal

    def all(self) -> list[Terminal]:
        return sorted(self._by_hash.values(), key=lambda terminal: terminal.id)

    def make_code(self, terminal_name: str, kind: Kind = "terminal") -> EnrolCode:
        """A one-time code for a terminal of that name; an enrolled one of the same name gets a new token.

        Raises NameTaken when it is enrolled as the other kind.
        """
        if any(known.name == terminal_name and known.kind != kind for known in self.all()):
            raise NameTaken(terminal_name)
        code = EnrolCode.fresh(self._fingerprint())
        row = {
            "code_hash": hashlib.sha256(code.secret).hexdigest(),
            "terminal_name": terminal_name,
            "expires_at": stamp(self._clock() + CODE_LIVES),
            "kind": kind,
        }
        self._database.call(lambda connection: connection.execute(insert(enrol_codes).values(**row)).close())
        return code

    def enrol(self, secret: bytes) -> tuple[Terminal, str]:
        """Use a code up; returns the terminal and its token, which is shown this once. Raises CodeRefused."""
        return self._database.call(partial(self._enrol, secret=secret))

    async def enrol_soon(self, secret: bytes) -> tuple[Terminal, str]:
        """The same from a coroutine: guesses take no thread away from anybody."""
        return await self._database.run(partial(self._enrol, secret=secret))

    def revoke(self, terminal_name: str) -> bool:
        """Its token is worthless from the next request on; False when no such terminal is enrolled."""
        return self._database.call(lambda connection: self._revoke(connection, terminal_name))

    def _enrol(self, connection: Connection, secret: bytes) -> tuple[Terminal, str]:
        now, c, token = stamp(self._clock()), enrol_codes.c, secrets.token_urlsafe(TOKEN_BYTES)
        used = (
            update(enrol_codes)
            .where((c.code_hash == hashlib.sha256(secret).hexdigest()) & c.used_at.is_(None) & (c.expires_at > now))
            .values(used_at=now)
            .returning(c.terminal_name, c.kind)
        )
        known = connection.execute(used).one_or_none()
        if known is None:
            self._count(Refused.CODE)
            raise CodeRefused
        name, kind = known
        row = {"name": name, "token_hash": _hash(token), "enrolled_at": now, "revoked_at": None, "kind": kind}
        renewed = upsert(terminals).values(**row).on_conflict_do_update(index_elements=[terminals.c.name], set_=row)
        connection.execute(renewed)
        terminal_id = connection.execute(select(terminals.c.id).where(terminals.c.name == name)).scalar_one()
        events.append(connection, now, event_names.TERMINAL_ENROLLED, terminal_id=terminal_id, terminal=name)
        self._by_hash = _active(connection)  # inside the work: no caller that wakes late brings back a revoked one
        return Terminal(terminal_id, name, kind), token

    def _revoke(self, connection: Connection, name: str) -> bool:
        now = stamp(self._clock())
        gone = (
            update(terminals)
            .where((terminals.c.name == name) & terminals.c.revoked_at.is_(None))
            .values(revoked_at=now)
            .returning(terminals.c.id)
        )
        terminal_id = connection.execute(gone).scalar_one_or_none()
        if terminal_id is not None:
            events.append(connection, now, event_names.TERMINAL_REVOKED, terminal_id=terminal_id, terminal=name)
        self._by_hash = _active(connection)
        return terminal_id is not None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _active(connection: Connection) -> dict[str, Terminal]:
    c = terminals.c
    rows = connection.execute(select(c.token_hash, c.id, c.name, c.kind).where(c.revoked_at.is_(None)))
    return {token_hash: Terminal(terminal_id, name, kind) for token_hash, terminal_id, name, kind in rows}
