"""What of the questions deserves a look, over HTTP: ``/keeper/quiz``, one question, the list as .xlsx, two buttons."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from content.banks.model import Bank, Item
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.drawers import KEEPER
from kiosk.core.web.frame import HEADERS
from kiosk.core.web.keeper_room import NotDone
from kiosk.core.web.sheets import sent
from kiosk.features.quiz.console import words
from kiosk.features.quiz.console.drawn import chips, drawn, page_of, weeks_drawn
from kiosk.features.quiz.console.given import Given
from kiosk.features.quiz.console.workbook import book
from kiosk.features.quiz.hall import read
from kiosk.features.quiz.hall.desk import QuizDesk
from kiosk.features.quiz.hall.read import PaperRow
from kiosk.features.quiz.rules.overview import Key, Row, Tab, joined, known_of, shown
from kiosk.features.quiz.rules.statistics import Sums
from kiosk.features.quiz.wire import named
from kiosk.features.use.rules.hours import last_whole_week

ROOM = "quiz"
HERE = f"{KEEPER}/{ROOM}"
WEEKS = {"quarter": 13, "year": 57}  # of 13 months
LONGEST_QUERY = 60
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of the list is looked at."""

    time: str
    first: date
    last: date
    tab: Tab
    query: str
    page: int

    @property
    def last_day(self) -> date:
        """The Sunday with which it ends."""
        return self.last + _WEEK - timedelta(days=1)

    def address(self, **other: object) -> str:
        now = {"time": self.time, "tab": self.tab.value, "q": self.query} | other
        return f"{HERE}?{urlencode(now)}"


@dataclass(frozen=True, slots=True)
class _Looked:
    rows: Sequence[Row]
    papers: Sequence[PaperRow]
    titles: Mapping[str, str]


@dataclass
class _Known:
    """The published questions by key, made anew when the banks are others."""

    banks: tuple[Bank, ...] = ()
    items: Mapping[Key, Item] = field(default_factory=dict)

    def of(self, banks: Sequence[Bank]) -> Mapping[Key, Item]:
        if len(banks) != len(self.banks) or any(a is not b for a, b in zip(banks, self.banks, strict=True)):
            self.banks, self.items = tuple(banks), known_of(banks, named)
        return self.items


class QuizPages:
    """``/keeper/quiz``, ``…/question``, ``…/questions.xlsx``, ``…/settle``, ``…/withdraw``."""

    def __init__(self, door: Doorman, desk: QuizDesk, given: Given) -> None:
        self._door, self._desk, self._given = door, desk, given
        self._known = _Known()

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.get("/questions.xlsx")(self.questions)
        routes.get("/question")(self.question)
        routes.post("/settle")(self.settle)
        routes.post("/withdraw")(self.withdraw)
        return routes

    # -- pages --------------------------------------------------------------------------------------------

    async def page(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        asked, today = self._asked(request), self._today()
        looked = await self._looked(asked)
        found = await asyncio.to_thread(shown, looked.rows, asked.tab, asked.query, today)
        rows, page, pages = page_of(found, asked.page)
        shows = await asyncio.to_thread(drawn, looked.rows, looked.papers, looked.titles, today)
        return self._door.page(
            "quiz/quiz.html", session=session, room=ROOM, says="", asked=asked, rows=rows, page=page, pages=pages,
            found=len(found), tabs=tuple(Tab), times=tuple(WEEKS), question_of=_address, **shows,
        )  # fmt: skip

    async def questions(self, request: Request) -> Response:
        """All of a time, as .xlsx."""
        self._door.at_work(request, Right.CONTENT_EDIT)
        asked = self._asked(request)
        looked = await self._looked(asked)
        rows = await asyncio.to_thread(shown, looked.rows, Tab.ALL, "", self._today())
        title = f"{self._door.hall.name} {words.days(asked.first, asked.last)}"
        made = await asyncio.to_thread(book, rows, looked.papers, looked.titles, title)
        return sent(made, f"{words.FILE_NAME}-{asked.first}-{asked.last}")

    async def question(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        given = request.query_params
        key = (given.get("bank", ""), given.get("item", ""), given.get("version", ""))
        return await self._question(session, key, given.get("time", ""))

    async def _question(
        self, session: Session, key: Key, time: str = "", status: int = 200, says: str = ""
    ) -> Response:  # fmt: skip
        run = self._door.hall.database.run
        first, last = _weeks(_time(time), self._today())
        weeks = await run(partial(read.weeks_of, key=key, first=first, last=last))
        doubts, kept = await run(partial(read.doubts_of, key=key)), await run(read.kept)
        known, titles, withdrawn = await asyncio.to_thread(self._published)
        item = known.get(key)
        if item is None and not weeks and not doubts:
            raise HTTPException(303, headers={"Location": HERE})
        total = sum((sums for _, sums in weeks), Sums())
        reports = sum(one.times for one in doubts if not one.settled)
        (row,) = joined({key: item} if item else {}, [(key, total, 0)], {key: reports}, withdrawn, kept)
        may = row.is_asked and session.account.may(Right.CONTENT_PUBLISH)
        return self._door.page(
            "quiz/question.html", status, session=session, room=ROOM, says=says, row=row, chips=chips(row),
            bank=titles.get(key[0], key[0]), weeks=weeks_drawn(weeks), doubts=doubts, may_withdraw=may,
        )  # fmt: skip

    # -- buttons ------------------------------------------------------------------------------------------

    async def settle(self, request: Request) -> Response:
        """题没错，留着: neither its figures nor what was reported until now need a look any more."""
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        fields = await self._door.form(request, session)
        key = (fields.text("bank"), fields.text("item"), fields.text("version"))
        work = partial(self._desk.settle, bank=key[0], item=key[1], version=key[2])
        await self._door.hall.database.run(work)
        return RedirectResponse(HERE, 303, HEADERS)

    async def withdraw(self, request: Request) -> Response:
        """停用: asked once, with what follows."""
        session = self._door.at_work(request, Right.CONTENT_PUBLISH)
        fields = await self._door.form(request, session)
        key = (fields.text("bank"), fields.text("item"), fields.text("version"))
        known, titles, _ = await asyncio.to_thread(self._published)
        item = known.get(key)
        if item is None:
            raise HTTPException(303, headers={"Location": HERE})
        if not fields.text("sure"):
            return self._door.page(
                "quiz/withdraw.html", session=session, room=ROOM, says="", key=key, item=item,
                bank=titles.get(key[0], key[0]), back=_address(key),
            )  # fmt: skip
        try:
            await asyncio.to_thread(self._given.withdraw, key[0], key[1], session.account.id)
        except NotDone as refused:
            return await self._question(session, key, status=409, says=str(refused))
        return RedirectResponse(_address(key), 303, HEADERS)

    # -- what is asked, and read --------------------------------------------------------------------------

    def _asked(self, request: Request) -> _Asked:
        """What is not understood is what is shown at first."""
        given = request.query_params
        time = _time(given.get("time", ""))
        tab = next((one for one in Tab if one.value == given.get("tab")), Tab.URGENT)
        page = given.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < len("1000000") else 1
        return _Asked(time, *_weeks(time, self._today()), tab, given.get("q", "").strip()[:LONGEST_QUERY], number)

    async def _looked(self, asked: _Asked) -> _Looked:
        run = self._door.hall.database.run
        answers: list[tuple[Key, Sums, int]] = []
        for begin in range(1, await run(read.last_id) + 1, read.PART):
            answers += await run(partial(read.answers, begin=begin, first=asked.first, last=asked.last))
        papers = await run(partial(read.papers, first=asked.first, last=asked.last))
        doubts, kept = await run(read.open_doubts), await run(read.kept)
        known, titles, withdrawn = await asyncio.to_thread(self._published)
        rows = await asyncio.to_thread(joined, known, answers, doubts, withdrawn, kept)
        return _Looked(rows, papers, titles)

    def _published(self) -> tuple[Mapping[Key, Item], Mapping[str, str], frozenset[tuple[str, str]]]:
        known = self._known.of(self._given.banks())
        return known, self._given.titles(), frozenset(self._given.withdrawn())

    def _today(self) -> date:
        return self._door.clock().date()


def _time(given: str) -> str:
    return given if given in WEEKS else "quarter"


def _weeks(time: str, today: date) -> tuple[date, date]:
    """The Mondays of the first and the last whole week."""
    last = last_whole_week(today)
    return last - (WEEKS[time] - 1) * _WEEK, last


def _address(key: Key, time: str = "quarter") -> str:
    bank, item, version = key
    return f"{HERE}/question?{urlencode({'bank': bank, 'item': item, 'version': version, 'time': time})}"
