"""Tables of 正式测试. What is readable of an exam is its title, its hours and its rules; of a person nothing is.

A row of `exam_people` is somebody in the list, one of `exam_sittings` somebody who began: the paper that was drawn for
them, which never changes; its row of `exam_progress` changes with each answer, hence is small. An exam takes all of
them with it. A row of `exam_pictures` stays for a moment without its exam, so that its file can be removed
(`pictures.tidy`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from kiosk.core.database.metadata import metadata
from kiosk.core.database.old_rows import OldRows
from kiosk.core.sealing.personal_table import PersonalTable
from kiosk.core.sealing.sealed_table import SealedTable

exams = Table(
    "exams",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("opens_at", Text, nullable=False),
    Column("closes_at", Text, nullable=False),
    Column("closed_at", Text),  # a keeper closed it early
    Column("kept_until", Text, nullable=False),
    Column("rules", Text, nullable=False),  # JSON (`exam_cells`)
    Column("made_at", Text, nullable=False),
    Column("made_by", ForeignKey("accounts.id")),
    Column("key_version", Integer, nullable=False),  # sealed: its bank, with the right answers
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("blob", LargeBinary, nullable=False),
)
Index("ix_exams_hours", exams.c.opens_at, exams.c.closes_at)
Index("ix_exams_kept_until", exams.c.kept_until)

exam_people = Table(
    "exam_people",
    metadata,
    Column("id", Integer, primary_key=True),  # minted at random, as those below: known before sealing
    Column("exam_id", ForeignKey("exams.id", ondelete="CASCADE"), nullable=False),
    Column("blind", LargeBinary, nullable=False),
    Column("key_version", Integer, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("blob", LargeBinary, nullable=False),  # name, number, branch, extra minutes
    UniqueConstraint("exam_id", "blind", name="exam_person"),
)
Index("ix_exam_people_blind", exam_people.c.blind)

exam_sittings = Table(
    "exam_sittings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("exam_id", ForeignKey("exams.id", ondelete="CASCADE"), nullable=False),
    Column("blind", LargeBinary, nullable=False),
    Column("key_version", Integer, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("blob", LargeBinary, nullable=False),  # who, when it began, and the paper
    UniqueConstraint("exam_id", "blind", name="exam_sitting"),
)
Index("ix_exam_sittings_blind", exam_sittings.c.blind)

exam_progress = Table(
    "exam_progress",
    metadata,
    Column("id", ForeignKey("exam_sittings.id", ondelete="CASCADE"), primary_key=True),
    Column("blind", LargeBinary, nullable=False),
    Column("key_version", Integer, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("blob", LargeBinary, nullable=False),  # answers, time used, when it was handed in
)
Index("ix_exam_progress_blind", exam_progress.c.blind)

# The pictures of its bank, by the number that an item has instead of a file's name.
exam_pictures = Table(
    "exam_pictures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("exam_id", ForeignKey("exams.id", ondelete="SET NULL")),
    Column("number", Integer, nullable=False),
    Column("key_version", Integer, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("file", Text, nullable=False),  # of `SealedFiles`
    UniqueConstraint("exam_id", "number", name="exam_picture"),
)

# The newest cards of a terminal, for the cap an hour; only when and where, never whose.
exam_cards = Table(
    "exam_cards",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("terminal_id", ForeignKey("terminals.id"), nullable=False),
    Column("at", Text, nullable=False),
)
Index("ix_exam_cards_terminal", exam_cards.c.terminal_id, exam_cards.c.at)

TABLES = (exams, exam_people, exam_sittings, exam_progress, exam_pictures, exam_cards)
SEALED = tuple(SealedTable(table) for table in (exams, exam_people, exam_sittings, exam_progress, exam_pictures))
PERSONAL = (
    PersonalTable(exam_progress, "exam_answers"),  # before the sittings, which would take it with them uncounted
    PersonalTable(exam_sittings, "exam_papers"),
    PersonalTable(exam_people, "exam_lists"),
)


@dataclass(frozen=True, slots=True)
class _PastExams(OldRows):
    """Exams whose last day is over: list, papers, answers and bank, so that nothing of them stays in free pages. Their
    pictures go within a minute (`pictures.tidy`).
    """

    def forget(self, connection: Connection, now: datetime) -> None:
        connection.exec_driver_sql("PRAGMA secure_delete = ON").close()
        OldRows.forget(self, connection, now)


OLD_ROWS = (_PastExams(exams.c.kept_until, 0), OldRows(exam_cards.c.at, 3))
