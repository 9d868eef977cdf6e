"""正式测试 as a keeper holds it. Every verb blocks: use a worker thread. Each is a row in the audit chain.

    exam = keeping.open_exam(exam, bank, pictures, by=account_id)      # raises ExamUnsound, ExamShort
    keeping.set_people(exam, people, by=account_id)
    keeping.give_minutes(exam, person, 10, by=account_id)
    keeping.close(exam, by=account_id); keeping.delete(exam, by=account_id)

A person is named by the number of their row in the list, or of their sitting: neither says who it is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, select

from content.banks.bank_file import own_bytes
from content.banks.model import Bank
from content.banks.papers import Shortage
from kiosk.core.access.accounts import still_may
from kiosk.core.access.rights import Right
from kiosk.core.database.clock import stamp
from kiosk.core.sealing import audit
from kiosk.features.quiz.hall.exams import pictures as kept_pictures
from kiosk.features.quiz.hall.exams import store
from kiosk.features.quiz.hall.exams.audited import made_second
from kiosk.features.quiz.hall.exams.desk import ExamHall, ExamSittings
from kiosk.features.quiz.hall.exams.pictures import PictureRow
from kiosk.features.quiz.hall.exams.schema import exam_people, exam_sittings
from kiosk.features.quiz.hall.exams.store import HeldExam
from kiosk.features.quiz.rules.exams.exam import MOST_EXTRA_MINUTES, MOST_PEOPLE, Exam, check
from kiosk.features.quiz.rules.exams.people_list import Listed
from kiosk.features.quiz.rules.exams.pictures import number_of, numbered

RIGHT = Right.RECORDS
"""Whoever keeps records may hold exams: both are lists of people with their numbers."""
A_WORK = 200  # people of one work: tickets wait for no more

T = TypeVar("T")


class ExamGone(Exception):
    """There is no such exam any more, or nobody of that number in it."""


class ExamShort(Exception):
    """The bank has not the questions that the exam asks for."""

    def __init__(self, shortages: Sequence[Shortage]) -> None:
        super().__init__(len(shortages))
        self.shortages = tuple(shortages)


class ExamTwice(Exception):
    """There is one of this title in these hours: the button was pressed twice."""


class TooManyPeople(Exception):
    """More than `MOST_PEOPLE` in one list."""


class ExamOver(Exception):
    """It is closed: nothing of it changes any more."""


@dataclass(frozen=True, slots=True)
class ExamSummary:
    """An exam in the list: how many are in its list, how many have begun, and how many pictures its bank has."""

    held: HeldExam
    people: int
    begun: int
    pictures: int = 0


class ExamKeeping:
    """The keeper's verbs. `sittings`: what terminals do meanwhile."""

    def __init__(self, hall: ExamHall, sittings: ExamSittings) -> None:
        self._hall, self._vault, self._sittings = hall, hall.vault, sittings
        self._listing = threading.Lock()

    def exams(self) -> list[ExamSummary]:
        """The newest first."""
        return self._hall.database.call(_summaries)

    def exam(self, exam_id: int) -> ExamSummary:
        """Raises ExamGone."""
        return self._hall.database.call(partial(_summary, exam_id=exam_id))

    def check(self, exam: Exam) -> None:
        """Before its bank is read. Raises ExamUnsound."""
        check(exam, self._hall.clock())

    def open_exam(self, exam: Exam, bank: Bank, pictures: Mapping[str, bytes] | None = None, *, by: int) -> int:
        """Lay an exam down; it opens by its hours. `pictures`: by the name that items write, each as it may be shown.

        Items whose picture is not among them are not asked. Raises ExamUnsound, ExamShort, ExamTwice, OSError.
        """
        self.check(exam)
        bank, shown = _with_pictures(bank, pictures or {})
        if short := exam.lacks(bank.items):
            raise ExamShort(short)
        content = own_bytes(bank)
        laid: list[PictureRow] = []

        def lay_down(connection: Connection) -> int:
            if any(_is_same(exam, one.exam) for one in store.all_exams(connection)):
                raise ExamTwice
            exam_id = store.add_exam(connection, self._vault, exam, content, self._hall.clock(), by)
            kept_pictures.add(connection, exam_id, laid)
            self._note(connection, "exam_opened", "done", exam_id, by)
            return exam_id

        try:
            for number, picture in sorted(shown.items()):
                laid.append(kept_pictures.lay_down(self._vault, self._hall.files, number, picture))
            return self._doing(by, lay_down)
        except Exception:
            for one in laid:
                self._hall.files.drop(one.file)
            raise

    def set_people(self, exam_id: int, people: Sequence[Listed], *, by: int) -> None:
        """The list is this one from now on; who has begun sits on. Broken off, both lists hold for the time being.

        Of two at once the later one holds.

        Raises ExamGone, ExamOver, TooManyPeople.
        """
        if len(people) > MOST_PEOPLE:
            raise TooManyPeople(len(people))

        kept: set[bytes] = set()

        def add(connection: Connection, part: Sequence[Listed]) -> list[bytes]:
            self._changeable(connection, exam_id)
            return [store.list_person(connection, self._vault, exam_id, one) for one in part]

        def drop_others(connection: Connection) -> None:
            self._changeable(connection, exam_id)
            store.unlist(connection, exam_id, but=kept)
            self._note(connection, "exam_people", "done", exam_id, by, people=len(people))

        with self._listing:
            for first in range(0, len(people), A_WORK):
                kept.update(self._doing(by, partial(add, part=people[first : first + A_WORK])))
            self._doing(by, drop_others)

    def give_minutes(self, exam_id: int, person: int, minutes: int, *, by: int) -> None:
        """So many more for one person, whether or not they have begun. Raises ExamGone, ExamOver, ValueError."""
        if not 1 <= minutes <= MOST_EXTRA_MINUTES:
            raise ValueError(minutes)

        def give(connection: Connection) -> None:
            self._changeable(connection, exam_id)
            blind = self._person(connection, exam_id, person)
            listed = store.in_list(connection, self._vault, exam_id, blind)
            if listed is not None:
                extra = min(MOST_EXTRA_MINUTES, listed.listed.extra_minutes + minutes)
                store.list_person(connection, self._vault, exam_id, replace(listed.listed, extra_minutes=extra))
            sitting = store.sitting_id(connection, exam_id, blind)
            sheet = None if sitting is None else store.answer_sheet(connection, self._vault, sitting)
            if sitting is not None and sheet is not None and not sheet.is_done:
                extra = min(MOST_EXTRA_MINUTES, sheet.extra_minutes + minutes)
                store.keep(connection, self._vault, sitting, replace(sheet, extra_minutes=extra))
            self._note(connection, "exam_minutes", "done", exam_id, by, blind=blind, minutes=minutes)

        self._doing(by, give)

    def close(self, exam_id: int, *, by: int) -> None:
        """Nobody answers any more; what was answered counts. Raises ExamGone."""

        def shut(connection: Connection) -> None:
            _summary(connection, exam_id)
            store.close_exam(connection, exam_id, self._hall.clock())
            self._note(connection, "exam_closed", "done", exam_id, by)

        self._doing(by, shut)

    def delete(self, exam_id: int, *, by: int) -> None:
        """With its bank, its list, every paper and every answer; not what backups of before hold. Raises ExamGone."""

        def drop(connection: Connection) -> None:
            _summary(connection, exam_id)
            self._note(connection, "exam_deleted", "done", exam_id, by)
            store.drop_exam(connection, exam_id)
            self._sittings.forget_exam(exam_id)

        self._doing(by, drop)
        self.tidy()
        self._hall.database.empty_log()

    def tidy(self) -> None:
        """Remove the pictures of exams that are gone. Raises OSError."""
        kept_pictures.tidy(self._hall.database, self._hall.files)

    def looked(self, exam_id: int, action: str, *, by: int) -> None:
        """Somebody looks at people of it: `exam_looked`, `exam_results`. Raises ExamGone."""

        def note(connection: Connection) -> None:
            _summary(connection, exam_id)
            self._note(connection, action, "done", exam_id, by)

        self._doing(by, note)

    # -- inside a work ----------------------------------------------------------------------------------------

    def _doing(self, by: int, work: Callable[[Connection], T]) -> T:
        """Whoever lost the right meanwhile changes nothing."""

        def done(connection: Connection) -> T:
            still_may(connection, by, RIGHT)
            return work(connection)

        return self._hall.database.call(done)

    def _changeable(self, connection: Connection, exam_id: int) -> None:
        if _summary(connection, exam_id).held.exam.is_over(self._hall.clock()):
            raise ExamOver(exam_id)

    def _person(self, connection: Connection, exam_id: int, person: int) -> bytes:
        for table in (exam_people, exam_sittings):
            found = select(table.c.blind).where((table.c.exam_id == exam_id) & (table.c.id == person))
            blind = connection.execute(found).scalar()
            if isinstance(blind, bytes):
                return blind
        raise ExamGone(person)

    def _note(
        self, connection: Connection, action: str, outcome: str, exam_id: int, by: int, blind: bytes | None = None,
        **counts: int,
    ) -> None:  # fmt: skip
        held = store.exam(connection, exam_id)
        made = 0 if held is None else made_second(held.made_at)
        detail = {"exam": exam_id, "made": made, "by": by, **counts}
        at = stamp(self._hall.clock())
        audit.append(connection, self._vault, audit.Entry(at, "keeper", action, outcome, blind=blind, detail=detail))


def _is_same(one: Exam, other: Exam) -> bool:
    return (one.title, one.opens_at, one.closes_at) == (other.title, other.opens_at, other.closes_at)


def _with_pictures(bank: Bank, pictures: Mapping[str, bytes]) -> tuple[Bank, dict[int, bytes]]:
    """The bank with what can be asked of it, each picture called by its number; and these by number."""
    names = numbered({item.picture for item in bank.items} & pictures.keys())
    items = tuple(
        replace(item, picture=names[item.picture]) if item.picture else item
        for item in bank.items
        if not item.picture or item.picture in names
    )
    shown = {number: pictures[name] for name, made in names.items() if (number := number_of(made)) is not None}
    return replace(bank, items=items), shown


def _summaries(connection: Connection) -> list[ExamSummary]:
    return [ExamSummary(one, *store.count_people(connection, one.id)) for one in store.all_exams(connection)]


def _summary(connection: Connection, exam_id: int) -> ExamSummary:
    held = store.exam(connection, exam_id)
    if held is None:
        raise ExamGone(exam_id)
    people, begun = store.count_people(connection, exam_id)
    return ExamSummary(held, people, begun, kept_pictures.count(connection, exam_id))
