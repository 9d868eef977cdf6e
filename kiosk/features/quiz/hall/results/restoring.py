"""What a restore of an older database must not bring back: results that people took back since."""

from __future__ import annotations

import sqlite3

from sqlalchemy import Connection, select

from kiosk.features.quiz.hall.results import store
from kiosk.features.quiz.hall.results.schema import quiz_results


def not_undone(replaced: sqlite3.Connection, restored: Connection) -> None:
    """A row that the replaced database had room for and has no more was taken back, or its days were over.

    A database that never had a row of the same hall (a machine set up anew, then restored) tells nothing: it is known
    by its vault. What a damaged table has lost goes, too: a result may be kept again, one that was taken back must not
    show. Raises sqlite3.DatabaseError where the replaced database cannot say.
    """
    if not _has(replaced, "quiz_results") or not _is_same_hall(replaced, restored):
        return
    left = {row for (row,) in replaced.execute("SELECT id FROM quiz_results")}
    there = restored.execute(select(quiz_results.c.id)).scalars().all()
    gone = [row for row in there if row not in left]
    for first in range(0, len(gone), 500):
        store.drop(restored, gone[first : first + 500])


def _is_same_hall(replaced: sqlite3.Connection, restored: Connection) -> bool:
    if not _has(replaced, "record_vault"):
        return False
    mine = restored.exec_driver_sql("SELECT ring_id FROM record_vault").scalars().all()
    return set(mine) == {ring for (ring,) in replaced.execute("SELECT ring_id FROM record_vault")} != set()


def _has(rows: sqlite3.Connection, table: str) -> bool:
    return rows.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None
