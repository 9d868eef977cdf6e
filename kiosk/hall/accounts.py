"""Who may work at the hall's pages: accounts of clerks and keepers, and the lock behind wrong passwords.

No account comes with the hall: the first keeper is made on the machine's own console (``kiosk hall add-keeper``).
Passwords are kept as Argon2id. RULES (等保 2.0): 5 wrong tries -> 15 s, doubling to at most 15 minutes; while that
lasts the right password is refused too. Every change and every try is a row in the event log, by account number.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.hall import events
from kiosk.hall.clock import Clock, hall_now, stamp
from kiosk.hall.console_schema import accounts, login_tries
from kiosk.hall.database import Database

Role = Literal["clerk", "keeper"]
ROLES: tuple[Role, ...] = ("clerk", "keeper")
TRIES = 5
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 15, 900
NAME_LETTERS = 20
PASSWORD_LETTERS = range(10, 129)
TRIES_KEPT = timedelta(days=1)


class NameRefused(Exception):
    """The name is empty, too long, holds control characters, or is taken."""


class PasswordRefused(Exception):
    """The new password is too short, too long or too easy."""


class UnknownAccount(Exception):
    """No such account, or it is closed."""


class LastKeeper(Exception):
    """The only keeper cannot be closed or made a clerk: nobody could open the keeper's pages again."""


class LoginRefused(Exception):
    """Wrong name or password, or locked; the answer is the same whichever it was."""

    def __init__(self, wait_seconds: int = 0) -> None:
        super().__init__(f"wait {wait_seconds} s" if wait_seconds else "wrong name or password")
        self.wait_seconds = wait_seconds


@dataclass(frozen=True, slots=True)
class Account:
    id: int
    name: str
    role: Role
    must_change: bool  # its password was set by somebody else
    closed: bool = False
    single_keys: bool = True  # whether one key is one button on the clerk's page (WCAG 2.1.4: it can be switched off)

    @property
    def masked(self) -> str:
        """``李*``: as visitors and colleagues see it (RULES: screen)."""
        return self.name[:1] + "*"


class Accounts:
    """The accounts of one hall. Log-in and password verbs take about 50 ms: call them on a worker thread."""

    def __init__(self, database: Database, clock: Clock = hall_now, hasher: PasswordHasher | None = None) -> None:
        self._database, self._clock = database, clock
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash("nobody has this password")
        # One try at a time: guesses sent side by side are counted one by one, and 64 MiB are used once.
        self._one_try = threading.Lock()

    # -- keeping ------------------------------------------------------------------------------

    def all(self) -> list[Account]:
        rows = self._database.call(lambda c: c.execute(select(accounts).order_by(accounts.c.id)).all())
        return [_account(row) for row in rows]

    def find(self, account_id: int) -> Account:
        """Raises UnknownAccount; also for a closed one."""
        return self._database.call(lambda connection: _find(connection, account_id))

    def named(self, name: str) -> Account:
        """Raises UnknownAccount."""
        found = next((one for one in self.all() if one.name == name.strip() and not one.closed), None)
        if found is None:
            raise UnknownAccount(f"{name}: no such account")
        return found

    def add(self, name: str, role: Role, password: str, *, by: int | None = None) -> Account:
        """Make an account; ``by`` None: on the machine's own console. Raises NameRefused, PasswordRefused."""
        name = check_name(name)
        check_password(password, name)
        secret = self._hasher.hash(password)
        return self._database.call(lambda connection: self._add(connection, name, role, secret, by))

    def set_password(self, account_id: int, password: str, *, by: int | None = None) -> None:
        """A new password; set by somebody else it must be changed at the next log-in. It also ends a lock-out.

        Raises UnknownAccount, PasswordRefused.
        """
        account = self.find(account_id)
        check_password(password, account.name)
        values: dict[str, str | int] = {
            "password_hash": self._hasher.hash(password),
            "must_change": int(by not in (account_id, None)),
        }
        self._database.call(lambda connection: self._set_password(connection, account, values, by))

    def set_single_keys(self, account_id: int, *, on: bool) -> Account:
        """A person's own choice; no row in the log, since it changes nothing for anybody else."""

        def work(connection: Connection) -> Account:
            connection.execute(update(accounts).where(accounts.c.id == account_id).values(single_keys=int(on)))
            return _find(connection, account_id)

        return self._database.call(work)

    def close(self, account_id: int, *, by: int) -> None:
        """Close an account for good; its rows stay. Raises UnknownAccount, LastKeeper."""
        self._database.call(lambda connection: self._close(connection, account_id, by))

    # -- log-in -------------------------------------------------------------------------------

    def log_in(self, name: str, password: str) -> Account:
        """Raises LoginRefused, with the seconds until the next try is heard."""
        with self._one_try:
            name = name.strip()
            wait, row = self._database.call(lambda connection: self._look(connection, name))
            if wait:
                raise LoginRefused(wait)
            right = self._matches(row.password_hash if row else self._nobody, password) and row is not None
            account = _account(row) if row is not None and right else None
            wait = self._database.call(lambda connection: self._count(connection, name, account))
        if account is None:
            raise LoginRefused(wait)
        return account

    def is_right(self, account: Account, password: str) -> bool:
        """Ask an account's own password again, before it changes it; counts as a try. Raises LoginRefused."""
        return self.log_in(account.name, password).id == account.id

    # -- works --------------------------------------------------------------------------------

    def _add(self, connection: Connection, name: str, role: Role, secret: str, by: int | None) -> Account:
        if connection.execute(select(accounts.c.id).where(accounts.c.name == name)).first():
            raise NameRefused(f"{name} is taken")
        now, must_change = stamp(self._clock()), by is not None
        row = {"name": name, "role": role, "password_hash": secret, "must_change": int(must_change), "made_at": now}
        account_id = int(connection.execute(insert(accounts).values(**row)).inserted_primary_key[0])  # type: ignore[index]
        events.append(connection, now, events.ACCOUNT_ADDED, account=account_id, role=role, by=by)
        return Account(account_id, name, role, must_change)

    def _set_password(
        self, connection: Connection, account: Account, values: dict[str, str | int], by: int | None
    ) -> None:
        connection.execute(update(accounts).where(accounts.c.id == account.id).values(**values))
        connection.execute(delete(login_tries).where(login_tries.c.name_hash == _hash(account.name)))
        events.append(connection, stamp(self._clock()), events.PASSWORD_SET, account=account.id, by=by)

    def _close(self, connection: Connection, account_id: int, by: int) -> None:
        account, now = _find(connection, account_id), stamp(self._clock())
        keepers = select(func.count()).where((accounts.c.role == "keeper") & accounts.c.closed_at.is_(None))
        if account.role == "keeper" and connection.execute(keepers).scalar_one() == 1:
            raise LastKeeper(account.name)
        connection.execute(update(accounts).where(accounts.c.id == account_id).values(closed_at=now))
        events.append(connection, now, events.ACCOUNT_CLOSED, account=account_id, by=by)

    def _look(self, connection: Connection, name: str) -> tuple[int, Row[*tuple[object, ...]] | None]:
        """Seconds to wait, and the open account of that name."""
        until = connection.execute(
            select(login_tries.c.locked_until).where(login_tries.c.name_hash == _hash(name))
        ).scalar()
        row = connection.execute(select(accounts).where((accounts.c.name == name) & accounts.c.closed_at.is_(None)))
        return self._wait(until), row.first()

    def _wait(self, until: str | None) -> int:
        if until is None:
            return 0
        left = (datetime.fromisoformat(until) - self._clock()).total_seconds()
        return min(max(0, int(left + 0.999)), LONGEST_WAIT_SECONDS)  # a clock set back must not lock for days

    def _count(self, connection: Connection, name: str, account: Account | None) -> int:
        now = self._clock()
        if account is not None:
            connection.execute(delete(login_tries).where(login_tries.c.name_hash == _hash(name)))
            events.append(connection, stamp(now), events.LOGGED_IN, account=account.id)
            return 0
        connection.execute(delete(login_tries).where(login_tries.c.at < stamp(now - TRIES_KEPT)))
        known = connection.execute(select(login_tries.c.wrong).where(login_tries.c.name_hash == _hash(name))).scalar()
        wrong = (known or 0) + 1
        seconds = wait_after(wrong)
        until = stamp(now + timedelta(seconds=seconds)) if seconds else None
        row = {"name_hash": _hash(name), "wrong": wrong, "locked_until": until, "at": stamp(now)}
        tried = upsert(login_tries).values(**row).on_conflict_do_update(index_elements=["name_hash"], set_=row)
        connection.execute(tried)
        events.append(connection, stamp(now), events.LOGIN_REFUSED, wrong=wrong, wait_seconds=seconds)
        return seconds

    def _matches(self, secret: object, password: str) -> bool:
        try:
            return self._hasher.verify(str(secret), password)
        except (VerifyMismatchError, InvalidHashError):
            return False


def wait_after(wrong: int) -> int:
    """Seconds until the next try is heard, after that many wrong ones in a row."""
    doublings = min(wrong - TRIES, 10)
    return 0 if doublings < 0 else min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS << doublings)


def check_name(name: str) -> str:
    """The name without blanks around it. Raises NameRefused."""
    name = name.strip()
    if not 1 <= len(name) <= NAME_LETTERS or not name.isprintable():
        raise NameRefused(f"a name has 1 to {NAME_LETTERS} letters")
    return name


def check_password(password: str, name: str) -> None:
    """Length counts, not kinds of letters (NIST SP 800-63B 5.1.1.2). Raises PasswordRefused."""
    if len(password) not in PASSWORD_LETTERS:
        raise PasswordRefused(f"a password has {PASSWORD_LETTERS.start} to {PASSWORD_LETTERS.stop - 1} letters")
    plain = password.casefold()
    easy = ("password", "qwertyuiop", "1234567890", "0123456789", "0987654321", "9876543210")
    if len(set(plain)) < 4 or name.casefold() * 2 in plain * 2 or any(one in plain for one in easy):
        raise PasswordRefused("the password is too easy to guess")


def _find(connection: Connection, account_id: int) -> Account:
    row = connection.execute(
        select(accounts).where((accounts.c.id == account_id) & accounts.c.closed_at.is_(None))
    ).first()
    if row is None:
        raise UnknownAccount(str(account_id))
    return _account(row)


def _account(row: Row[*tuple[object, ...]]) -> Account:
    role = cast(Role, row.role)
    return Account(
        int(row.id), str(row.name), role, bool(row.must_change), row.closed_at is not None, bool(row.single_keys)
    )


def _hash(name: str) -> str:
    return hashlib.sha256(name.casefold().encode()).hexdigest()
