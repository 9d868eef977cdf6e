"""Who may come in, carried over a restore: the copy is older than a closed account, a new password, a lost terminal.

    newest = read(database)                              # of the database that is replaced; None: nobody can read it
    unsure = carry_over(connection, newest)              # in the restored one; whom only the copy vouches for

Rows are matched by what never changes: the name of an account or a terminal, the token of a pad.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, select, update

from kiosk.core.access.schema import accounts, login_places, terminals
from kiosk.features.ratings.hall.schema import pads

_CARRIED: tuple[tuple[Table, str, tuple[str, ...], str], ...] = (
    (accounts, "name", ("role", "password_hash", "must_change", "closed_at"), "closed_at"),
    (terminals, "name", ("token_hash", "kind", "enrolled_at", "revoked_at"), "revoked_at"),
    (pads, "token_hash", ("revoked_at",), "revoked_at"),
)
"""Table, what a row is known by, what is newer in the replaced database, and what shuts the row out."""

Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Unsure:
    """Open accounts and terminals (by name), and how many pads, of which only the copy knows."""

    accounts: tuple[str, ...] = ()
    terminals: tuple[str, ...] = ()
    pads: int = 0

    @property
    def anybody(self) -> bool:
        return bool(self.accounts or self.terminals or self.pads)


NOBODY = Unsure()


def read(database: Path) -> Mapping[str, Rows] | None:
    """By table and key, the rows of the database that is about to be replaced; None when it cannot say."""
    if not database.exists() or database.stat().st_size == 0:
        return None
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=rw", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return {table.name: _rows(connection, table, key, carried) for table, key, carried, _ in _CARRIED}
    except sqlite3.DatabaseError:
        return None


def carry_over(connection: Connection, newest: Mapping[str, Rows] | None) -> Unsure:
    """Shut out again whom the replaced database had shut out, by its passwords and tokens."""
    connection.execute(delete(login_places))  # a browser the hall has forgotten since is no known one again
    unsure: dict[str, tuple[str, ...]] = {}
    for table, key, carried, shut in _CARRIED:
        known = (newest or {}).get(table.name, {})
        for name, row in known.items():
            connection.execute(update(table).where(table.c[key] == name).values({c: row[c] for c in carried}))
        open_ones = connection.execute(select(table.c[key]).where(table.c[shut].is_(None)).order_by(table.c.id))
        unsure[table.name] = tuple(str(name) for name in open_ones.scalars() if name not in known)
    return Unsure(unsure["accounts"], unsure["terminals"], len(unsure["pads"]))


def _rows(connection: sqlite3.Connection, table: Table, key: str, carried: Iterable[str]) -> Rows:
    columns = ", ".join({key: None} | dict.fromkeys(carried))
    return {row[key]: dict(row) for row in connection.execute(f"SELECT {columns} FROM {table.name}")}
