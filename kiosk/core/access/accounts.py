"""Who may work at the hall's pages: accounts, each with its roles (what these may: `kiosk.core.access.rights`).

No account comes with the hall: the first keeper is made on the machine's own console (``kiosk hall add-keeper``).
Passwords are kept as Argon2id; how one is proved is in `log_in`. Every change is a row in the event log and in the
audit chain, by account number. Closing an account, other roles and a new password end its sessions in their own
transaction, and who asks for a change must still be somebody who may: a page that was opened before the closing
changes nothing after it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

from argon2 import PasswordHasher
from sqlalchemy import ColumnElement, Connection, Row, insert, or_, select, update

from kiosk.core.access import event_names, login_tries
from kiosk.core.access.rights import Right, Role, in_order, rights_of
from kiosk.core.access.schema import accounts
from kiosk.core.database import events
from kiosk.core.database.clock import Clock, hall_now, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing.audit import Entry
from kiosk.core.sealing.audit_owed import Note, unnoted

NAME_LETTERS = 20
PASSWORD_LETTERS = range(10, 129)


class NameRefused(Exception):
    """The name is empty, too long, holds control characters, or is taken."""


class PasswordRefused(Exception):
    """The new password is too short, too long or too easy."""


class UnknownAccount(Exception):
    """No such account, or it is closed."""


class LastKeeper(Exception):
    """The only keeper cannot be closed or lose that role: nobody could open the keeper's pages again."""


class RolesRefused(Exception):
    """An account has one role at least, and only such as there are."""


class NotTheirs(Exception):
    """Whoever asks for this change is closed by now, or may not."""


class LoginRefused(Exception):
    """Wrong name or password, or locked; the answer is the same whichever it was. `busy`: too many at once."""

    def __init__(self, wait_seconds: int = 0, *, busy: bool = False) -> None:
        super().__init__(f"wait {wait_seconds} s" if wait_seconds else "wrong name or password")
        self.wait_seconds, self.busy = wait_seconds, busy


@dataclass(frozen=True, slots=True)
class Account:
    id: int
    name: str
    roles: tuple[Role, ...]  # in the order of `rights.ROLES`
    must_change: bool  # its password was set by somebody else
    closed: bool = False
    single_keys: bool = True  # whether one key is one button on the clerk's page (WCAG 2.1.4: it can be switched off)

    @property
    def masked(self) -> str:
        """``李*``: as visitors and colleagues see it."""
        return self.name[:1] + "*"

    def may(self, right: Right) -> bool:
        return right in rights_of(self.roles)


class OpenSessions(Protocol):
    """What closing needs of `kiosk.core.access.sessions.Sessions`; called inside the transaction."""

    def end_all_of(self, account_id: int, *, but: Any = None) -> None: ...


class NobodyIsIn:
    """The sessions where no pages are served."""

    def end_all_of(self, account_id: int, *, but: Any = None) -> None:
        """There are none."""


class Accounts:
    """The accounts of one hall. Password verbs take about 50 ms (Argon2id): call them on a worker thread."""

    def __init__(
        self, database: Database, clock: Clock = hall_now, hasher: PasswordHasher | None = None,
        sessions: OpenSessions | None = None, note: Note = unnoted,
    ) -> None:  # fmt: skip
        self._database, self._clock, self._audit = database, clock, note
        self._hasher = hasher or PasswordHasher()
        self._sessions = sessions or NobodyIsIn()

    # -- keeping ------------------------------------------------------------------------------

    def all(self) -> list[Account]:
        rows = self._database.call(lambda c: c.execute(select(accounts).order_by(accounts.c.id)).all())
        return [account_of(row) for row in rows]

    def find(self, account_id: int) -> Account:
        """Raises UnknownAccount; also for a closed one."""
        return self._database.call(lambda connection: _find(connection, account_id))

    def named(self, name: str) -> Account:
        """Raises UnknownAccount."""
        found = next((one for one in self.all() if one.name == name.strip() and not one.closed), None)
        if found is None:
            raise UnknownAccount(f"{name}: no such account")
        return found

    def add(self, name: str, roles: Role | Collection[str], password: str, *, by: int | None = None) -> Account:
        """Make an account of a role or of several; ``by`` None: on the machine's own console.

        Raises NameRefused, RolesRefused, PasswordRefused, NotTheirs.
        """
        name, known = check_name(name), check_roles([roles] if isinstance(roles, str) else roles)
        check_password(password, name)
        secret = self._hasher.hash(password)
        return self._database.call(lambda connection: self._add(connection, name, known, secret, by))

    def set_roles(self, account_id: int, roles: Collection[str], *, by: int | None = None) -> None:
        """Other roles; they end every session: what was opened with the old ones is worth nothing.

        The same ones change nothing. Raises UnknownAccount, RolesRefused, LastKeeper, NotTheirs.
        """
        known = check_roles(roles)
        self._database.call(lambda connection: self._set_roles(connection, account_id, known, by))

    def set_password(self, account_id: int, password: str, *, by: int | None = None) -> None:
        """A new password; set by somebody else it must be changed at the next log-in.

        It ends every session and every lock-out. Raises UnknownAccount, PasswordRefused, NotTheirs.
        """
        secret = self.hashed(self.find(account_id), password)
        self._database.call(lambda connection: self.set_hash(connection, account_id, secret, by=by))

    def hashed(self, account: Account, password: str) -> str:
        """What `set_hash` keeps of a new password. Raises PasswordRefused."""
        check_password(password, account.name)
        return self._hasher.hash(password)

    def set_hash(
        self, connection: Connection, account_id: int, secret: str, *, by: int | None, but: object = None
    ) -> Account:
        """`set_password` inside a work; the session `but` goes on. Raises UnknownAccount, NotTheirs."""
        self._allow(connection, by, account_id)
        account = _find(connection, account_id)
        values = {"password_hash": secret, "must_change": int(by not in (account_id, None))}
        connection.execute(update(accounts).where(accounts.c.id == account_id).values(**values))
        self._note(connection, event_names.PASSWORD_SET, account_id, by)
        self._shut_out(connection, account, but)
        return _find(connection, account_id)

    def set_single_keys(self, account_id: int, *, on: bool) -> Account:
        """A person's own choice; no row in the log, since it changes nothing for anybody else."""

        def work(connection: Connection) -> Account:
            connection.execute(update(accounts).where(accounts.c.id == account_id).values(single_keys=int(on)))
            return _find(connection, account_id)

        return self._database.call(work)

    def close(self, account_id: int, *, by: int) -> None:
        """Close an account for good, end its sessions; its rows stay. Raises UnknownAccount, LastKeeper, NotTheirs."""
        self._database.call(lambda connection: self._close(connection, account_id, by))

    # -- works --------------------------------------------------------------------------------

    def _add(self, connection: Connection, name: str, roles: tuple[Role, ...], secret: str, by: int | None) -> Account:
        self._allow(connection, by)
        if connection.execute(select(accounts.c.id).where(accounts.c.name == name)).first():
            raise NameRefused(f"{name} is taken")
        now, must_change = stamp(self._clock()), by is not None
        row: dict[str, Any] = {
            "name": name,
            "roles": ",".join(roles),
            "password_hash": secret,
            "must_change": int(must_change),
        }
        row["made_at"] = now
        account_id = int(connection.execute(insert(accounts).values(**row)).inserted_primary_key[0])  # type: ignore[index]
        self._note(connection, event_names.ACCOUNT_ADDED, account_id, by, roles)
        return Account(account_id, name, roles, must_change)

    def _set_roles(self, connection: Connection, account_id: int, roles: tuple[Role, ...], by: int | None) -> None:
        self._allow(connection, by)
        account = _find(connection, account_id)
        if roles == account.roles:
            return
        if "keeper" not in roles:
            _keep_a_keeper(connection, account)
        written = ",".join(roles)
        connection.execute(update(accounts).where(accounts.c.id == account_id).values(roles=written))
        self._note(connection, event_names.ROLES_SET, account_id, by, roles)
        self._sessions.end_all_of(account_id)

    def _close(self, connection: Connection, account_id: int, by: int) -> None:
        self._allow(connection, by)
        account, now = _find(connection, account_id), stamp(self._clock())
        _keep_a_keeper(connection, account)
        connection.execute(update(accounts).where(accounts.c.id == account_id).values(closed_at=now))
        self._note(connection, event_names.ACCOUNT_CLOSED, account_id, by)
        self._shut_out(connection, account)

    def _shut_out(self, connection: Connection, account: Account, but: object = None) -> None:
        """In the transaction of every change of who somebody is: no log-in lies between the two.

        Sessions are in memory; should the commit fail they are over all the same, which harms nobody.
        """
        login_tries.forget(connection, account.name, account.id)
        self._sessions.end_all_of(account.id, but=but)

    def _note(
        self, connection: Connection, kind: str, account: int, by: int | None, roles: tuple[Role, ...] = ()
    ) -> None:
        at = stamp(self._clock())
        events.append(connection, at, kind, account=account, roles=",".join(roles), by=by)
        detail = {"whom": account} | ({} if by is None else {"by": by}) | dict.fromkeys(roles, 1)
        self._audit(connection, Entry(at, "keeper", kind, "done", detail=detail))

    def _allow(self, connection: Connection, by: int | None, own: int | None = None) -> None:
        """`by` must be open and may keep accounts, or be `own`; None is root on the machine. Raises NotTheirs."""
        if by is not None:
            still_may(connection, by, None if by == own else Right.PEOPLE)


def still_may(connection: Connection, account_id: int, right: Right | None) -> None:
    """Inside the work of a change: its sender is open and has this right (None: only open). Raises NotTheirs."""
    try:
        actor = _find(connection, account_id)
    except UnknownAccount as gone:
        raise NotTheirs from gone
    if right is not None and not actor.may(right):
        raise NotTheirs


def holding(*roles: Role) -> ColumnElement[bool]:
    """Of a query of the table `accounts`: the open ones with one of these roles."""
    listed = "," + accounts.c.roles + ","
    return accounts.c.closed_at.is_(None) & or_(*(listed.contains(f",{role},") for role in roles))


def anybody(connection: Connection) -> bool:
    """Whether the hall has any account yet."""
    return connection.execute(select(accounts.c.id).limit(1)).first() is not None


def masked_names(connection: Connection) -> dict[int, str]:
    """Everybody who ever had an account, by its number, as colleagues see them: ``李*``."""
    return {one.id: one.masked for one in map(account_of, connection.execute(select(accounts)))}


def check_name(name: str) -> str:
    """The name without blanks around it. Raises NameRefused."""
    name = name.strip()
    if not 1 <= len(name) <= NAME_LETTERS or not name.isprintable():
        raise NameRefused(f"a name has 1 to {NAME_LETTERS} letters")
    return name


def check_roles(roles: Collection[str]) -> tuple[Role, ...]:
    """The roles in their order. Raises RolesRefused."""
    known = in_order(roles)
    if not known or len(known) < len(set(roles)):
        raise RolesRefused("an account has one role or several of those there are")
    return known


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
    return account_of(row)


def _keep_a_keeper(connection: Connection, account: Account) -> None:
    """Before this one is no keeper any more. Raises LastKeeper."""
    others = select(accounts.c.id).where(holding("keeper") & (accounts.c.id != account.id)).limit(1)
    if "keeper" in account.roles and connection.execute(others).first() is None:
        raise LastKeeper(account.name)


def account_of(row: Row[*tuple[object, ...]]) -> Account:
    """A row of the table `accounts`."""
    roles = in_order(str(row.roles).split(","))
    return Account(
        int(row.id), str(row.name), roles, bool(row.must_change), row.closed_at is not None, bool(row.single_keys)
    )
