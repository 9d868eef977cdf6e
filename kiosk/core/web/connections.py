"""Who holds a connection to the hall service, by when each must have moved on, and whose goes when there are too many.

    connection = book.came("192.0.2.7", close)       # a stranger, counted by address
    vouch(scope, "terminal:3")                       # a request with a right token: from here on counted by token
    for late in book.late(): …                       # what stands still

A new connection is never refused: behind one address (loopback, NAT, a proxy) sit a thousand strangers and the lobby's
terminal, and only its first request tells it apart. Room is made by the oldest of whoever holds most. A stranger that
is silent goes before long; a terminal has said who it is within a round trip, and is out of the strangers' count.
"""

from __future__ import annotations

import ipaddress
import math
import resource
import time
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from kiosk.core.access.security_counts import Count, Refused, uncounted

# Of this process's descriptors: database, packs, letters, limited children, and the admin socket (tests/apps/hall).
RESERVED = 128
_STATE = "connection"


@dataclass(frozen=True, slots=True)
class Caps:
    """How many connections may be open: altogether, without a token, of these from one address, by one token."""

    in_all: int
    strangers: int
    an_address: int
    a_caller: int

    @classmethod
    def of(cls, descriptors: int) -> Caps:
        """As many as a process of so many descriptors can hold."""
        in_all = max(32, descriptors - RESERVED)
        strangers = min(512, in_all // 2)
        return cls(in_all, strangers, an_address=strangers * 3 // 4, a_caller=min(64, in_all // 2))

    @classmethod
    def of_this_process(cls) -> Caps:
        """By its own limit (systemd: LimitNOFILE)."""
        return cls.of(resource.getrlimit(resource.RLIMIT_NOFILE)[0])


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds. An event stream that is read lives as long as it likes."""

    first_request: float = 10.0  # from the connection, TLS handshake included, to the end of its headers
    body: float = 20.0  # for a request's body, and a second more for every `body_bytes_a_second` that came
    body_bytes_a_second: int = 16 * 1024
    next_request: float = 85.0  # on a connection that is kept: longer than terminals keep one (`serving`)
    unread: float = 30.0  # an answer that nobody takes


@dataclass(frozen=True, slots=True)
class Limits:
    """What one server bears. `count` is told of each connection that went for want of room."""

    caps: Caps
    deadlines: Deadlines = Deadlines()
    count: Count = uncounted


class Connection:
    """One open connection. ``due`` on the clock of its book; ``close`` ends it at once, unsent bytes and all."""

    def __init__(self, book: Connections, holder: tuple[str, str], close: Callable[[], object]) -> None:
        self._book, self.holder, self.due = book, holder, math.inf
        self.close = close

    def within(self, seconds: float) -> None:
        """The next step must be done within `seconds` (``math.inf``: it is ours to take)."""
        self.due = self._book.now() + seconds

    def vouch(self, caller: str) -> None:
        self._book.vouched(self, caller)

    def gone(self) -> None:
        self._book.gone(self)


_Held = dict[tuple[str, str], dict[Connection, None]]  # by holder, the oldest first


class Connections:
    """All connections of one server. On the thread of its loop."""

    def __init__(self, caps: Caps, seconds: Callable[[], float] = time.monotonic, count: Count = uncounted) -> None:
        self._caps, self.now, self._count = caps, seconds, count
        self._strangers: _Held = {}
        self._callers: _Held = {}
        self.shed = 0  # closed for want of room, since the book was opened

    def __len__(self) -> int:
        return _count(self._strangers) + _count(self._callers)

    def came(self, address: str, close: Callable[[], object]) -> Connection:
        """A new one, by whom nobody knows yet."""
        connection = Connection(self, ("address", _network(address)), close)
        self._put(self._strangers, connection, self._caps.an_address)
        if _count(self._strangers) > self._caps.strangers:
            self._make_room(self._strangers)
        if len(self) > self._caps.in_all:
            self._make_room(self._callers if _count(self._strangers) <= 1 else self._strangers)
        return connection

    def vouched(self, connection: Connection, caller: str) -> None:
        """A request with this caller's token came on it."""
        if connection.holder == (holder := ("caller", caller)) or not self._forget(connection):
            return
        connection.holder = holder
        self._put(self._callers, connection, self._caps.a_caller)

    def gone(self, connection: Connection) -> None:
        self._forget(connection)

    def make_room(self) -> None:
        """Descriptors ran out all the same: one goes, if there is one."""
        held = self._strangers or self._callers
        if held:
            self._make_room(held)

    def late(self) -> list[Connection]:
        """All that should have moved on by now."""
        now = self.now()
        return [
            one for held in (self._strangers, self._callers) for mine in held.values() for one in mine if one.due <= now
        ]

    # -- inside -------------------------------------------------------------------------------

    def _put(self, held: _Held, connection: Connection, most: int) -> None:
        mine = held.setdefault(connection.holder, {})
        mine[connection] = None
        if len(mine) > most:
            self._shed(next(iter(mine)))

    def _make_room(self, held: _Held) -> None:
        most: dict[Connection, None] = max(held.values(), key=len)
        self._shed(next(iter(most)))

    def _shed(self, connection: Connection) -> None:
        self._forget(connection)
        self.shed += 1
        self._count(Refused.CONNECTIONS)
        connection.close()

    def _forget(self, connection: Connection) -> bool:
        """Whether it was in the book."""
        for held in (self._strangers, self._callers):
            mine = held.get(connection.holder, {})
            if connection in mine:
                del mine[connection]
                if not mine:
                    del held[connection.holder]
                return True
        return False


def vouch(scope: MutableMapping[str, Any], caller: str) -> None:
    """The request carried the token of `caller`: its connection is no stranger's.

    Call it wherever a token is found right. Without effect under a server that keeps no book (tests).
    """
    connection: Connection | None = scope.get("state", {}).get(_STATE)
    if connection is not None:
        connection.vouch(caller)


def state_of(connection: Connection) -> dict[str, Any]:
    """What a request's scope carries of its connection, for `vouch`."""
    return {_STATE: connection}


def _count(held: _Held) -> int:
    return sum(map(len, held.values()))


def _network(address: str) -> str:
    """IPv6 by its /64: one machine has as many addresses there as it likes."""
    if ":" not in address:
        return address
    return str(ipaddress.IPv6Network((address.partition("%")[0], 64), strict=False))
