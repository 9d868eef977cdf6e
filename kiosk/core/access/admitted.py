"""Who may come in, carried over a restore: the copy is older than a closed account, a new password, a lost terminal.

    newest = read(database, carried)                     # of the database that is replaced; None: nobody can read it
    unsure = carry_over(connection, newest, carried)     # in the restored one; whom only the copy vouches for

Rows are matched by what never changes: the name of an account or a terminal, the token of a pad.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, select, update

from kiosk.core.access.schema import accounts, login_places, terminals


@dataclass(frozen=True, slots=True)
class Carried:
    """A table of who may come in.

    `known_by`: the column that never changes. `newer`: the columns that the replaced database knows better; `shut`,
    one of them, is the time from which the row lets nobody in. `named`: whether `known_by` is a name to show;
    `formerly`: how a column was called in a database that was never brought to the present shape.
    """

    table: Table
    known_by: str
    newer: tuple[str, ...]
    shut: str
    named: bool = True
    formerly: Mapping[str, str] = field(default_factory=dict)


_ACCOUNT = ("roles", "password_hash", "must_change", "closed_at")
CARRIED = (
    Carried(accounts, "name", _ACCOUNT, "closed_at", formerly={"roles": "role"}),
    Carried(terminals, "name", ("token_hash", "kind", "enrolled_at", "revoked_at"), "revoked_at"),
)
"""Who comes in to every hall; features add theirs."""

Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Unsure:
    """Who may come in of whom only the copy knows, by table: their names, or how many there are."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def anybody(self) -> bool:
        return any(self.names.values()) or any(self.counts.values())


NOBODY = Unsure()


def read(database: Path, carried: Sequence[Carried]) -> Mapping[str, Rows] | None:
    """By table and key, the rows of the database that is about to be replaced; None when it cannot say."""
    if not database.exists() or database.stat().st_size == 0:
        return None
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=rw", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return {one.table.name: _rows(connection, one) for one in carried}
    except sqlite3.DatabaseError:
        return None


def carry_over(connection: Connection, newest: Mapping[str, Rows] | None, carried: Sequence[Carried]) -> Unsure:
    """Shut out again whom the replaced database had shut out, by its passwords and tokens."""
    connection.execute(delete(login_places))  # a browser the hall has forgotten since is no known one again
    unsure: dict[str, tuple[str, ...]] = {}
    for one in carried:
        table, known = one.table, (newest or {}).get(one.table.name, {})
        for name, row in known.items():
            newer = {column: row[column] for column in one.newer}
            connection.execute(update(table).where(table.c[one.known_by] == name).values(newer))
        is_open = table.c[one.shut].is_(None)
        open_ones = connection.execute(select(table.c[one.known_by]).where(is_open).order_by(table.c.id)).scalars()
        unsure[table.name] = tuple(str(name) for name in open_ones if name not in known)
    named = {one.table.name for one in carried if one.named}
    return Unsure(
        {table: names for table, names in unsure.items() if table in named},
        {table: len(names) for table, names in unsure.items() if table not in named},
    )


def _rows(connection: sqlite3.Connection, one: Carried) -> Rows:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (one.table.name,)).fetchone():
        return {}  # of a hall that did not keep this yet
    there = {str(row["name"]) for row in connection.execute(f"PRAGMA table_info({one.table.name})")}
    asked = {name: name if name in there else one.formerly.get(name, name) for name in (one.known_by, *one.newer)}
    columns = ", ".join(f"{was} AS {name}" for name, was in asked.items())
    return {row[one.known_by]: dict(row) for row in connection.execute(f"SELECT {columns} FROM {one.table.name}")}
