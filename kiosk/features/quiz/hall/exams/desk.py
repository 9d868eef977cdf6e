"""正式测试 as terminals ask for it (`wire_exams`): a card, and then one question after another.

    mine = await sittings.card(terminal_id, name, id_number)            # raises ExamRefused(NOBODY), TooManyExamCards
    sitting = await sittings.start(terminal_id, mine.visit, exam)
    sitting = await sittings.answer(terminal_id, given)                 # on the disk before it is answered
    jpeg = await sittings.picture(terminal_id, mine.visit, place)       # of a question that says it has one
    outcome = await sittings.hand_in(terminal_id, mine.visit)

Every verb is one work of the hall database: nobody answers between what is read and what is kept. What a refusal has
to write (time that is up) is kept, too: a work gives refusals back, and they are raised outside of it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from devices.id_card import id_number as id_numbers
from kiosk.core.access.security_counts import Count, uncounted
from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import CommitFailed, Database, DiskFull
from kiosk.core.sealing import audit
from kiosk.core.sealing.files import FileMissing, SealedFiles
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Vault
from kiosk.features.membership.rules.names import mask
from kiosk.features.quiz.hall.exams import pictures, store
from kiosk.features.quiz.hall.exams.admission import BranchOf, Proven, count_card, offers
from kiosk.features.quiz.hall.exams.cells import UNSOUND, Begun, listed_bytes, listed_of
from kiosk.features.quiz.hall.exams.outcome import outcome
from kiosk.features.quiz.hall.exams.papers import Papers
from kiosk.features.quiz.hall.exams.pictures import PictureRow
from kiosk.features.quiz.hall.exams.shown import shown
from kiosk.features.quiz.hall.exams.store import HeldExam
from kiosk.features.quiz.hall.exams.visits import KEPT_MS, Seat, Visit, Visits
from kiosk.features.quiz.rules.exams.answer_sheet import AnswerSheet, Paper
from kiosk.features.quiz.rules.exams.people_list import Listed
from kiosk.features.quiz.rules.exams.pictures import number_of
from kiosk.features.quiz.wire_exams import (
    AnswerGiven,
    ExamRefused,
    Mine,
    OpenExam,
    OpenExams,
    Outcome,
    OwnExam,
    Refusal,
    Sitting,
    State,
)

BEAT_SECONDS = 0.1
"""Refusals of a card are told on the beat: the time it took tells nobody who is in a list."""
log = logging.getLogger(__name__)
_DECOY = Listed("无此人", "000000190001010000")
_DECOY_TABLE = "exam_decoy"

T = TypeVar("T")


class NoPicture(Exception):
    """There is none to that question of that paper, or it cannot be read any more."""


@dataclass(frozen=True, slots=True)
class ExamHall:
    """What of the hall the sittings stand on. `files`: where pictures of questions lie; `an_hour`: cards that one
    terminal may send in any 60 minutes.
    """

    database: Database
    vault: Vault
    files: SealedFiles
    clock: Clock
    branch_of: BranchOf
    an_hour: int
    count: Count = uncounted


@dataclass(frozen=True, slots=True)
class _Seen:
    """A visit that sits, as it stands now."""

    visit: Visit
    seat: Seat
    held: HeldExam
    sheet: AnswerSheet


class ExamSittings:
    """Everything that a terminal may ask. `seconds`: a clock that never goes back."""

    def __init__(self, hall: ExamHall, seconds: Callable[[], float] = time.monotonic) -> None:
        self.hall, self._vault = hall, hall.vault
        self.visits, self._papers = Visits(seconds), Papers()
        self._decoy = hall.vault.seal(_DECOY_TABLE, 0, listed_bytes(_DECOY))

    async def open_now(self) -> OpenExams:
        """What a terminal may announce."""
        found = await self.hall.database.run(lambda connection: store.open_exams(connection, self.hall.clock()))
        return OpenExams(tuple(OpenExam(one.exam.title, stamp(one.exam.ends_at)) for one in found))

    async def card(self, terminal_id: int, name: str, id_number: str) -> Mine:
        """What this person may sit; audited. Raises ExamRefused, TooManyExamCards."""
        began = time.monotonic()
        number = id_numbers.normalise(id_number)
        proven = Proven(name, number, self._vault.blind_index(number))
        mine = await self.hall.database.run(partial(self._card, terminal_id=terminal_id, proven=proven))
        if mine is None:
            await asyncio.sleep(BEAT_SECONDS - (time.monotonic() - began) % BEAT_SECONDS)
            raise ExamRefused(Refusal.NOBODY)
        return mine

    async def start(self, terminal_id: int, word: str, exam: int, *, pictures: bool = True) -> Sitting:
        """Begin, or go on. `pictures`: the terminal shows them. Raises ExamRefused."""
        run, day = self.hall.database.run, self.hall.clock().date()
        comes = partial(self._take_up, terminal_id=terminal_id, word=word, exam=exam, pictures=pictures)
        taken = await run(comes)
        if not isinstance(taken, HeldExam):
            return _kept(taken)
        known = self._papers.knows(taken, day)
        bank = None if known else await run(partial(store.bank_bytes, vault=self._vault, exam_id=exam))
        paper = await asyncio.to_thread(self._papers.draw, taken, day, bank)
        return _kept(await run(partial(self._begin, terminal_id=terminal_id, word=word, exam=exam, paper=paper)))

    async def answer(self, terminal_id: int, given: AnswerGiven) -> Sitting:
        """Raises ExamRefused; AnswerUnfit."""
        return await self._heard(terminal_id, given.visit, partial(self._answer, terminal_id=terminal_id, given=given))

    async def question(self, terminal_id: int, word: str, place: int) -> Sitting:
        """Another question. Raises ExamRefused."""
        looks = partial(self._look, terminal_id=terminal_id, word=word, place=place)
        return await self._heard(terminal_id, word, looks)

    async def picture(self, terminal_id: int, word: str, place: int) -> bytes:
        """Of a question of the paper that is being sat: a JPEG, PNG or WebP. Raises ExamRefused, NoPicture.

        No contact: whoever looks at a picture says so by `alive`. The disk is not waited for on the database's thread.
        """
        row = _kept(
            await self.hall.database.run(partial(self._picture, terminal_id=terminal_id, word=word, place=place))
        )
        if row is None:
            raise NoPicture(place)
        try:
            return await asyncio.to_thread(pictures.read, self._vault, self.hall.files, row)
        except (FileMissing, SealBroken, KeyVersionUnknown) as error:
            log.error("picture refused: %s: %s", type(error).__name__, error)  # these hold the place only
            raise NoPicture(place) from None

    async def alive(self, terminal_id: int, word: str) -> Sitting:
        """Somebody sits there. Raises ExamRefused."""
        looks = partial(self._look, terminal_id=terminal_id, word=word, place=None)
        return await self._heard(terminal_id, word, looks)

    async def hand_in(self, terminal_id: int, word: str) -> Outcome:
        """The same outcome however often. Raises ExamRefused: GONE, ELSEWHERE."""
        return await self._heard(terminal_id, word, partial(self._hand_in, terminal_id=terminal_id, word=word))

    async def end(self, terminal_id: int, word: str) -> None:
        """The terminal wiped the visit: it pauses."""
        await self.hall.database.run(partial(self._end, terminal_id=terminal_id, word=word))

    async def _heard(self, terminal_id: int, word: str, work: Callable[[Connection], T | Refusal]) -> T:
        """Nobody loses time to a full disk: the terminal covers the question, and asks again until it is kept."""
        try:
            return _kept(await self.hall.database.run(work))
        except (DiskFull, CommitFailed):
            self.visits.unheard(terminal_id, word)
            raise

    def forget_exam(self, exam: int) -> None:
        """It is deleted: its number may soon be another's. Inside the work that deletes it."""
        self.visits.forget_exam(exam)
        self._papers.forget_exam(exam)

    # -- the card, inside a work ------------------------------------------------------------------------------

    def _card(self, connection: Connection, terminal_id: int, proven: Proven) -> Mine | None:
        now = self.hall.clock()
        count_card(connection, terminal_id, now, self.hall.an_hour, self.hall.count)
        exams = store.open_exams(connection, now)
        found, outcome_of = offers(connection, self._vault, proven, exams, self.hall.branch_of)
        self._open_decoy()
        # A number alone, under another name, ends nobody's visit at another terminal.
        for over in self.visits.ended_by(terminal_id, proven.blind if found else None):
            self._keep_time(connection, over)
        entry = audit.Entry(stamp(now), "card", "exam_card", outcome_of, terminal_id, proven.blind)
        audit.append(connection, self._vault, entry)
        own = [self._own(connection, held, proven, found[held.id]) for held in exams if held.id in found]
        readable = tuple(one for one in own if one is not None)
        if not readable:
            self.visits.leave(terminal_id)
            return None
        visit = self.visits.open(terminal_id, proven.blind, found)
        return Mine(visit.word, mask(proven.name), readable)

    def _open_decoy(self) -> None:
        if self._decoy.key_version != self._vault.key_version:  # a rotation dropped the version it was sealed by
            self._decoy = self._vault.seal(_DECOY_TABLE, 0, listed_bytes(_DECOY))
        listed_of(self._vault.unseal(_DECOY_TABLE, 0, self._decoy))

    def _own(self, connection: Connection, held: HeldExam, proven: Proven, listed: Listed) -> OwnExam | None:
        """None: it was begun, and what was laid down of it cannot be read."""
        exam, sitting = held.exam, store.sitting_id(connection, held.id, proven.blind)
        sheet = None if sitting is None else self._sheet(connection, sitting)
        begun = None if sitting is None else self._begun(connection, sitting)
        extra = listed.extra_minutes if sheet is None else sheet.extra_minutes
        seconds = None if exam.seconds is None else exam.seconds + 60 * extra
        plain = OwnExam(held.id, exam.title, exam.count, seconds, stamp(exam.ends_at), State.NEW)
        if sitting is None:
            return plain
        if sheet is None or begun is None:
            return None
        told = replace(plain, count=len(begun.paper), answered=len(sheet.answers), state=State.PAUSED)
        if not sheet.is_done:
            return replace(told, left_seconds=sheet.left_seconds(exam.seconds))
        made = outcome(self._vault, held, proven.blind, proven.name, begun.paper, sheet)
        return replace(told, state=State.DONE, outcome=made)

    # -- beginning --------------------------------------------------------------------------------------------

    def _take_up(
        self, connection: Connection, terminal_id: int, word: str, exam: int, pictures: bool | None = None
    ) -> Sitting | Refusal | HeldExam:  # fmt: skip
        """The sitting as it is; the exam, where there is none yet."""
        visit = self.visits.of(terminal_id, word)
        visit.pictures = visit.pictures if pictures is None else pictures
        held = store.exam(connection, exam)
        if held is None or exam not in visit.offers:
            return Refusal.NOBODY
        if not held.exam.is_open(self.hall.clock()):
            return Refusal.CLOSED
        sitting = store.sitting_id(connection, exam, visit.blind)
        if sitting is None:
            return held
        return self._sit_down(connection, visit, held, sitting)

    def _begin(
        self, connection: Connection, terminal_id: int, word: str, exam: int, paper: Paper
    ) -> Sitting | Refusal:  # fmt: skip
        """Unless it was begun meanwhile: two presses begin one sitting."""
        found = self._take_up(connection, terminal_id, word, exam)
        if not isinstance(found, HeldExam):
            return found
        visit = self.visits.of(terminal_id, word)
        who = visit.offers[exam]
        begun = Begun(who, stamp(self.hall.clock()), paper)
        sheet = AnswerSheet(extra_minutes=who.extra_minutes)
        sitting = store.begin(connection, self._vault, exam, visit.blind, begun, sheet)
        return self._sit_down(connection, visit, found, sitting)

    def _sit_down(self, connection: Connection, visit: Visit, held: HeldExam, sitting: int) -> Sitting | Refusal:
        self.visits.hear(visit)
        self._keep_time(connection, visit)  # of where this visit sat before, or of a second press
        begun, sheet = self._begun(connection, sitting), self._sheet(connection, sitting)
        if begun is None or sheet is None:
            return Refusal.GONE
        if not sheet.is_done and sheet.left_seconds(held.exam.seconds) == 0:
            sheet = sheet.ended(stamp(self.hall.clock()), time_up=True)
            store.keep(connection, self._vault, sitting, sheet)
        if sheet.is_done:
            return _done(sheet)
        visit.seat = Seat(held.id, sitting, begun.paper, begun.who.name)
        return _shown(_Seen(visit, visit.seat, held, sheet), sheet.next_open(len(begun.paper)))

    # -- sitting ----------------------------------------------------------------------------------------------

    def _answer(self, connection: Connection, terminal_id: int, given: AnswerGiven) -> Sitting | Refusal:
        seen = self._seen(connection, terminal_id, given.visit)
        if isinstance(seen, Refusal):
            return seen
        before = seen.sheet
        after = before.answered(seen.seat.paper, given.number, given.place, given.answer)
        return self._settled(connection, replace(seen, sheet=after), given.next, changed=after is not before)

    def _look(
        self, connection: Connection, terminal_id: int, word: str, place: int | None
    ) -> Sitting | Refusal:  # fmt: skip
        seen = self._seen(connection, terminal_id, word)
        if isinstance(seen, Refusal):
            return seen
        return self._settled(connection, seen, place, changed=False)

    def _picture(
        self, connection: Connection, terminal_id: int, word: str, place: int
    ) -> PictureRow | Refusal | None:  # fmt: skip
        seen = self._seen(connection, terminal_id, word)
        if isinstance(seen, Refusal):
            return seen
        paper = seen.seat.paper
        number = number_of(paper[place].item.picture) if 0 <= place < len(paper) else None
        return None if number is None else pictures.row_of(connection, seen.seat.exam, number)

    def _settled(self, connection: Connection, seen: _Seen, place: int | None, *, changed: bool) -> Sitting | Refusal:
        """The time that passed counts; where none is left it is handed in."""
        self.visits.hear(seen.visit)
        timed = _timed(seen)
        is_up = timed.left_seconds(seen.held.exam.seconds) == 0
        if is_up:
            timed = timed.ended(stamp(self.hall.clock()), time_up=True)
        if changed or is_up or seen.visit.unkept_ms >= KEPT_MS:
            store.keep(connection, self._vault, seen.seat.sitting, timed)
            seen.visit.unkept_ms = 0
        return Refusal.TIME_UP if is_up else _shown(replace(seen, sheet=timed), place)

    def _hand_in(self, connection: Connection, terminal_id: int, word: str) -> Outcome | Refusal:
        seen = self._at_seat(connection, terminal_id, word)
        if isinstance(seen, Refusal):
            return seen
        sheet, now = seen.sheet, self.hall.clock()
        if not sheet.is_done:
            self.visits.hear(seen.visit)
            sheet = _timed(seen)
            if seen.held.exam.is_open(now):
                sheet = sheet.ended(stamp(now))
            store.keep(connection, self._vault, seen.seat.sitting, sheet)
            seen.visit.unkept_ms = 0
        return outcome(self._vault, seen.held, seen.visit.blind, seen.seat.name, seen.seat.paper, sheet)

    def _end(self, connection: Connection, terminal_id: int, word: str) -> None:
        try:
            visit = self.visits.of(terminal_id, word)
        except ExamRefused:
            return
        self.visits.hear(visit)
        self._keep_time(connection, visit)
        self.visits.close(terminal_id, word)

    def _seen(self, connection: Connection, terminal_id: int, word: str) -> _Seen | Refusal:
        """Somebody who sits and may go on."""
        seen = self._at_seat(connection, terminal_id, word)
        if isinstance(seen, Refusal):
            return seen
        if seen.sheet.is_done:
            return _done(seen.sheet)
        return seen if seen.held.exam.is_open(self.hall.clock()) else Refusal.CLOSED

    def _at_seat(self, connection: Connection, terminal_id: int, word: str) -> _Seen | Refusal:
        visit = self.visits.of(terminal_id, word)
        if visit.seat is None:
            return Refusal.GONE
        held = store.exam(connection, visit.seat.exam)
        sheet = self._sheet(connection, visit.seat.sitting)
        if held is None or sheet is None:  # deleted, or the person was erased, or the row is damaged
            self.visits.close(terminal_id, word)
            return Refusal.GONE
        return _Seen(visit, visit.seat, held, sheet)

    def _keep_time(self, connection: Connection, visit: Visit) -> None:
        """What came of a visit that is over."""
        if visit.seat is None or not visit.unkept_ms:
            return
        sheet = self._sheet(connection, visit.seat.sitting)
        if sheet is not None and not sheet.is_done:
            used = sheet.used_ms + visit.unkept_ms
            store.keep(connection, self._vault, visit.seat.sitting, replace(sheet, used_ms=used))
        visit.unkept_ms = 0

    def _sheet(self, connection: Connection, sitting: int) -> AnswerSheet | None:
        return self._readable(partial(store.answer_sheet, connection, self._vault, sitting))

    def _begun(self, connection: Connection, sitting: int) -> Begun | None:
        return self._readable(partial(store.begun, connection, self._vault, sitting))

    def _readable(self, read: Callable[[], T | None]) -> T | None:
        """None: there is no such row any more, or it is damaged."""
        try:
            return read()
        except UNSOUND as error:
            log.error("sitting refused: %s: %s", type(error).__name__, error)  # these hold the place only
            return None


def _kept(found: T | Refusal) -> T:
    """Raises ExamRefused, now that what was to be written is written."""
    if isinstance(found, Refusal):
        raise ExamRefused(found)
    return found


def _done(sheet: AnswerSheet) -> Refusal:
    return Refusal.TIME_UP if sheet.time_up else Refusal.DONE


def _timed(seen: _Seen) -> AnswerSheet:
    return replace(seen.sheet, used_ms=seen.sheet.used_ms + seen.visit.unkept_ms)


def _shown(seen: _Seen, place: int | None) -> Sitting:
    return shown(seen.held.exam, seen.seat.paper, seen.sheet, place, pictures=seen.visit.pictures)
