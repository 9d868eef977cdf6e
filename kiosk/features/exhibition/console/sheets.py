"""The rows of an exhibit that is filled in as a sheet: listed, changed one at a time, as a table to take home.

``/keeper/packs/{name}/rows``, ``…/row``; one page for every kind, made of its `Form`. A row is saved into the draft.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from content.kinds.kind import ExhibitKind
from content.kinds.table import SHEETS
from content.tables.form import Form
from content.tables.plain import plain_text
from content.tables.reading import Row
from content.tables.template import template
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.bodies import BodyTooLarge
from kiosk.core.web.doorman import FileUnderWay
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.core.web.sheets import sent
from kiosk.core.web.staged import NoRoom, Room, StagedForm
from kiosk.features.exhibition.console import form as item_form
from kiosk.features.exhibition.console import row_form, sheet_words, words
from kiosk.features.exhibition.console.answers import HERE, REFUSALS, Answers, Done, told
from kiosk.features.exhibition.console.pages import PackPages
from kiosk.features.exhibition.console.views import A_PAGE
from kiosk.features.exhibition.hall import intake
from kiosk.features.exhibition.hall.desk import PackRefused
from kiosk.features.exhibition.hall.drafts import Change, Draft
from kiosk.features.exhibition.hall.intake import NotTaken
from kiosk.features.exhibition.hall.sheets.asking import Rows, Sheet
from kiosk.features.exhibition.hall.sheets.editing import Parts, RowRefused, Seen, SheetEditor, form_called, mark_of

MOST_PICTURES = 8
"""Of one row."""
SHOWN_FIELDS = 4
SHOWN_LETTERS = 40


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the list: `cells` of its first fields, cut; `called`: the first of them."""

    number: int
    mark: str
    cells: tuple[str, ...]
    lacks: bool

    @property
    def called(self) -> str:
        return next(filter(None, self.cells), str(self.number))


@dataclass(frozen=True, slots=True)
class RowsPage:
    """Page `page` (from 1) of `pages` of the table `form`, which has `total` rows."""

    form: Form
    rows: tuple[RowLine, ...]
    page: int
    pages: int
    total: int


class SheetPages:
    def __init__(self, answers: Answers, pages: PackPages, editor: SheetEditor) -> None:
        self._answers, self._pages, self._door = answers, pages, answers.door
        self._drafts, self._editor = answers.drafts, editor

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)
        routes.get("/_sheet.xlsx")(self.empty)
        routes.get("/{name}/rows")(self.rows)
        routes.get("/{name}/rows.xlsx")(self.table)
        routes.get("/{name}/row")(self.row)
        routes.post("/{name}/row")(self.save)
        routes.post("/{name}/move-row")(self.move)
        routes.post("/{name}/remove-row")(self.remove)
        routes.post("/{name}/remove-picture")(self.remove_picture)
        return routes

    def look(self, pack: str, item: str) -> Sheet | None:
        """None: it cannot be read now. Blocks."""
        try:
            return self._editor.look(pack, item).sheet
        except REFUSALS:
            return None

    # -- tables to take home --------------------------------------------------------------------------------------

    async def empty(self, request: Request, kind: str = "") -> Response:
        """The table of a kind, to be filled in."""
        self._door.at_work(request, Right.CONTENT_EDIT)
        if kind not in SHEETS:
            raise HTTPException(404)
        sheet = SHEETS[ExhibitKind(kind)]
        return sent(await asyncio.to_thread(template, sheet.called, sheet.forms), sheet.called)

    async def table(self, request: Request, name: str, item: str = "") -> Response:
        """What is in an item, to be changed and brought again; made of the rows that the child told."""
        self._door.at_work(request, Right.CONTENT_EDIT)
        draft = await self._answers.known(name)
        sheet = await asyncio.to_thread(self.look, name, item)
        if sheet is None:
            return RedirectResponse(f"{HERE}/{name}", 303, HEADERS)
        title = str(draft.items.get(item, {}).get("title", "")) or SHEETS[sheet.kind].called
        return sent(await asyncio.to_thread(_written, sheet), title)

    # -- looked at ------------------------------------------------------------------------------------------------

    async def rows(self, request: Request, name: str, item: str = "", table: str = "", page: int = 1) -> Response:
        """`table`: the name of a form; empty: the first."""
        return await self._list(self._door.at_work(request, Right.CONTENT_EDIT), name, item, table, page)

    async def _list(
        self, session: Session, name: str, item: str, table: str = "", page: int = 1, status: int = 200, says: str = ""
    ) -> Response:  # fmt: skip
        draft = await self._answers.known(name)
        sheet = await asyncio.to_thread(self.look, name, item)
        if sheet is None or item not in draft.items:
            to = f"/item?item={quote(item)}" if item in draft.items else ""
            return RedirectResponse(f"{HERE}/{name}{to}", 303, HEADERS)
        form = next((one for one in sheet.forms if one.name == table), sheet_words.first(sheet))
        return self._answers.page(
            "pack_rows", session, status, says, asks=sheet_words, draft=draft, item=item, kept=draft.items[item],
            sheet=sheet, listed=_page(sheet, form, page), mark_of=mark_of,
        )  # fmt: skip

    async def row(
        self, request: Request, name: str, item: str = "", table: str = "", number: int = 0, kind: str = ""
    ) -> Response:  # fmt: skip
        """`number` 0: a new one; `item` empty: the first row of a new item of this `kind`."""
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        return await self._show(session, name, _Asked(item, kind, Seen(table, number)))

    async def _show(
        self, session: Session, name: str, asked: _Asked, status: int = 200, says: str = "",
        typed: Mapping[str, str] | None = None, wrong: Mapping[str, str] | None = None,
    ) -> Response:  # fmt: skip
        draft = await self._answers.known(name)
        found = await asyncio.to_thread(self._found, draft, asked)
        if found is None:
            to = f"/rows?item={quote(asked.item)}" if asked.item in draft.items else ""
            return RedirectResponse(f"{HERE}/{name}{to}", 303, HEADERS)
        form, row, pictures = found
        number = asked.seen.number if row or not asked.seen.number else 0  # gone: what was typed may be a new one
        return self._answers.page(
            "pack_row", session, status, says, asks=sheet_words, draft=draft, item=asked.item, kind=asked.kind,
            title=asked.title, sheet_kinds=SHEETS, kept=draft.items.get(asked.item, {}), form=form, number=number,
            mark=asked.seen.mark or (mark_of(row) if row else ""),
            fields=row_form.row_fields(form, typed if typed is not None else row, pictures, wrong or {}),
        )  # fmt: skip

    def _found(self, draft: Draft, asked: _Asked) -> tuple[Form, Mapping[str, str], tuple[str, ...]] | None:
        """The form, the row as it is and the pictures; None: there is nothing to fill in. Blocks."""
        if not asked.item:
            forms = SHEETS[ExhibitKind(asked.kind)].forms if asked.kind in SHEETS else ()
            form = next((one for one in forms if one.name == asked.seen.form), forms[0] if forms else None)
            return (form, {}, ()) if form else None
        sheet = self.look(draft.pack, asked.item)
        if sheet is None:
            return None
        form = next((one for one in sheet.forms if one.name == asked.seen.form), sheet_words.first(sheet))
        rows = sheet.rows.get(form.name, [])
        at = asked.seen.number - 1
        moved = [one for one in rows if mark_of(one) == asked.seen.mark]
        return form, moved[0] if moved else rows[at] if 0 <= at < len(rows) else {}, sheet.pictures

    # -- saved ----------------------------------------------------------------------------------------------------

    async def save(self, request: Request, name: str) -> Response:
        """A row, with a picture of its own if one was chosen."""
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        await self._answers.known(name)
        press = request.query_params.get("press", "")
        key = f"{session.csrf} {request.url.path} {press[:64]}"
        if not press:
            return await self._save(request, session, name)
        return await self._answers.presses.once(key, lambda: self._save(request, session, name))

    async def _save(self, request: Request, session: Session, name: str) -> Response:
        room = await asyncio.to_thread(self._drafts.room.now)
        allowed = Room(room.left, MOST_PICTURES, lambda _name: intake.MOST_READ_BYTES)
        try:
            form = await self._door.staged_form(request, session, self._drafts.home, allowed)
        except NoRoom:
            return await self._pages.show(session, name, 413, words.no_room(room.left))
        except BodyTooLarge:
            return await self._pages.show(session, name, 413, words.too_large(intake.MOST_READ_BYTES))
        except FileUnderWay:
            return await self._pages.show(session, name, 409, words.UNDER_WAY)
        except OSError as error:
            return await self._pages.show(session, name, *told(error))
        try:
            return await self._saved(session, name, form)
        finally:
            form.drop()

    async def _saved(self, session: Session, name: str, sent_form: StagedForm) -> Response:
        asked = _Asked.of(sent_form.fields)
        typed: Mapping[str, str] = {key.removeprefix(row_form.name_of("")): value for key, value
                                    in sent_form.fields.pairs() if key.startswith(row_form.name_of(""))}  # fmt: skip
        pictures = [(f"{one.field.removeprefix(row_form.name_of(''))}/{one.name}", one.path) for one in sent_form.files]
        work = partial(self._keep, name, asked, sent_form.fields, typed, pictures, session.account.id)
        try:
            done = await asyncio.to_thread(work)
        except RowRefused as refused:
            says = sheet_words.refused(len(refused.reasons))
            return await self._show(session, name, asked, 409, says, typed, refused.reasons)
        except REFUSALS as error:
            if isinstance(error, PackRefused) and error.reason == "row_changed":  # it was said; now he may
                asked = replace(asked, seen=replace(asked.seen, mark=""))
            return await self._show(session, name, asked, *told(error), typed)
        self._answers.say(session, done.says)
        return RedirectResponse(done.to, 303, HEADERS)

    def _keep(
        self, name: str, asked: _Asked, fields: Fields, typed: Mapping[str, str], pictures: Parts, by: int
    ) -> Done:  # fmt: skip
        """Raises RowRefused, what is in `REFUSALS`."""
        item, number, seen = asked.item, asked.seen.number, asked.seen
        typed = {key: value.replace("\r\n", "\n") for key, value in typed.items()}
        if item:
            before = self._editor.look(name, item).sheet.told
            number = self._editor.save_row(name, item, seen, typed, pictures, by)
        else:
            before, number = (), 1
            item = self._begin(name, asked, typed, pictures, by)
        sheet = self._editor.look(name, item).sheet
        left = [one for one in sheet.told if one not in before]
        form = form_called(sheet.forms, seen.form)
        if fields.text("again"):
            to = f"row?item={quote(item)}&table={quote(form.name)}"
        else:
            to = f"rows?item={quote(item)}&table={quote(form.name)}&page={(number - 1) // A_PAGE + 1}#row-{number}"
        return Done(f"{HERE}/{name}/{to}", sheet_words.saved(number, left))

    def _begin(self, name: str, asked: _Asked, typed: Mapping[str, str], pictures: Parts, by: int) -> str:
        """A new item of its first row; its number."""
        title = plain_text(asked.title)[: item_form.LONGEST_TITLE]
        if not title:
            raise NotTaken(words.NO_TITLE)
        made = self._editor.begin(asked.kind, asked.seen.form, typed, pictures)
        handle, staged = tempfile.mkstemp(dir=self._drafts.home, prefix=".sheet-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(made.content)
            written = {"title": title, "kind": asked.kind, "file": "rows.sheet"}
            return self._drafts.save(name, -1, Change("", written, Path(staged), None, made.small), by)
        finally:
            Path(staged).unlink(missing_ok=True)

    # -- pressed --------------------------------------------------------------------------------------------------

    async def move(self, request: Request, name: str) -> Response:
        """Before or behind its neighbour."""

        def work(item: str, seen: Seen, fields: Fields, by: int) -> str:
            number = self._editor.move_row(name, item, seen, fields.number("to") or 1, by)
            return f"&page={(number - 1) // A_PAGE + 1}#row-{number}"

        return await self._press(request, name, work)

    async def remove(self, request: Request, name: str) -> Response:
        """Its picture goes with it, where no other row shows it."""

        def work(item: str, seen: Seen, _fields: Fields, by: int) -> str:
            self._editor.remove_row(name, item, seen, by)
            return f"&page={(max(1, seen.number) - 1) // A_PAGE + 1}"

        return await self._press(request, name, work, sheet_words.ROW_REMOVED)

    async def remove_picture(self, request: Request, name: str) -> Response:
        def work(item: str, _seen: Seen, fields: Fields, by: int) -> str:
            self._editor.bring(name, item, (), (fields.text("picture"),), by)
            return ""

        return await self._press(request, name, work, sheet_words.PICTURE_REMOVED)

    async def _press(
        self, request: Request, name: str, work: Callable[[str, Seen, Fields, int], str], says: str = ""
    ) -> Response:  # fmt: skip
        session, fields = await self._answers.form(request, Right.CONTENT_EDIT)
        await self._answers.known(name)
        asked = _Asked.of(fields)

        def done() -> Done:
            where = work(asked.item, asked.seen, fields, session.account.id)
            return Done(f"{HERE}/{name}/rows?item={quote(asked.item)}&table={quote(asked.seen.form)}{where}", says)

        async def show(status: int, why: str) -> Response:
            page = (max(1, asked.seen.number) - 1) // A_PAGE + 1
            return await self._list(session, name, asked.item, asked.seen.form, page, status, why)

        return await self._answers.done(request, session, fields, done, show)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which row a page is about: of an `item`, or the first of a new one of a `kind`, called `title`."""

    item: str
    kind: str
    seen: Seen
    title: str = ""

    @classmethod
    def of(cls, fields: Fields) -> _Asked:
        number = min(fields.number("number") or 0, 1_000_000)
        seen = Seen(fields.text("table"), number, fields.text("mark"))
        return cls(fields.text("item"), fields.text("kind"), seen, fields.text("title"))


def _page(sheet: Sheet, form: Form, page: int) -> RowsPage:
    rows = sheet.rows.get(form.name, [])
    pages = max(1, -(-len(rows) // A_PAGE))
    page = min(max(page, 1), pages)
    first = (page - 1) * A_PAGE
    lacking = {number for name, number in sheet.lacking if name == form.name}
    shown = tuple(
        RowLine(number, mark_of(row), tuple(_cut(row.get(one.key, "")) for one in form.fields[:SHOWN_FIELDS]),
                number in lacking)
        for number, row in enumerate(rows[first : first + A_PAGE], start=first + 1)
    )  # fmt: skip
    return RowsPage(form, shown, page, pages, len(rows))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_LETTERS else f"{line[:SHOWN_LETTERS]}…"


def _written(sheet: Sheet) -> bytes:
    rows: Rows = sheet.rows
    plain = {name: [Row("", {}, {key: plain_text(text) for key, text in row.items()}) for row in given]
             for name, given in rows.items()}  # fmt: skip
    return template(SHEETS[sheet.kind].called, sheet.forms, plain)
