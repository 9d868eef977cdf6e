"""Questions that are asked no more, on any screen and at once, until a keeper brings them back.

    questions.withdraw_question("spring/item-3", "12", by)         # raises PackRefused
    questions.bring_back_question("spring/item-3", "12", by)
    questions.withdrawn()

By the bank's name and the question's number there, and by its wording: the same question stays away under another
number and in another bank. A paper that was begun before goes on with what it froze. Screens obey whatever brings the
bank to them: the hall, a stick, a version of before, a folder of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, insert, select, update

from kiosk.core.database import events
from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.core.sealing.audit import Entry
from kiosk.core.sealing.audit_owed import Note, unnoted
from kiosk.features.exhibition.hall import serials
from kiosk.features.exhibition.hall.banks.published import parts_of
from kiosk.features.exhibition.hall.desk import PackRefused
from kiosk.features.exhibition.hall.schema import withdrawn_questions as table
from kiosk.features.exhibition.rules import event_names

LONGEST_NUMBER = 64

VersionOf = Callable[[str, str], str]
"""Of a bank and a question, the version of its wording; empty: nobody knows. Raises PackRefused: there is none."""


@dataclass(frozen=True, slots=True)
class WithdrawnQuestion:
    """`version`: of its wording when it was withdrawn, empty where the hall could not read it."""

    bank: str
    question: str
    version: str
    why: str
    at: str


class QuestionDesk:
    """`note` writes into the audit chain."""

    def __init__(self, database: Database, now: Clock, version_of: VersionOf, note: Note = unnoted) -> None:
        self._database, self._now, self._version_of, self._audit = database, now, version_of, note

    def withdraw_question(self, bank: str, question: str, by: int | None = None, why: str = "") -> None:
        """Blocks for as long as the bank is read. Raises PackRefused."""
        parts_of(bank)
        if not 0 < len(question) <= LONGEST_NUMBER:
            raise PackRefused("no_such_question")
        version = self._version_of(bank, question)
        self._database.call(lambda rows: self._withdraw(rows, bank, question, version, why, by))

    def bring_back_question(self, bank: str, question: str, by: int | None = None) -> None:
        """It may be asked again. Raises PackRefused: it was not withdrawn."""
        self._database.call(lambda rows: self._bring_back(rows, bank, question, by))

    def withdrawn(self) -> list[WithdrawnQuestion]:
        """In the order in which they were."""
        return self._database.call(read_withdrawn)

    # -- one transaction each -----------------------------------------------------------------------------------------

    def _withdraw(self, rows: Connection, bank: str, question: str, version: str, why: str, by: int | None) -> None:
        if rows.execute(select(table.c.id).where(_is_down(bank, question))).first() is not None:
            raise PackRefused("withdrawn_already")
        values = {"bank": bank, "question": question, "version": version, "why": why, "at": self._stamp(), "by": by}
        made = rows.execute(insert(table).values(values))
        self._note(rows, event_names.QUESTION_WITHDRAWN, by, int((made.inserted_primary_key or (0,))[0]))

    def _bring_back(self, rows: Connection, bank: str, question: str, by: int | None) -> None:
        down = rows.execute(select(table.c.id).where(_is_down(bank, question))).scalar()
        if down is None:
            raise PackRefused("not_withdrawn")
        ends = {"brought_back_at": self._stamp(), "brought_back_by": by}
        rows.execute(update(table).where(table.c.id == down).values(ends))
        self._note(rows, event_names.QUESTION_BROUGHT_BACK, by, down)

    def _note(self, rows: Connection, kind: str, by: int | None, question: int) -> None:
        """`question`: the row of it."""
        at = self._stamp()
        serials.raise_it(rows, self._now())
        events.append(rows, at, kind, question=question, by=by)
        detail = {"question": question} | ({"by": by} if by else {})
        self._audit(rows, Entry(at, "keeper", kind, "done", detail=detail))

    def _stamp(self) -> str:
        return stamp(self._now())


def read_withdrawn(rows: Connection) -> list[WithdrawnQuestion]:
    found = rows.execute(select(table).where(table.c.brought_back_at.is_(None)).order_by(table.c.id))
    return [WithdrawnQuestion(one.bank, one.question, one.version, one.why, one.at) for one in found]


def _is_down(bank: str, question: str) -> ColumnElement[bool]:
    return (table.c.bank == bank) & (table.c.question == question) & table.c.brought_back_at.is_(None)
