"""The audit chain over a restore: what was asked after the copy was made stays in it, and a cut is said in it.

    carry(replaced, staged, now)         # before the staged copy takes its place; without the key, so nothing is linked
    told = taken(connection)             # at the next opening, with the key: one row about it goes into the chain

Where the copy's last link is a row of the chain that is replaced, the rows after it are copied over, links and all, and
with them what was done while the key was shut (`audit_owed`). Otherwise the replaced chain's length and head are noted
in `marks`: an auditor finds it in `hall.db.before-…`.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, select

from kiosk.core.database.schema import marks
from kiosk.core.sealing.audit_owed import OWED

RESTORED = "audit_restored"
"""What the next opening writes into the chain: outcome and rows as JSON."""

REPLACED = "audit_replaced:"
"""With the time: rows and head of a chain that this database does not go on with."""

_COLUMNS = "id, at, actor, terminal_id, action, outcome, blind, detail, link"


_OUTCOMES = ("chain_kept", "chain_replaced", "chain_unread")


def carry(replaced: Path, staged: Path, now: datetime) -> None:
    """Raises sqlite3.Error where the staged copy cannot be written."""
    with closing(sqlite3.connect(f"{staged.resolve().as_uri()}?mode=rw", uri=True)) as both, both:
        outcome, rows = _carried(replaced, both, now)
        value = json.dumps({"outcome": outcome, "rows": rows})
        both.execute("INSERT OR REPLACE INTO main.marks (name, value) VALUES (?, ?)", (RESTORED, value))


def taken(connection: Connection) -> tuple[str, int] | None:
    """Outcome and rows of a restore that the chain does not tell yet; asked once."""
    value = connection.execute(select(marks.c.value).where(marks.c.name == RESTORED)).scalar()
    if value is None:
        return None
    connection.execute(delete(marks).where(marks.c.name == RESTORED))
    try:
        told = json.loads(value)
        outcome, rows = told["outcome"], int(told["rows"])
    except (ValueError, TypeError, KeyError):  # not what `carry` wrote: the hall starts all the same
        return "chain_unread", 0
    return (outcome, rows) if outcome in _OUTCOMES else ("chain_unread", 0)


def _carried(replaced: Path, both: sqlite3.Connection, now: datetime) -> tuple[str, int]:
    """`chain_kept` with the rows copied, `chain_replaced` with the rows left behind, `chain_unread`."""
    try:
        both.execute("ATTACH ? AS replaced", (f"{replaced.resolve().as_uri()}?mode=rw",))
        ours, theirs = _head(both, "main"), _head(both, "replaced")
        if ours is None or _has(both, "replaced", ours):
            rows = _copied(both, ours[0] if ours else 0)
            _carry_owed(both, linked_since=rows > 0)
            return "chain_kept", rows
        if theirs is None or _has(both, "main", theirs):
            return "chain_kept", 0
        count = int(both.execute("SELECT count(*) FROM replaced.audit").fetchone()[0])
        name = f"{REPLACED}{now.isoformat(timespec='seconds')}"
        both.execute("INSERT OR REPLACE INTO main.marks VALUES (?, ?)", (name, f"{count} {theirs[1].hex()}"))
        return "chain_replaced", count
    except sqlite3.DatabaseError:
        return "chain_unread", 0


def _head(both: sqlite3.Connection, place: str) -> tuple[int, bytes] | None:
    newest = f"SELECT id, CAST(link AS BLOB) FROM {place}.audit ORDER BY id DESC LIMIT 1"
    found: tuple[int, bytes] | None = both.execute(newest).fetchone()
    return found


def _has(both: sqlite3.Connection, place: str, link: tuple[int, bytes]) -> bool:
    return both.execute(f"SELECT 1 FROM {place}.audit WHERE id = ? AND link = ?", link).fetchone() is not None


def _carry_owed(both: sqlite3.Connection, *, linked_since: bool) -> None:
    """`linked_since`: the replaced chain went on after the copy, and with that linked whatever the copy still owes."""
    if linked_since:
        both.execute("DELETE FROM main.marks WHERE name GLOB ?", (f"{OWED}*",))
    owed = "SELECT name, value FROM replaced.marks WHERE name GLOB ?"
    both.execute(f"INSERT OR IGNORE INTO main.marks (name, value) {owed}", (f"{OWED}*",))


def _copied(both: sqlite3.Connection, after: int) -> int:
    """By SQLite itself, so that each cell keeps its type: what was forged there is seen here too."""
    rows = f"SELECT {_COLUMNS} FROM replaced.audit WHERE id > ? ORDER BY id"
    return both.execute(f"INSERT INTO main.audit ({_COLUMNS}) {rows}", (after,)).rowcount
