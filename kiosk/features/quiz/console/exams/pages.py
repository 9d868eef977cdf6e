"""正式测试 over HTTP: ``/keeper/exams``, one exam, its list of people, its results as .xlsx, and its buttons."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kiosk.core.access.sessions import Session
from kiosk.core.web.bodies import BodyTooLarge
from kiosk.core.web.doorman import Doorman, FileUnderWay
from kiosk.core.web.drawers import KEEPER
from kiosk.core.web.forms import FileForm
from kiosk.core.web.frame import HEADERS
from kiosk.core.web.keeper_room import NotDone
from kiosk.core.web.sheets import sent
from kiosk.features.quiz.console.exams import words
from kiosk.features.quiz.console.exams.given_bank import (
    MOST_BYTES,
    MOST_FILES,
    BankFaulty,
    PicturesLacking,
    given_bank,
)
from kiosk.features.quiz.console.exams.given_exam import PICTURED_OUT, blank, exam_of, typed
from kiosk.features.quiz.console.exams.reading import ReadingInTurn
from kiosk.features.quiz.console.exams.workbook import book
from kiosk.features.quiz.hall.exams.keeping import (
    RIGHT,
    ExamGone,
    ExamOver,
    ExamShort,
    ExamSummary,
    ExamTwice,
    TooManyPeople,
)
from kiosk.features.quiz.hall.exams.people_reading import MOST_FILE_BYTES, ListUnreadable, read_list
from kiosk.features.quiz.hall.exams.results import PersonRow, Results, results
from kiosk.features.quiz.hall.module import Exams
from kiosk.features.quiz.rules.exams.exam import ExamUnsound
from kiosk.features.quiz.rules.exams.people_list import ListRefused, Problem

ROOM = "exams"
HERE = f"{KEEPER}/{ROOM}"
FINDINGS_SHOWN = 50
_ORDER = ("unreadable", "sitting", "paused", "new", "done")

ExamsNow = Callable[[], Exams | None]
"""The exams, or None while the records are shut."""
T = TypeVar("T")


class ExamPages:
    """``/keeper/exams``, ``…/new``, ``…/open``, ``…/{exam}`` and its ``people``, ``minutes``, ``close``, ``delete``."""

    def __init__(self, door: Doorman, exams: ExamsNow) -> None:
        self._door, self._exams = door, exams
        self._reading = ReadingInTurn[tuple[ExamSummary, Results]]()

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.get("/new")(self.new)
        routes.post("/open")(self.open)
        routes.get("/{exam}")(self.one)
        routes.get("/{exam}/results.xlsx")(self.results)
        routes.post("/{exam}/people")(self.people)
        routes.post("/{exam}/minutes")(self.minutes)
        routes.post("/{exam}/close")(self.close)
        routes.post("/{exam}/delete")(self.delete)
        return routes

    # -- the list, and a new one ------------------------------------------------------------------------------

    async def page(self, request: Request) -> Response:
        session = self._door.at_work(request, RIGHT)
        exams = self._exams()
        rows = [] if exams is None else await asyncio.to_thread(exams.keeping.exams)
        return self._door.page(
            "exams/exams.html", session=session, room=ROOM, says="", rows=rows, shut=exams is None,
            state_of=lambda exam: words.state(exam, self._door.clock()),
        )  # fmt: skip

    async def new(self, request: Request) -> Response:
        session = self._door.at_work(request, RIGHT)
        self._at_hand()
        return self._new(session, blank(self._door.clock()))

    async def open(self, request: Request) -> Response:
        session = self._door.at_work(request, RIGHT)
        exams = self._at_hand()
        try:
            given = await self._file(request, session, MOST_BYTES, MOST_FILES)
        except NotDone as refused:
            return self._new(session, blank(self._door.clock()), refused)
        try:
            made = await asyncio.to_thread(self._open, exams, given, session.account.id)
        except NotDone as refused:
            return self._new(session, typed(given.fields), refused)
        return RedirectResponse(f"{HERE}/{made}", 303, HEADERS)

    def _open(self, exams: Exams, given: FileForm, by: int) -> int:
        """Raises NotDone."""
        try:
            exam = exam_of(given.fields)
            exams.keeping.check(exam)
            brought = given_bank(given)
            if brought.lacking and not given.fields.text(PICTURED_OUT):
                raise PicturesLacking(brought)
            return exams.keeping.open_exam(exam, brought.bank, brought.pictures, by=by)
        except ExamUnsound as unsound:
            raise NotDone(words.UNSOUND[unsound.reason]) from None
        except ExamShort as short:
            raise NotDone(words.short(short.shortages)) from None
        except ExamTwice:
            raise NotDone(words.TWICE) from None
        except OSError:
            raise NotDone(words.NO_ROOM) from None

    def _new(self, session: Session, given: dict[str, str], refused: NotDone | None = None) -> Response:
        findings = refused.findings if isinstance(refused, BankFaulty | PicturesLacking) else []
        lacking = isinstance(refused, PicturesLacking)
        return self._door.page(
            "exams/new.html", 409 if refused else 200, session=session, room=ROOM, says=str(refused or ""),
            typed=given, findings=findings[:FINDINGS_SHOWN], pictured=lacking or bool(given[PICTURED_OUT]),
            more=max(0, len(findings) - FINDINGS_SHOWN), head=words.LACKING_HEAD if lacking else words.BANK_PROBLEMS,
        )  # fmt: skip

    # -- one of them ------------------------------------------------------------------------------------------

    async def one(self, request: Request, exam: int) -> Response:
        return await self._show(self._door.at_work(request, RIGHT), exam)

    async def results(self, request: Request, exam: int) -> Response:
        """The workbook; audited."""
        session = self._door.at_work(request, RIGHT)
        summary, found = await self._looked(session, exam, "exam_results")
        made = await asyncio.to_thread(book, summary.held, found)
        return sent(made, f"{words.FILE_NAME}-{exam}")

    async def people(self, request: Request, exam: int) -> Response:
        session = self._door.at_work(request, RIGHT)
        exams = self._at_hand()
        try:
            given = await self._file(request, session, MOST_FILE_BYTES)
            problems = await asyncio.to_thread(self._take_list, exams, exam, given, session.account.id)
        except NotDone as refused:
            return await self._show(session, exam, str(refused))
        if problems:
            return await self._show(session, exam, words.PROBLEMS, problems)
        return RedirectResponse(f"{HERE}/{exam}", 303, HEADERS)

    def _take_list(self, exams: Exams, exam: int, given: FileForm, by: int) -> tuple[Problem, ...]:
        """What is wrong in it, nobody being let in then. Raises NotDone."""
        if not given.content:
            raise NotDone(words.NO_LIST)
        try:
            read = read_list(given.name, given.content)
            if read.problems and not given.fields.text("rest"):
                return read.problems
            exams.keeping.set_people(exam, read.people, by=by)
        except ListRefused as refused:
            raise NotDone(words.LIST_REASONS[refused.reason]) from None
        except ListUnreadable as unreadable:
            raise NotDone(str(unreadable) or words.LIST_BROKE) from None
        except TooManyPeople:
            raise NotDone(words.LIST_REASONS["too_many"]) from None
        except ExamOver:
            raise NotDone(words.OVER) from None
        except ExamGone:
            raise NotDone(words.GONE) from None
        return ()

    async def minutes(self, request: Request, exam: int) -> Response:
        session = self._door.at_work(request, RIGHT)
        fields = await self._door.form(request, session)
        give = partial(
            self._at_hand().keeping.give_minutes, exam, fields.number("person") or 0, fields.number("minutes") or 0
        )
        try:
            await asyncio.to_thread(partial(give, by=session.account.id))
        except ValueError:
            return await self._show(session, exam, words.MINUTES_WRONG)
        except ExamOver:
            return await self._show(session, exam, words.OVER)
        except ExamGone:
            return RedirectResponse(f"{HERE}/{exam}", 303, HEADERS)
        return RedirectResponse(f"{HERE}/{exam}", 303, HEADERS)

    async def close(self, request: Request, exam: int) -> Response:
        """现在收卷: asked once, with what follows."""
        exams = self._at_hand_of(request)
        return await self._asked(request, exam, exams.keeping.close, "close", f"{HERE}/{exam}")

    async def delete(self, request: Request, exam: int) -> Response:
        """Asked once, with what follows."""
        exams = self._at_hand_of(request)
        return await self._asked(request, exam, exams.keeping.delete, "delete", HERE)

    async def _asked(
        self, request: Request, exam: int, verb: Callable[..., None], asks: str, then: str
    ) -> Response:  # fmt: skip
        session = self._door.at_work(request, RIGHT)
        fields = await self._door.form(request, session)
        summary = await self._summary(exam)
        if not fields.text("sure"):
            sitting = len(self._at_hand().sittings.visits.sitting_now(exam))
            return self._door.page(
                "exams/sure.html", session=session, room=ROOM, says="", summary=summary, asks=asks,
                note=words.close_note(sitting) if asks == "close" else words.DELETE_NOTE, back=f"{HERE}/{exam}",
            )  # fmt: skip
        try:
            await asyncio.to_thread(partial(verb, exam, by=session.account.id))
        except ExamGone:
            then = HERE
        return RedirectResponse(then, 303, HEADERS)

    # -- what is read -----------------------------------------------------------------------------------------

    async def _show(
        self, session: Session, exam: int, says: str = "", problems: tuple[Problem, ...] = ()
    ) -> Response:  # fmt: skip
        summary, found = await self._looked(session, exam, "exam_looked")
        people = sorted(found.people, key=_by_state)
        counts = {state: sum(one.state == state for one in people) for state in words.PERSON_STATES}
        return self._door.page(
            "exams/exam.html", 409 if says else 200, shows_people=True, session=session, room=ROOM, says=says,
            summary=summary, exam=summary.held.exam, state=words.state(summary.held.exam, self._door.clock()),
            people=people[: words.MOST_SHOWN], count=len(people), counts=counts, problems=problems,
            waiting=[one for one in people if one.state in ("sitting", "paused", "new")],
            items=found.items, papers=found.papers,
        )  # fmt: skip

    async def _looked(self, session: Session, exam: int, action: str) -> tuple[ExamSummary, Results]:
        """With a row in the audit chain. Raises HTTPException: back to the list."""
        exams = self._at_hand()
        try:
            await asyncio.to_thread(partial(exams.keeping.looked, exam, action, by=session.account.id))
            return await self._reading.read(exam, partial(_read, exams, exam))
        except ExamGone:
            raise HTTPException(303, headers={"Location": HERE}) from None

    async def _summary(self, exam: int) -> ExamSummary:
        try:
            return await asyncio.to_thread(self._at_hand().keeping.exam, exam)
        except ExamGone:
            raise HTTPException(303, headers={"Location": HERE}) from None

    async def _file(self, request: Request, session: Session, limit: int, most_files: int = 1) -> FileForm:
        """Raises NotDone."""
        try:
            given = await self._door.file_form(request, session, limit, most_files)
        except BodyTooLarge:
            raise NotDone(words.TOO_LARGE) from None
        except FileUnderWay:
            raise NotDone(words.UNDER_WAY) from None
        if sum(len(one.content) for one in given.files) > limit:
            raise NotDone(words.TOO_LARGE)
        return given

    def _at_hand_of(self, request: Request) -> Exams:
        """For whoever has the right. Raises as `at_work` and `_at_hand`."""
        self._door.at_work(request, RIGHT)
        return self._at_hand()

    def _at_hand(self) -> Exams:
        """Raises HTTPException while the records are shut: the list says so."""
        exams = self._exams()
        if exams is None:
            raise HTTPException(303, headers={"Location": HERE})
        return exams


def _read(exams: Exams, exam: int) -> tuple[ExamSummary, Results]:
    """Raises ExamGone; blocks."""
    summary = exams.keeping.exam(exam)
    return summary, results(exams.hall, summary.held, exams.sittings.visits.sitting_now(exam))


def _by_state(one: PersonRow) -> int:
    return _ORDER.index(one.state)
