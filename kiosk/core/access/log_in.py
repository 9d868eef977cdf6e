"""Logging in: a name and a password, looked at in turn, counted where they come from, proved in one transaction.

    entered = await log_ins.prove(name, password, Place(address, cookie), then)     # raises LoginRefused
    entered.result                          # what `then` gave: a session, a rating pad, …
    entered.browser                         # goes into the browser's cookie: this place is known from now on

`then` runs in the transaction that found the account still as it was when the check began: open, with the password that
was compared (its salted hash is its version). An account closed or given a new password meanwhile lets nobody in.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, select

from kiosk.core.access import event_names, login_tries
from kiosk.core.access.accounts import Account, LoginRefused, account_of
from kiosk.core.access.login_line import LineFull, LoginLine
from kiosk.core.access.login_tries import Place, Standing
from kiosk.core.access.schema import accounts
from kiosk.core.access.security_counts import Count, Refused, uncounted
from kiosk.core.database import events
from kiosk.core.database.clock import Clock, hall_now, stamp
from kiosk.core.database.owner import Database

T = TypeVar("T")
Then = Callable[[Connection, Account], T]

TOKEN_BYTES = 32
BUSY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Entered(Generic[T]):
    """`browser`: the value of the cookie by which this browser is known; empty where it needs none."""

    result: T
    browser: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the check began with. `secret`: the hash to compare with, of nobody where there is no such account."""

    standing: Standing
    account_id: int | None
    secret: str


class LogIns:
    """The log-ins of one hall; on the loop that serves its pages."""

    def __init__(
        self, database: Database, clock: Clock = hall_now, hasher: PasswordHasher | None = None,
        count: Count = uncounted,
    ) -> None:  # fmt: skip
        self._database, self._clock, self._count = database, clock, count
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash("nobody has this password")
        self._line = LoginLine()

    async def prove(
        self, name: str, password: str, place: Place, then: Then[T], *, remember: bool = True
    ) -> Entered[T]:
        """What `then` gives for the account of that name and password. Raises LoginRefused, and what `then` raises.

        `remember` False: the place is one where visitors stand, and does not become known.
        """
        name = name.strip()
        seen = await self._database.run(lambda connection: self._look(connection, name, place))
        right = await self._compare(seen, password, place.address)

        def welcome(connection: Connection, account: Account) -> Entered[T]:
            now, browser = self._clock(), ""
            login_tries.begin_anew(connection, seen.standing.counted[0])
            if remember:  # colleagues share a browser: its cookie stays, if it is one of ours
                kept = login_tries.is_known_browser(connection, place.browser)
                browser = place.browser if kept else secrets.token_urlsafe(TOKEN_BYTES)
                login_tries.remember(connection, account.id, Place(place.address, browser), now)
            events.append(connection, stamp(now), event_names.LOGGED_IN, account=account.id)
            return Entered(then(connection, account), browser)

        return await self._settle(seen, right, welcome)

    async def prove_again(self, account: Account, password: str, then: Then[T]) -> T:
        """The own password of somebody logged in; strangers can neither lock nor delay it. Raises as `prove`."""
        seen = await self._database.run(lambda connection: self._look_again(connection, account))
        right = await self._compare(seen, password, "")

        def again(connection: Connection, found: Account) -> T:
            login_tries.begin_anew(connection, seen.standing.counted[0])
            return then(connection, found)

        return await self._settle(seen, right, again)

    def close(self) -> None:
        self._line.close()

    async def _compare(self, seen: _Seen, password: str, address: str) -> bool:
        if seen.standing.wait_seconds:
            self._count(Refused.LOGIN_LOCKED)
            raise LoginRefused(seen.standing.wait_seconds)
        known = seen.standing.rank < login_tries.STRANGER
        source = seen.standing.counted[0].mark if known else address
        try:
            return await self._line.run(seen.standing.rank, source, partial(self._matches, seen.secret, password))
        except LineFull:
            self._count(Refused.LOGIN_BUSY)
            raise LoginRefused(BUSY_SECONDS, busy=True) from None

    async def _settle(self, seen: _Seen, right: bool, then: Then[T]) -> T:
        """One work: what others did meanwhile has happened before it, or has not. Raises LoginRefused."""

        def work(connection: Connection) -> T | LoginRefused:
            now = self._clock()
            wait = login_tries.wait_seconds(connection, seen.standing.counted, now)
            if wait:  # others sent beside it were wrong: guesses sent at once are heard no more often
                return LoginRefused(wait)
            account = self._still(connection, seen) if right else None
            if account is not None:
                return then(connection, account)
            wait = login_tries.wrong(connection, seen.standing.counted, now)
            events.append(connection, stamp(now), event_names.LOGIN_REFUSED, wait_seconds=wait)
            return LoginRefused(wait)

        answer = await self._database.run(work)
        if isinstance(answer, LoginRefused):
            self._count(Refused.LOGIN)
            raise answer
        return answer

    def _look(self, connection: Connection, name: str, place: Place) -> _Seen:
        row = connection.execute(select(accounts).where((accounts.c.name == name) & accounts.c.closed_at.is_(None)))
        return self._seen(row.first(), partial(login_tries.standing, connection, name, place=place, now=self._clock()))

    def _look_again(self, connection: Connection, account: Account) -> _Seen:
        row = connection.execute(select(accounts).where((accounts.c.id == account.id) & accounts.c.closed_at.is_(None)))
        known = login_tries.standing_of_own(connection, account.name, account.id, self._clock())
        return self._seen(row.first(), lambda account_id: known)

    def _seen(self, row: Any, standing: Callable[[int | None], Standing]) -> _Seen:
        if row is None:
            return _Seen(standing(None), None, self._nobody)
        return _Seen(standing(row.id), row.id, row.password_hash)

    def _still(self, connection: Connection, seen: _Seen) -> Account | None:
        c = accounts.c
        same = (c.id == seen.account_id) & c.closed_at.is_(None) & (c.password_hash == seen.secret)
        row = connection.execute(select(accounts).where(same)).first()
        return None if row is None else account_of(row)

    def _matches(self, secret: str, password: str) -> bool:
        try:
            return self._hasher.verify(secret, password)
        except (VerifyMismatchError, InvalidHashError):
            return False
