"""How numbers go on after a restore, so that none is given twice: what people hold is newer than the copy.

    numbers = numbered.read(replaced)                 # of the database that is replaced; None: nobody can read it
    reached = numbers.go_on(connection, above, now)   # in the restored one

A feature whose numbers people keep says so in its `hall/module.py`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, Table

# Where the replaced database cannot be read: more events and tickets than any hall makes between two backups.
UNKNOWN_GAP = 1_000_000


@dataclass(frozen=True, slots=True)
class Reached:
    """The last number of every counter of the newest business date (`{"A normal": 12}`)."""

    business_date: str
    counters: Mapping[str, int]


class Numbers(Protocol):
    """How far a feature's numbers had come."""

    def go_on(self, connection: Connection, above: int | None, now: datetime) -> Reached:
        """A work: raise what the copy says. `above`: the highest number that somebody saw, where it was told."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A feature's numbers. `tables`: those that every hall database has, or it is none.

    `read` is given a plain connection to the replaced database, None where it cannot be read; raises
    sqlite3.DatabaseError.
    """

    tables: tuple[Table, ...]
    read: Callable[[sqlite3.Connection | None], Numbers]
