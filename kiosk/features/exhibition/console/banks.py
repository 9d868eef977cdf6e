"""The questions of a bank in a draft: its report, its list, one question's form, and 马上停用.

``/keeper/packs/{name}/bank``, ``…/question``; a question is saved into the draft, and withdrawn at once everywhere.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from content.banks.model import Bank, BankRejected, Finding, Item, Kind, Severity
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.features.exhibition.console import bank_words, question_form
from kiosk.features.exhibition.console.answers import HERE, REFUSALS, Answers, Done
from kiosk.features.exhibition.console.views import A_PAGE
from kiosk.features.exhibition.hall.banks.editing import BankEditor, QuestionRefused, mark_of
from kiosk.features.exhibition.hall.banks.questions import QuestionDesk, WithdrawnQuestion
from kiosk.features.exhibition.hall.banks.samples import samples
from kiosk.features.exhibition.hall.desk import PackRefused
from kiosk.features.exhibition.hall.intake import NotTaken

FIRST_FINDINGS = 6
LONGEST_REASON = 200
_GRAVEST = list(Severity)


@dataclass(frozen=True, slots=True)
class BankLook:
    """What the item's page says of its bank. `unread`: why there is nothing to say; empty otherwise."""

    bank: Bank | None = None
    unread: str = ""
    by_kind: tuple[tuple[Kind, int], ...] = ()
    samples: tuple[Item, ...] = ()
    withdrawn: tuple[WithdrawnQuestion, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is not in the bank first."""
        found = self.bank.findings if self.bank else ()
        return tuple(sorted(found, key=lambda one: _GRAVEST.index(one.severity)))

    @property
    def refused(self) -> int:
        return len(self.bank.refused()) if self.bank else 0

    @property
    def others(self) -> int:
        return len(self.findings) - self.refused


@dataclass(frozen=True, slots=True)
class Page:
    """`rows` of page `page` (from 1) of `pages`; `count`: as many as are found, of `total`."""

    rows: tuple[Item | Finding, ...]
    page: int
    pages: int
    count: int
    total: int
    query: str = ""


class BankPages:
    def __init__(self, answers: Answers, editor: BankEditor, questions: QuestionDesk) -> None:
        self._answers, self._door = answers, answers.door
        self._editor, self._questions = editor, questions

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)
        routes.get("/{name}/bank")(self.bank)
        routes.get("/{name}/question")(self.question)
        routes.post("/{name}/question")(self.save)
        routes.post("/{name}/withdraw-question")(self.withdraw)
        routes.post("/{name}/bring-back-question")(self.bring_back)
        return routes

    def look(self, pack: str, item: str) -> BankLook:
        """Blocks. Never raises for what the file holds."""
        try:
            looked = self._editor.look(pack, item)
        except (BankRejected, PackRefused, OSError) as error:
            return BankLook(unread=error.reason if isinstance(error, BankRejected) else bank_words.UNREAD)
        counts = Counter(one.kind for one in looked.bank)
        by_kind = tuple((kind, counts[kind]) for kind in Kind if counts[kind])
        return BankLook(looked.bank, "", by_kind, samples(looked.bank), self._withdrawn(pack, item))

    def _withdrawn(self, pack: str, item: str) -> tuple[WithdrawnQuestion, ...]:
        return tuple(one for one in self._questions.withdrawn() if one.bank == f"{pack}/{item}")

    # -- looked at ------------------------------------------------------------------------------------------------

    async def bank(
        self, request: Request, name: str, item: str = "", q: str = "", page: int = 1, report: int = 0
    ) -> Response:  # fmt: skip
        """All questions, or with `report` all that was found, 50 a page."""
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        return await self._list(session, name, item, query=q.strip()[:60], page=page, report=bool(report))

    async def _list(
        self, session: Session, name: str, item: str, status: int = 200, says: str = "", query: str = "",
        page: int = 1, *, report: bool = False,
    ) -> Response:  # fmt: skip
        draft = await self._answers.known(name)
        look = await asyncio.to_thread(self.look, name, item)
        if look.bank is None:
            to = f"/item?item={item}" if item in draft.items else ""
            return RedirectResponse(f"{HERE}/{name}{to}", 303, HEADERS)
        listed = _page(look.findings, page) if report else _page(_found(look.bank, query), page, len(look.bank), query)
        down = frozenset(one.question for one in look.withdrawn)
        return self._answers.page(
            "pack_bank", session, status, says, asks=bank_words, draft=draft, item=item, kept=draft.items[item],
            look=look, listed=listed, report=report, down=down,
        )  # fmt: skip

    async def question(self, request: Request, name: str, item: str = "", number: str = "") -> Response:
        """`number` empty: a new one."""
        return await self._show(self._door.at_work(request, Right.CONTENT_EDIT), name, item, number)

    async def _show(
        self, session: Session, name: str, item: str, number: str, status: int = 200, says: str = "",
        typed: dict[str, str] | None = None,
    ) -> Response:  # fmt: skip
        draft = await self._answers.known(name)
        try:
            looked = await asyncio.to_thread(self._editor.look, name, item)
        except (BankRejected, *REFUSALS):
            return RedirectResponse(f"{HERE}/{name}", 303, HEADERS)
        found = looked.find(number)
        if found is None and typed:
            number = ""  # it is gone, and what was typed may become a new one
        elif number and found is None:
            return RedirectResponse(f"{HERE}/{name}/bank?item={quote(item)}", 303, HEADERS)
        down = next((one for one in self._withdrawn_of(name, item, found)), None)
        return self._answers.page(
            "pack_question", session, status, says, asks=bank_words, draft=draft, item=item, kept=draft.items[item],
            number=number, found=found, mark=mark_of(found) if found else "", down=down,
            written=typed or question_form.shown(found), lost=0 if looked.is_own else len(looked.bank.refused()),
            drawn=found is not None, at=self._door.clock().replace(tzinfo=None),
        )  # fmt: skip

    def _withdrawn_of(self, pack: str, item: str, found: Item | None) -> Sequence[WithdrawnQuestion]:
        return [one for one in self._withdrawn(pack, item) if found and one.question == found.id]

    # -- saved ----------------------------------------------------------------------------------------------------

    async def save(self, request: Request, name: str) -> Response:
        session, fields = await self._answers.form(request, Right.CONTENT_EDIT)
        await self._answers.known(name)
        item, number = fields.text("item"), fields.text("of")

        def work() -> Done:
            try:
                before = self._editor.look(name, item).find(number)
                plain = question_form.plain_of_form(fields, before)
                saved = self._editor.save(name, item, number, fields.text("mark"), plain, session.account.id)
            except QuestionRefused as refused:
                raise NotTaken(bank_words.refused(refused.field, refused.reason)) from refused
            except BankRejected as rejected:
                raise NotTaken(rejected.reason) from rejected
            return Done(f"{HERE}/{name}/bank?item={quote(item)}&q={quote(saved.id)}", bank_words.saved(saved.id))

        async def show(status: int, says: str) -> Response:
            return await self._show(session, name, item, number, status, says, question_form.typed(fields))

        return await self._answers.done(request, session, fields, work, show)

    # -- at once, everywhere --------------------------------------------------------------------------------------

    async def withdraw(self, request: Request, name: str) -> Response:
        """Asked once, with what follows."""
        session, fields = await self._answers.form(request, Right.CONTENT_PUBLISH)
        draft = await self._answers.known(name)
        if not fields.text("sure"):
            item, number = fields.text("item"), fields.text("number")
            return self._answers.page(
                "pack_question_sure", session, asks=bank_words, draft=draft, item=item, number=number
            )

        def work(bank: str, number: str) -> str:
            why = fields.text("why").strip()[:LONGEST_REASON]
            self._questions.withdraw_question(bank, number, session.account.id, why)
            return bank_words.WITHDRAWN

        return await self._press(request, session, name, fields, work)

    async def bring_back(self, request: Request, name: str) -> Response:
        session, fields = await self._answers.form(request, Right.CONTENT_PUBLISH)
        await self._answers.known(name)

        def work(bank: str, number: str) -> str:
            self._questions.bring_back_question(bank, number, session.account.id)
            return bank_words.IS_BACK

        return await self._press(request, session, name, fields, work)

    async def _press(
        self, request: Request, session: Session, name: str, fields: Fields, work: Callable[[str, str], str]
    ) -> Response:
        item, number = fields.text("item"), fields.text("number")

        def done() -> Done:
            return Done(f"{HERE}/{name}/item?item={quote(item)}#questions", work(f"{name}/{item}", number))

        async def show(status: int, says: str) -> Response:
            return await self._list(session, name, item, status, says)

        return await self._answers.done(request, session, fields, done, show)


def _found(bank: Bank, query: str) -> list[Item]:
    wanted = query.casefold()
    if not wanted:
        return list(bank)
    whole = [one for one in bank if one.id.casefold() == wanted]
    return whole or [one for one in bank if wanted in _searched(one)]


def _searched(item: Item) -> str:
    return "\n".join((item.id, item.stem, item.source, *item.tags, *item.options)).casefold()


def _page(rows: Sequence[Item | Finding], page: int, total: int = 0, query: str = "") -> Page:
    pages = max(1, -(-len(rows) // A_PAGE))
    page = min(max(page, 1), pages)
    return Page(tuple(rows[(page - 1) * A_PAGE : page * A_PAGE]), page, pages, len(rows), total or len(rows), query)
