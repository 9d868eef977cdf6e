"""The audit chain over a restore: what was asked after the copy was made stays in it, and a cut is said in it.

    carry(replaced, staged, now)         # before the staged copy takes its place; without the key, so nothing is linked
    told = taken(connection)             # at the next opening, with the key: one row about it goes into the chain

Where the copy's last link is a row of the chain that is replaced, the rows after it are copied over, links and all.
Otherwise the replaced chain's length and head are noted in `marks`: an auditor finds it in `hall.db.before-…`.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, select

from kiosk.hall.schema import marks

RESTORED = "audit_restored"
"""What the next opening writes into the chain: outcome and rows as JSON."""

REPLACED = "audit_replaced:"
"""With the time: rows and head of a chain that this database does not go on with."""

_COLUMNS = "id, at, actor, terminal_id, action, outcome, blind, detail, link"


def carry(replaced: Path, staged: Path, now: datetime) -> None:
    """Raises sqlite3.Error where the staged copy cannot be written."""
    with closing(sqlite3.connect(staged)) as new, new:
        outcome, rows = _carried(replaced, new, now)
        value = json.dumps({"outcome": outcome, "rows": rows})
        new.execute("INSERT OR REPLACE INTO marks (name, value) VALUES (?, ?)", (RESTORED, value))


def taken(connection: Connection) -> tuple[str, int] | None:
    """Outcome and rows of a restore that the chain does not tell yet; asked once."""
    value = connection.execute(select(marks.c.value).where(marks.c.name == RESTORED)).scalar()
    if value is None:
        return None
    connection.execute(delete(marks).where(marks.c.name == RESTORED))
    told = json.loads(value)
    return str(told["outcome"]), int(told["rows"])


def _carried(replaced: Path, new: sqlite3.Connection, now: datetime) -> tuple[str, int]:
    """`chain_kept` with the rows copied, `chain_replaced` with the rows left behind, `chain_unread`."""
    try:
        with closing(sqlite3.connect(f"{replaced.resolve().as_uri()}?mode=rw", uri=True)) as old:
            ours, theirs = _head(new), _head(old)
            if ours is None or _has(old, ours):
                return "chain_kept", _copied(old, new, ours[0] if ours else 0)
            if theirs is None or _has(new, theirs):
                return "chain_kept", 0
            count = int(old.execute("SELECT count(*) FROM audit").fetchone()[0])
            name = f"{REPLACED}{now.isoformat(timespec='seconds')}"
            new.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (name, f"{count} {theirs[1].hex()}"))
            return "chain_replaced", count
    except sqlite3.DatabaseError:
        return "chain_unread", 0


def _head(database: sqlite3.Connection) -> tuple[int, bytes] | None:
    found: Any = database.execute("SELECT id, link FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    return None if found is None else (int(found[0]), bytes(found[1]))


def _has(database: sqlite3.Connection, link: tuple[int, bytes]) -> bool:
    return database.execute("SELECT 1 FROM audit WHERE id = ? AND link = ?", link).fetchone() is not None


def _copied(old: sqlite3.Connection, new: sqlite3.Connection, after: int) -> int:
    rows = old.execute(f"SELECT {_COLUMNS} FROM audit WHERE id > ? ORDER BY id", (after,))
    return new.executemany(f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows).rowcount
