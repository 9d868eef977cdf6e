"""Which terminals and boards belong to this hall: one-time codes, tokens, revocation, and the cap on look-ups.

A terminal holds one random token and nothing else; the hall keeps only its SHA-256 (256 random bits need no
slow hash). A token is known by a dictionary look-up, kept in step by the one process that may change it. A board is
enrolled as a terminal is, but its token may only look on: it takes no number and looks nobody up, so one stolen from a
screen on a wall is worth what the screen shows.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.core.access.enrol_code import EnrolCode
from kiosk.core.access.security_counts import Count, Refused, uncounted
from kiosk.core.database import events
from kiosk.core.database.clock import Clock, hall_now, stamp
from kiosk.core.database.owner import Database
from kiosk.core.database.schema import enrol_codes, look_ups, terminals
from kiosk.features.tickets.rules.hours import Hours, is_open

CODE_LIVES = timedelta(minutes=30)
TOKEN_BYTES = 32
LOOK_UP_WINDOW = timedelta(hours=1)

Kind = Literal["terminal", "board"]
Path = Literal["card", "pin"]
"""How somebody proves at a terminal who they are."""


class CodeRefused(Exception):
    """The code is unknown, was used, or is older than 30 minutes; make a new one at the hall."""


class NameTaken(Exception):
    """A terminal of that name is enrolled, and this would be a board, or the other way round: revoke it first."""


class TokenRefused(Exception):
    """No token, an unknown one, one that was revoked, or a board's where a terminal's is needed."""


class OutsideHours(Exception):
    """A terminal may look nothing up while the hall is closed."""


class TooManyLookUps(Exception):
    """This terminal reached the hall's cap of look-ups an hour."""

    def __init__(self, retry_seconds: int) -> None:
        super().__init__(f"no more look-ups for {retry_seconds} s")
        self.retry_seconds = retry_seconds


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
        self, database: Database, *, fingerprint: bytes | None = None, clock: Clock = hall_now,
        count: Count = uncounted,
    ) -> None:  # fmt: skip
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
        code = EnrolCode.fresh(self._fingerprint)
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
        events.append(connection, now, events.TERMINAL_ENROLLED, terminal_id=terminal_id, terminal=name)
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
            events.append(connection, now, events.TERMINAL_REVOKED, terminal_id=terminal_id, terminal=name)
        self._by_hash = _active(connection)
        return terminal_id is not None


_OLDEST_AND_COUNT = select(func.min(look_ups.c.at), func.count()).where(
    (look_ups.c.terminal_id == bindparam("terminal_id"))
    & (look_ups.c.path == bindparam("path"))
    & (look_ups.c.at > bindparam("since"))
)


class LookUpGate:
    """Opening hours and the cap an hour, for every look-up a terminal asks for.

    Args:
        hours: reads the hall's opening hours inside a work.
        an_hour: how many look-ups by card, and as many by PIN, one terminal may do in any 60 minutes; wrong PINs
            must not make somebody with a card wait.
    """

    def __init__(
        self, hours: Callable[[Connection], Hours], an_hour: int, clock: Clock = hall_now, count: Count = uncounted
    ) -> None:
        self._hours, self._an_hour, self._clock, self._count = hours, an_hour, clock, count

    def admit(self, connection: Connection, terminal_id: int, path: Path) -> None:
        """Count one look-up of this terminal, or raise OutsideHours or TooManyLookUps. Call it before looking."""
        now = self._clock()
        if not is_open(now, self._hours(connection)):
            raise OutsideHours
        since = now - LOOK_UP_WINDOW
        asked = {"terminal_id": terminal_id, "path": path, "since": stamp(since)}
        oldest, count = connection.execute(_OLDEST_AND_COUNT, asked).one()
        if count >= self._an_hour:
            self._count(Refused.LOOK_UPS)
            wait = datetime.fromisoformat(oldest) - since if oldest else LOOK_UP_WINDOW
            raise TooManyLookUps(max(1, int(wait.total_seconds()) + 1))
        connection.execute(insert(look_ups).values(terminal_id=terminal_id, path=path, at=stamp(now)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _active(connection: Connection) -> dict[str, Terminal]:
    c = terminals.c
    rows = connection.execute(select(c.token_hash, c.id, c.name, c.kind).where(c.revoked_at.is_(None)))
    return {token_hash: Terminal(terminal_id, name, kind) for token_hash, terminal_id, name, kind in rows}
