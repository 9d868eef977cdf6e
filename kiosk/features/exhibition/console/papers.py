"""The papers of a draft: listed beside what its banks can fill, one paper's form, and all of them as a sheet.

``/keeper/packs/{name}/papers``, ``…/paper``. A sheet that somebody drops comes with the other files (`items`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from content.banks.papers import MOST_QUOTAS, Plan, Shortage
from content.pack.check import of_paper
from content.pack.paper_fields import PaperWrong
from content.pack.paper_writing import paper_sheet_bytes, paper_template
from content.pack.stock import Stock
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.frame import HEADERS
from kiosk.core.web.sheets import sent
from kiosk.features.exhibition.console import paper_form, paper_words
from kiosk.features.exhibition.console.answers import HERE, Answers, Done
from kiosk.features.exhibition.console.paper_form import Typed
from kiosk.features.exhibition.hall.banks.papers import PaperEditor, Stocks, mark_of, plans_of
from kiosk.features.exhibition.hall.drafts import Draft
from kiosk.features.exhibition.hall.intake import NotTaken

MOST_TOPICS = 500
"""Offered in the form; who has more types them."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """`able`: how many can be drawn on the first day on which it is offered; None: of what else is on the screens.
    `remarks`: what else a keeper should know of it.
    """

    plan: Plan
    mark: str
    able: int | None = None
    shortages: tuple[Shortage, ...] = ()
    remarks: tuple[str, ...] = ()


class PaperPages:
    def __init__(self, answers: Answers, editor: PaperEditor, stocks: Stocks) -> None:
        self._answers, self._door = answers, answers.door
        self._editor, self._stocks = editor, stocks

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)
        routes.get("/{name}/papers")(self.papers)
        routes.get("/{name}/papers.xlsx")(self.sheet)
        routes.get("/{name}/paper")(self.paper)
        routes.post("/{name}/paper")(self.save)
        routes.post("/{name}/remove-paper")(self.remove)
        return routes

    # -- looked at ------------------------------------------------------------------------------------------------

    async def papers(self, request: Request, name: str) -> Response:
        return await self._list(self._door.at_work(request, Right.CONTENT_EDIT), name)

    async def _list(self, session: Session, name: str, status: int = 200, says: str = "") -> Response:
        draft = await self._answers.known(name)
        rows = await asyncio.to_thread(self._rows, draft)
        return self._answers.page("pack_papers", session, status, says, asks=paper_words, draft=draft, rows=rows)

    async def sheet(self, request: Request, name: str) -> Response:
        """All of them as 试卷.xlsx; the empty one where there are none."""
        self._door.at_work(request, Right.CONTENT_EDIT)
        plans = await self._plans(name)
        book = await asyncio.to_thread(lambda: paper_sheet_bytes(plans) if plans else paper_template())
        return sent(book, paper_words.PAPERS)

    async def paper(self, request: Request, name: str, paper: str = "") -> Response:
        """`paper` empty: a new one."""
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        plan = _called(await self._plans(name), paper)
        if paper and plan is None:
            return RedirectResponse(f"{HERE}/{name}/papers", 303, HEADERS)
        return await self._show(session, name, paper, mark_of(plan) if plan else "", paper_form.shown(plan))

    async def _show(
        self, session: Session, name: str, paper: str, mark: str, typed: Typed, status: int = 200, says: str = ""
    ) -> Response:  # fmt: skip
        draft = await self._answers.known(name)
        plan = _called(await asyncio.to_thread(plans_of, draft), paper)
        stock = await asyncio.to_thread(self._stocks.of, draft, self._answers.today())
        banks = [str(one.get("title", item)) for item, one in draft.items.items() if one.get("kind") == "bank"]
        return self._answers.page(
            "pack_paper", session, status, says, asks=paper_words, draft=draft, plan=plan, mark=mark, typed=typed,
            banks=banks, topics=stock.topics[:MOST_TOPICS] if stock else (), most_rows=MOST_QUOTAS,
            open=bool(says) or paper_form.says_more(typed),
        )  # fmt: skip

    async def _plans(self, name: str) -> tuple[Plan, ...]:
        """A hundred of them take 0.1 s to read, and a ticket waits for nobody's page."""
        return await asyncio.to_thread(plans_of, await self._answers.known(name))

    def _rows(self, draft: Draft) -> list[PaperRow]:
        return [self._row(draft, plan) for plan in plans_of(draft)]

    def _row(self, draft: Draft, plan: Plan) -> PaperRow:
        today = self._answers.today()
        stock = self._stock(draft, plan, today)
        remarks = tuple(text for text, _ in of_paper(plan, None, today))  # what it lacks stands beside them
        if stock is None:
            return PaperRow(plan, mark_of(plan), remarks=(*remarks, paper_words.FROM_ALL))
        found = stock.shortages(plan)
        return PaperRow(plan, mark_of(plan), paper_words.lacks(plan, found), found, remarks)

    def _stock(self, draft: Draft, plan: Plan, today: date) -> Stock | None:
        return self._stocks.of(draft, max(today, plan.valid_from or today), plan)

    # -- saved ----------------------------------------------------------------------------------------------------

    async def save(self, request: Request, name: str) -> Response:
        session, fields = await self._answers.form(request, Right.CONTENT_EDIT)
        draft = await self._answers.known(name)
        paper, mark, more = fields.text("of"), fields.text("mark"), bool(fields.text("more"))
        typed = paper_form.typed_of(fields, more)
        if more:
            return await self._show(session, name, paper, mark, typed)

        def work() -> Done:
            before = self._editor.find(name, paper) if paper else None
            try:
                table = paper_form.table_of(typed, before)
                plan = self._editor.save(name, paper, mark, table, session.account.id)
            except PaperWrong as wrong:
                raise NotTaken(paper_words.wrong(paper_form.place_of(typed, wrong.way), str(wrong))) from wrong
            able = self._row(self._answers.drafts.of(draft.pack), plan).able
            return Done(f"{HERE}/{name}/papers#{quote(plan.name)}", paper_words.saved(plan, able))

        async def show(status: int, says: str) -> Response:
            return await self._show(session, name, paper, mark, typed, status, says)

        return await self._answers.done(request, session, fields, work, show)

    async def remove(self, request: Request, name: str) -> Response:
        session, fields = await self._answers.form(request, Right.CONTENT_EDIT)
        await self._answers.known(name)

        def work() -> Done:
            gone = self._editor.remove(name, fields.text("of"), fields.text("mark"), session.account.id)
            return Done(f"{HERE}/{name}/papers", paper_words.removed(gone))

        async def show(status: int, says: str) -> Response:
            return await self._list(session, name, status, says)

        return await self._answers.done(request, session, fields, work, show)

    def bring(self, name: str, plans: Sequence[Plan], left_out: Sequence[str], by: int) -> str:
        """A sheet came with the other files: what became of it, in words. Blocks. Raises PackRefused."""
        brought = self._editor.bring(name, plans, by)
        return paper_words.brought(brought.new, brought.exchanged, left_out)


def _called(plans: Sequence[Plan], name: str) -> Plan | None:
    return next((one for one in plans if one.name == name), None)
