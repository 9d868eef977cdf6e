"""The table of results that people asked to be kept. Of a row only the day on which it came is readable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Index, Integer, LargeBinary, Table, Text

from kiosk.core.database.metadata import metadata
from kiosk.core.database.old_rows import OldRows
from kiosk.core.sealing.personal_table import PersonalTable
from kiosk.core.sealing.sealed_table import SealedTable
from kiosk.features.quiz.wire_kept import KEPT_DAYS

quiz_results = Table(
    "quiz_results",
    metadata,
    Column("id", Integer, primary_key=True),  # minted at random: known before sealing
    Column("blind", LargeBinary, nullable=False),
    Column("day", Text, nullable=False),  # on which it was kept, by the hall's clock
    Column("key_version", Integer, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("blob", LargeBinary, nullable=False),  # whose it is, and the result (`desk.py`)
)
Index("ix_quiz_results_blind", quiz_results.c.blind)
Index("ix_quiz_results_day", quiz_results.c.day)

TABLES = (quiz_results,)
SEALED = (SealedTable(quiz_results),)
PERSONAL = (PersonalTable(quiz_results, "quiz_results"),)


@dataclass(frozen=True, slots=True)
class _PastResults(OldRows):
    """So that nothing of them stays in free pages."""

    def forget(self, connection: Connection, now: datetime) -> None:
        connection.exec_driver_sql("PRAGMA secure_delete = ON").close()
        OldRows.forget(self, connection, now)


OLD_ROWS = (_PastResults(quiz_results.c.day, KEPT_DAYS),)
