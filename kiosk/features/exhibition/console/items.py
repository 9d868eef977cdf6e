"""One exhibit: added by its file, one or several at once, changed, looked at. ``/keeper/packs/{name}/item``.

What the page's script sends answers with JSON, a form without script with a page; both are the same work.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response

from content.kinds.kind import ExhibitKind
from content.kinds.table import SHEETS
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.bodies import BodyTooLarge
from kiosk.core.web.doorman import FileUnderWay, by_script
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.core.web.staged import NoRoom, Room, StagedFile, StagedForm
from kiosk.features.exhibition.console import bank_words, form, paper_words, sheet_words, words
from kiosk.features.exhibition.console.answers import HERE, REFUSALS, Answers, told
from kiosk.features.exhibition.console.banks import FIRST_FINDINGS, BankPages
from kiosk.features.exhibition.console.pages import PackPages
from kiosk.features.exhibition.console.papers import PaperPages
from kiosk.features.exhibition.console.sheet_items import SheetItems
from kiosk.features.exhibition.console.sheets import SheetPages
from kiosk.features.exhibition.console.views import found_by_item, page_of
from kiosk.features.exhibition.hall import checks, intake
from kiosk.features.exhibition.hall.desk import PackRefused
from kiosk.features.exhibition.hall.drafts import Change
from kiosk.features.exhibition.hall.intake import NotTaken, TakenIn

MOST_FILES = 50
"""In one form; the page's script sends one after the other."""
MOST_PARTS = 305
"""… of which a sheet has one, and its pictures."""
MOST_TITLES = 100


@dataclass
class Outcome:
    """What became of the files of one form: the items, what is to be said of each, and why some were not taken. What
    is said of papers has no item.
    """

    items: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    status: int = 409
    next: str = ""
    """Where it goes on, where that is not the pack's own page."""

    def to_json(self) -> dict[str, Any]:
        return {"items": self.items, "said": self.said, "refused": self.refused, "next": self.next}


class ItemPages:
    def __init__(
        self, answers: Answers, pages: PackPages, banks: BankPages, papers: PaperPages, rows: SheetPages,
        sheets: SheetItems,
    ) -> None:  # fmt: skip
        self._banks, self._papers, self._rows, self._sheets = banks, papers, rows, sheets
        self._answers, self._pages, self._door, self._drafts = answers, pages, answers.door, answers.drafts

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)
        routes.get("/{name}/item")(self.item)
        routes.post("/{name}/item")(self.save)
        routes.get("/{name}/titles")(self.titles)
        routes.get("/{name}/small")(self.small)
        return routes

    # -- looked at ------------------------------------------------------------------------------------------------

    async def item(self, request: Request, name: str, item: str = "", field: str = "") -> Response:
        """`field`: where a finding leads, by its key in the manifest."""
        return await self._show(self._door.at_work(request, Right.CONTENT_EDIT), name, item, field=field)

    async def titles(self, request: Request, name: str, items: str = "") -> Response:
        """The titles of what was just added, in one list."""
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        draft = await self._answers.known(name)
        wanted = [item for item in dict.fromkeys(items.split(",")) if item in draft.items][:MOST_TITLES]
        if not wanted:
            return RedirectResponse(f"{HERE}/{name}", 303, HEADERS)
        return self._answers.page("pack_titles", session, draft=draft, wanted=wanted)

    async def small(self, request: Request, name: str, item: str = "") -> Response:
        """The small picture of an item; 404 where it has none, and the list shows the sign of its kind."""
        self._door.at_work(request, Right.CONTENT_EDIT, acts=False)
        try:
            path = await asyncio.to_thread(self._drafts.small, name, item)
        except PackRefused:
            path = None
        if path is None:
            raise HTTPException(404)
        return FileResponse(path, media_type="image/jpeg", headers=HEADERS)

    async def _show(
        self, session: Session, name: str, item: str, status: int = 200, says: str = "", typed: Fields | None = None,
        field: str = "",
    ) -> Response:  # fmt: skip
        draft = await self._answers.known(name)
        if item not in draft.items:
            return RedirectResponse(f"{HERE}/{name}", 303, HEADERS)
        check = await asyncio.to_thread(checks.last_of, self._drafts, draft)
        found = found_by_item(draft, check.findings if check else ()).get(item, ())
        kept = draft.items[item]
        names = {key: kept[key] for key in ("file", *form.FILES) if key in kept}
        written = form.shown(names | form.written_of(typed) if typed else kept)
        if field and field not in form.FIRST:
            written["more"] = True
        is_bank = kept.get("kind") == ExhibitKind.BANK
        look = await asyncio.to_thread(self._banks.look, name, item) if is_bank else None
        is_sheet = kept.get("kind") in SHEETS
        sheet = await asyncio.to_thread(self._rows.look, name, item) if is_sheet else None
        at = self._door.clock().replace(tzinfo=None)
        return self._answers.page(
            "pack_item", session, status, says, draft=draft, item=item, written=written, kept=kept, found=found,
            place=list(draft.items).index(item) + 1, page=page_of(draft, item), at=at, field=field,
            look=look, asks=bank_words, first_findings=FIRST_FINDINGS, is_sheet=is_sheet, sheet=sheet,
            **self._pages.of_form(),
        )  # fmt: skip

    # -- saved ----------------------------------------------------------------------------------------------------

    async def save(self, request: Request, name: str) -> Response:
        """New exhibits, or another text or file of one that is there."""
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        await self._answers.known(name)
        press = request.query_params.get("press", "")
        if not press:
            return await self._save(request, session, name)
        key = f"{session.csrf} {request.url.path} {press[:64]}"
        return await self._answers.presses.once(key, lambda: self._save(request, session, name))

    async def _save(self, request: Request, session: Session, name: str) -> Response:
        room = await asyncio.to_thread(self._drafts.room.now)
        allowed = Room(room.left, MOST_PARTS, intake.most_bytes)
        try:
            sent = await self._door.staged_form(request, session, self._drafts.home, allowed)
        except NoRoom:
            return await self._refuse(request, session, name, 413, words.no_room(room.left))
        except BodyTooLarge:
            return await self._refuse(request, session, name, 413, words.too_large(intake.MOST_READ_BYTES))
        except FileUnderWay:
            return await self._refuse(request, session, name, 409, words.UNDER_WAY)
        except OSError as error:
            return await self._refuse(request, session, name, *told(error))
        try:
            outcome = await asyncio.to_thread(self._taken, name, sent, session.account.id)
        finally:
            sent.drop()  # what was not taken
        return await self._answered(request, session, name, sent.fields, outcome)

    def _taken(self, name: str, sent: StagedForm, by: int) -> Outcome:
        """Each item by itself: one that cannot be shown keeps none of the others away."""
        outcome, item = Outcome(), sent.fields.text("item")
        written = form.written_of(sent.fields)
        try:
            if refused := form.refusal_of(written):
                raise NotTaken(str(refused))
            files, whole = self._files(name, item, sent, str(written.get("kind", "")))
            if not files and not item:
                raise PackRefused("no_file")
            if item and "title" not in written:
                raise NotTaken(words.NO_TITLE)
            if item and not files and self._sheets.becomes_one(name, item, str(written.get("kind", ""))):
                raise NotTaken(sheet_words.NEEDS_FILE)  # its table would be opened by whoever builds the pack
            if len(files) > MOST_FILES and not whole:
                raise NotTaken(words.too_many_files(MOST_FILES))
            beside = _beside(sent, written)
        except REFUSALS as error:
            outcome.status, why = told(error)
            outcome.refused.append(why)
            return outcome
        several = not whole and (len(files) > 1 or any(intake.is_packed(one.name) for one in files))
        for group in (files,) if whole else self._groups(files, outcome):
            own = dict(written)
            if several and len(group) < 2:  # each is called by its own name
                own.pop("title", None)
            try:
                arrived = _Arrived(item, own, group, beside if len(files) < 2 or whole else _Beside())
                self._take(name, arrived, form.seen_of(sent.fields), by, outcome)
            except REFUSALS as error:
                outcome.status, why = told(error)
                outcome.refused.append(f"{group[0].name}：{why}" if group and several else why)
        if len(outcome.items) > 1:
            outcome.next = ""
        return outcome

    def _files(
        self, name: str, item: str, sent: StagedForm, kind: str
    ) -> tuple[list[StagedFile], bool]:  # fmt: skip
        """What was chosen, and whether it is one item together. Raises PackRefused, OSError."""
        files = [one for one in sent.files if one.field == "file"]
        if not item:
            return files, self._sheets.is_one(files, kind)
        if self._sheets.joins(name, item, kind):
            return [*files, *(one for one in sent.files if one.field == "pictures")], True
        return files[:1], True

    def _groups(self, files: Sequence[StagedFile], outcome: Outcome) -> Iterator[list[StagedFile]]:
        """What becomes one item each; what was packed together is taken apart."""
        for file in files:
            if not intake.is_packed(file.name):
                yield [file]
                continue
            try:
                with intake.unpacked_files(file.path, file.name, self._drafts.room.now().left) as found:
                    inside = [StagedFile(file.field, name, path) for name, path in found]
                    yield from [inside] if self._sheets.is_one(inside, "") else ([one] for one in inside)
            except REFUSALS as error:
                outcome.status, why = told(error)
                outcome.refused.append(why)

    def _take(self, name: str, arrived: _Arrived, seen: int, by: int, outcome: Outcome) -> None:
        """Raises what is in `REFUSALS`."""
        taken = self._read(name, arrived)
        if taken and taken.papers:
            if arrived.item:
                raise NotTaken(paper_words.NOT_HERE)
            outcome.said.append(self._papers.bring(name, taken.papers, taken.left_out, by))
            outcome.next = outcome.next or f"{HERE}/{name}/papers"
            return
        change = _change(arrived, taken)
        saved = self._drafts.save(name, seen, change, by)
        outcome.items.append(saved)
        kind = change.written.get("kind")
        saved_as = bank_words.bank_saved if kind == ExhibitKind.BANK else words.saved
        outcome.said.append(saved_as(str(change.written.get("title", "")), taken.left_out if taken else ()))
        if taken and (kind == ExhibitKind.BANK or kind in SHEETS):
            outcome.next = f"{HERE}/{name}/item?item={saved}"  # its report

    def _read(self, name: str, arrived: _Arrived) -> TakenIn | None:
        """None: no file came. Raises NotTaken, PackRefused, OSError."""
        files, kind = arrived.files, str(arrived.written.get("kind", ""))
        if not files:
            return None
        if len(files) > 1 or kind in SHEETS or (arrived.item and self._sheets.joins(name, arrived.item, kind)):
            return self._sheets.taken(name, arrived.item, files, kind)
        return intake.take_in(files[0].name, files[0].path, kind)

    async def _answered(
        self, request: Request, session: Session, name: str, fields: Fields, outcome: Outcome
    ) -> Response:  # fmt: skip
        if by_script(request):
            self._answers.say(session, "；".join(outcome.said))
            return JSONResponse(outcome.to_json(), 200 if outcome.said else outcome.status, HEADERS)
        if not outcome.said:
            return await self._again(session, name, fields, outcome.status, "；".join(outcome.refused))
        self._answers.say(session, "；".join((*outcome.said, *outcome.refused)))
        several = len(outcome.items) > 1
        to = f"{HERE}/{name}/titles?items={','.join(outcome.items)}" if several else outcome.next or f"{HERE}/{name}"
        return RedirectResponse(to, 303, HEADERS)

    async def _refuse(self, request: Request, session: Session, name: str, status: int, why: str) -> Response:
        if by_script(request):
            return JSONResponse(Outcome(refused=[why]).to_json(), status, HEADERS)
        return await self._pages.show(session, name, status, why)

    async def _again(self, session: Session, name: str, fields: Fields, status: int, why: str) -> Response:
        """What was typed is still in the page."""
        if item := fields.text("item"):
            return await self._show(session, name, item, status, why, fields)
        return await self._pages.show(session, name, status, why, typed=fields)


@dataclass(frozen=True, slots=True)
class _Beside:
    """The words of a picture, and the subtitles of a film."""

    text: Path | None = None
    subtitles: Path | None = None


@dataclass(frozen=True, slots=True)
class _Arrived:
    """What a form brings for one item, which is empty for a new one."""

    item: str
    written: dict[str, Any]
    files: list[StagedFile]
    beside: _Beside


def _beside(sent: StagedForm, written: dict[str, Any]) -> _Beside:
    """What lies beside the item's own file, read; `written` names it then. Raises NotTaken, OSError."""
    text = next((one for one in sent.files if one.field == "text"), None)
    subtitles = next((one for one in sent.files if one.field == "subtitles"), None)
    if text:
        written["text_file"] = intake.take_text(text.name, text.path).name
    if subtitles:
        written["subtitle_file"] = intake.take_subtitles(subtitles.name, subtitles.path).name
    return _Beside(text.path if text else None, subtitles.path if subtitles else None)


def _change(arrived: _Arrived, taken: TakenIn | None) -> Change:
    beside = arrived.beside
    if taken is None:
        return Change(arrived.item, _titled(arrived.written, ""), None, beside.text, b"", beside.subtitles)
    of_file = _titled(arrived.written, taken.name) | {"file": taken.name}
    of_file.setdefault("kind", taken.kind)
    file = arrived.files[0].path
    return Change(arrived.item, of_file, file, beside.text, taken.small, beside.subtitles)


def _titled(written: dict[str, Any], file_name: str) -> dict[str, Any]:
    return written | {"title": written.get("title") or form.title_of(file_name)}
