"""What was refused, as counts by day: the keeper's page 安全 shows them (docs/security.md).

    counts = SecurityCounts(database, clock)
    counts.count(Refused.TOKEN)                     # any thread, also inside a work; never waits
    counts.keep()                                   # writes what was counted since; every minute, and at the end
    days = counts.days(30)                          # {"2026-11-17": {"token": 3}}

Nothing personal: a kind, a day, a number. No name that a stranger typed, no address. What is counted waits in memory,
since refusing must cost an attacker more than us: a row a refusal would let anybody fill the disk. A kill loses a
minute of it.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.core.access.schema import security_counts
from kiosk.core.database.clock import Clock
from kiosk.core.database.owner import Database

DAYS_KEPT = 200  # 等保 2.0: at least six months


class Refused(StrEnum):
    """The kinds, as the database holds them; each has its words in `kiosk.apps.hall.console.security.words`."""

    LOGIN = "login"  # wrong name or password
    LOGIN_LOCKED = "login_locked"  # not heard: too many wrong ones before it
    LOGIN_BUSY = "login_busy"  # not heard: too many at once
    PAGE = "page"  # a clerk asked for a keeper's page
    TOKEN = "token"  # of a terminal, a board or a rating pad: none, unknown, taken back
    CODE = "code"  # of an enrolment: unknown, used, too old
    PIN = "pin"  # a wrong one-time PIN
    PIN_LOCKED = "pin_locked"  # not looked at: too many wrong ones before it
    LOOK_UPS = "look_ups"  # a terminal reached its cap of look-ups an hour
    CONNECTIONS = "connections"  # a cap of connections was reached
    STREAMS = "streams"  # a token reached its cap of event streams
    AUDIT = "audit"  # the audit chain was found broken


Count = Callable[[Refused], None]
"""How others get `SecurityCounts.count` handed in."""


def uncounted(kind: Refused) -> None:
    """Where nobody keeps counts."""


class SecurityCounts:
    """The counts of one hall. Any thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._lock = threading.Lock()
        self._new: Counter[tuple[str, Refused]] = Counter()

    def count(self, kind: Refused) -> None:
        """One more of `kind` today."""
        with self._lock:
            self._new[self._clock().date().isoformat(), kind] += 1

    def keep(self) -> None:
        """Write what was counted. Blocks. Raises as `Database.call`; nothing is lost then."""
        with self._lock:
            new, self._new = self._new, Counter()
        if not new:
            return
        try:
            self._database.call(lambda connection: _write(connection, new))
        except BaseException:
            with self._lock:
                self._new.update(new)
            raise

    def days(self, most: int = DAYS_KEPT) -> Mapping[str, Mapping[str, int]]:
        """The newest days that have counts, newest first: day -> kind -> times. Blocks."""
        self.keep()
        return self._database.call(lambda connection: _read(connection, most))


def _write(connection: Connection, new: Mapping[tuple[str, Refused], int]) -> None:
    c = security_counts.c
    for (day, kind), times in new.items():
        row = upsert(security_counts).values(day=day, kind=kind, times=times)
        more = {"times": c.times + row.excluded.times}
        connection.execute(row.on_conflict_do_update(index_elements=[c.day, c.kind], set_=more))
    # The newest days, not those after a date: a clock that jumped ahead must not wipe the rest.
    connection.execute(delete(security_counts).where(c.day.not_in(_newest(DAYS_KEPT))))


def _read(connection: Connection, most: int) -> dict[str, dict[str, int]]:
    c = security_counts.c
    found: dict[str, dict[str, int]] = {}
    rows = select(security_counts).where(c.day.in_(_newest(most))).order_by(c.day.desc())
    for day, kind, times in connection.execute(rows):
        found.setdefault(day, {})[kind] = times
    return found


def _newest(most: int) -> Select[Any]:
    day = security_counts.c.day
    return select(day).distinct().order_by(day.desc()).limit(most)
