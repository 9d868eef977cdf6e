"""Who did what, also while the key is shut: kept in `marks` then, and linked into the chain when the key opens.

    trail = Trail(lambda: keys.vault)
    trail.note(connection, Entry(at, "keeper", "pack_published", "done", detail={"pack": 1, "by": 3}))
    settle(connection, vault)           # at each opening of the key

What needs no record to be open goes on without the key, and only the key makes a link. Until it is there nothing but
the database guards such a row; once linked it is like any other, with the time at which it was done.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, replace

from sqlalchemy import Connection, delete, func, insert, select

from kiosk.core.database.schema import marks
from kiosk.core.sealing import audit
from kiosk.core.sealing.audit import Entry
from kiosk.core.sealing.vault import Vault

OWED = "audit_owed:"
"""Before the number of an entry, which is kept as JSON."""

Note = Callable[[Connection, Entry], None]
"""How a desk writes one row inside its own work. Raises AuditSilenced."""

_is_owed = marks.c.name.startswith(OWED, autoescape=True)
_owed = select(marks.c.name, marks.c.value).where(_is_owed).order_by(marks.c.name)
_how_many = select(func.count()).select_from(marks).where(_is_owed)


def unnoted(connection: Connection, entry: Entry) -> None:
    """Where nobody keeps a chain."""


class Trail:
    """The chain of one hall, for whoever works without its key. `vault`: None while it is shut."""

    def __init__(self, vault: Callable[[], Vault | None]) -> None:
        self._vault = vault

    def note(self, connection: Connection, entry: Entry) -> None:
        """Write `entry`, after what is owed; kept or lost with the caller's work. Raises AuditSilenced."""
        vault = self._vault()
        if vault is None:
            _owe(connection, entry)
        else:
            settle(connection, vault)
            audit.append(connection, vault, entry)


def settle(connection: Connection, vault: Vault) -> int:
    """Link what is owed, in its order; returns how many rows. Raises AuditSilenced."""
    owed = connection.execute(_owed).all()
    for name, value in owed:
        audit.append(connection, vault, _read(value))
        connection.execute(delete(marks).where(marks.c.name == name))
    return len(owed)


def _owe(connection: Connection, entry: Entry) -> None:
    number = connection.execute(_how_many).scalar_one() + 1
    name = f"{OWED}{number:08}-{secrets.token_hex(4)}"  # two databases that go on from one copy never share a name
    told = json.dumps(asdict(replace(entry, detail=dict(entry.detail or {}))), sort_keys=True)
    connection.execute(insert(marks).values(name=name, value=told))


def _read(value: str) -> Entry:
    """What was owed; what this program did not write so is linked as a row that says as much."""
    try:
        told = json.loads(value)
        at, actor, action, outcome = (told[key] for key in ("at", "actor", "action", "outcome"))
        detail = told["detail"]
        texts = all(isinstance(one, str) for one in (at, actor, action, outcome))
        if not texts or not isinstance(detail, dict) or not all(type(one) is int for one in detail.values()):
            raise ValueError(value)
    except (ValueError, KeyError, TypeError, RecursionError):
        return Entry("", "service", "owed", "unsound")
    return Entry(at, actor, action, outcome, detail=detail or None)
