"""Content packs over HTTP: the list, one pack with its draft and versions, and what is found in it. ``/keeper/packs``.

Editors save and build; who may approve and publish says `kiosk.core.access.rights`. Everything that opens a file goes
to a limited child on a thread; what is sent streams to the drafts' folder.
"""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from content.pack.entry import PackRejected
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.bodies import BodyTooLarge
from kiosk.core.web.doorman import Doorman, FileUnderWay
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.core.web.staged import StagedForm
from kiosk.features.exhibition.checking.checked import checked
from kiosk.features.exhibition.console import words
from kiosk.features.exhibition.console.form import SHEETS, shown, written_of
from kiosk.features.exhibition.hall.built import build_version
from kiosk.features.exhibition.hall.desk import PackDesk, PackRefused
from kiosk.features.exhibition.hall.drafts import Change, Draft, Drafts
from kiosk.features.exhibition.hall.preview import NotDrawn, Preview
from kiosk.features.exhibition.hall.reading import Read, read_file
from kiosk.features.exhibition.hall.shelf import PackLost
from kiosk.features.exhibition.hall.words import LOST
from kiosk.features.exhibition.hall.words import rejected as said_of
from kiosk.features.exhibition.wire_preview import Asked

HERE = "/keeper/packs"
MOST_MEGABYTES = 50  # what the child that reads it takes
MODES = ("standard", "elder", "contrast", "elder-contrast")
SOON_DAYS = 30

log = logging.getLogger(__name__)


class _NotRead(Exception):
    """A file of which nothing may be shown; the message says why."""


_TABLES = Read("")  # a bank is read where it is checked, and holds nothing to leave out


class PackPages:
    """``/keeper/packs``, ``…/{name}``, ``…/{name}/check`` and the forms below them."""

    def __init__(self, door: Doorman, desk: PackDesk, drafts: Drafts, preview: Preview) -> None:
        self._door, self._desk, self._drafts, self._preview = door, desk, drafts, preview

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.post("/make")(self.make)
        routes.get("/{name}")(self.pack)
        routes.get("/{name}/check")(self.check)
        routes.get("/{name}/preview")(self.preview)
        routes.post("/{name}/item")(self.item)
        routes.post("/{name}/remove")(self.remove)
        routes.post("/{name}/build")(self.build)
        for verb, right, act in (
            ("approve", Right.CONTENT_APPROVE, self._approve), ("publish", Right.CONTENT_PUBLISH, self._publish),
            ("roll-back", Right.CONTENT_PUBLISH, self._roll_back), ("take-off", Right.CONTENT_PUBLISH, self._take_off),
            ("take-down", Right.CONTENT_PUBLISH, self._take_down), ("put-back", Right.CONTENT_PUBLISH, self._put_back),
        ):  # fmt: skip
            routes.post(f"/{{name}}/{verb}")(self._doing(right, act))
        return routes

    # -- pages --------------------------------------------------------------------------------

    async def page(self, request: Request) -> Response:
        return await self._list(self._door.at_work(request, Right.CONTENT_EDIT))

    async def pack(self, request: Request, name: str, item: str = "") -> Response:
        return await self._show(self._door.at_work(request, Right.CONTENT_EDIT), name, item=item)

    async def check(self, request: Request, name: str) -> Response:
        """What is found in the draft, by the code that shows it."""
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        return await self._checked(session, name)

    async def preview(self, request: Request, name: str) -> Response:
        """A PNG of one item as the terminal draws it: `item`, `orientation`, `mode`, `at` (2026-12-01T09:30)."""
        self._door.at_work(request, Right.CONTENT_EDIT)
        await self._known(name)
        asked, left = self._asked_of(request), asyncio.Event()

        def draw() -> bytes:
            with self._drafts.folder(name) as root:
                return self._preview.picture(asked, root, left.is_set)

        work = asyncio.create_task(asyncio.to_thread(draw))
        try:
            while not work.done():
                await asyncio.wait({work}, timeout=0.5)
                if await request.is_disconnected():
                    left.set()
            return Response(work.result(), media_type="image/png", headers=HEADERS)
        except NotDrawn as told:
            return Response(told.text, 409, media_type="text/plain", headers=HEADERS)
        except (PackRejected, PackRefused, OSError) as error:
            return Response(str(error), 409, media_type="text/plain", headers=HEADERS)

    def _asked_of(self, request: Request) -> Asked:
        """Raises HTTPException: no such way to look at it."""
        told = request.query_params
        orientation, mode = told.get("orientation", "portrait"), told.get("mode", "standard")
        try:
            at = datetime.fromisoformat(told.get("at") or self._door.clock().isoformat()).replace(tzinfo=None)
            if orientation not in ("portrait", "landscape") or mode not in MODES:
                raise ValueError(mode)
            moment = at.isoformat(timespec="minutes")
            return Asked(told.get("item", ""), orientation, mode, moment, hall=self._door.hall.name)
        except ValueError:
            raise HTTPException(404) from None

    # -- what editors do ----------------------------------------------------------------------

    async def make(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        fields = await self._door.form(request, session)
        name = fields.text("name").strip().lower()
        try:
            await asyncio.to_thread(self._drafts.make, name, fields.text("title"), session.account.id)
        except PackRefused as refused:
            return await self._list(session, 409, words.refused(refused.reason), fields)
        return RedirectResponse(f"{HERE}/{name}", 303, HEADERS)

    async def item(self, request: Request, name: str) -> Response:
        """A new exhibit, or another text or file of one that is there."""
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        await self._known(name)
        try:
            form = await self._door.staged_form(request, session, self._drafts.home, MOST_MEGABYTES << 20)
        except BodyTooLarge:
            return await self._show(session, name, 413, words.TOO_LARGE.format(megabytes=MOST_MEGABYTES))
        except FileUnderWay:
            return await self._show(session, name, 409, words.UNDER_WAY)
        except OSError as error:
            return await self._show(session, name, 507, _said_of(error))
        fields = form.fields
        try:
            kept, left_out = await asyncio.to_thread(self._save, name, form, session.account.id)
        except _NotRead as refused:
            return await self._show(session, name, 409, str(refused), fields.text("item"), fields)
        except PackRefused as refused:
            return await self._show(session, name, 409, words.refused(refused.reason), fields.text("item"), fields)
        except OSError as error:
            return await self._show(session, name, 507, _said_of(error), fields.text("item"), fields)
        finally:
            if form.path is not None:
                form.path.unlink(missing_ok=True)  # where it was not taken
        return await self._show(session, name, says=words.saved(kept, left_out))

    def _save(self, name: str, form: StagedForm, by: int) -> tuple[str, tuple[str, ...]]:
        """The item, and what of its file did not come along. Raises _NotRead, PackRefused, OSError.

        What is kept is what a limited child gave back: a text without what nobody wrote to be read, a picture without
        its place and its author.
        """
        fields, file_name = form.fields, ""
        left_out: tuple[str, ...] = ()
        if form.path is not None:
            read = _TABLES if form.name.lower().endswith(SHEETS) else read_file(form.name, form.path.read_bytes())
            if read.refused:
                raise _NotRead(read.refused)
            if read.content:
                form.path.write_bytes(read.content)
            file_name, left_out = read.name or form.name, read.left_out
        change = Change(fields.text("item"), written_of(fields, file_name), form.path)
        return self._drafts.save(name, fields.number("seen") or 0, change, by), left_out

    async def remove(self, request: Request, name: str) -> Response:
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        fields = await self._door.form(request, session)
        seen, item = fields.number("seen") or 0, fields.text("item")
        return await self._done(session, name, partial(self._drafts.remove, name, seen, item, session.account.id))

    async def build(self, request: Request, name: str) -> Response:
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        await self._door.form(request, session)
        return await self._done(
            session, name, partial(build_version, self._drafts, self._desk, name, self._today(), session.account.id)
        )

    # -- what keepers do ----------------------------------------------------------------------

    def _doing(self, right: Right, act: Callable[[str, Fields, int], Any]) -> Callable[..., Any]:
        async def do(request: Request, name: str) -> Response:
            session = self._door.at_work(request, right)
            fields = await self._door.form(request, session)
            return await self._done(session, name, partial(act, name, fields, session.account.id))

        return do

    def _approve(self, _name: str, fields: Fields, by: int) -> None:
        self._desk.approve(fields.number("version") or 0, by)

    def _publish(self, _name: str, fields: Fields, by: int) -> None:
        self._desk.publish(fields.number("version") or 0, by)

    def _roll_back(self, name: str, fields: Fields, by: int) -> None:
        self._desk.roll_back(name, fields.number("version"), by)

    def _take_off(self, name: str, _fields: Fields, by: int) -> None:
        self._desk.take_down(name, by=by)

    def _take_down(self, name: str, fields: Fields, by: int) -> None:
        self._desk.take_down(name, fields.text("item"), fields.text("why")[:200], by)

    def _put_back(self, name: str, fields: Fields, by: int) -> None:
        self._desk.put_back(name, fields.text("item"), by)

    # -- how it is answered -------------------------------------------------------------------

    async def _done(self, session: Session, name: str, act: Callable[[], object]) -> Response:
        try:
            await asyncio.to_thread(act)
        except PackRefused as refused:
            return await self._show(session, name, 409, words.refused(refused.reason))
        except PackRejected as rejected:
            return await self._show(session, name, 409, said_of(rejected))
        except PackLost:
            return await self._show(session, name, 409, LOST)
        except OSError as error:
            return await self._show(session, name, 507, _said_of(error))
        return RedirectResponse(f"{HERE}/{name}", 303, HEADERS)

    async def _list(self, session: Session, status: int = 200, says: str = "", typed: Fields | None = None) -> Response:
        drafts = await asyncio.to_thread(self._drafts.all)
        playing = {one.pack: one for one in await asyncio.to_thread(self._desk.playing)}
        return self._door.page(
            "exhibition/packs.html", status, session=session, room="packs", says=says, drafts=drafts, playing=playing,
            stale=_stale(drafts, self._today()), today=self._today(), typed=typed,
        )  # fmt: skip

    async def _show(
        self, session: Session, name: str, status: int = 200, says: str = "", item: str = "",
        typed: Fields | None = None,
    ) -> Response:  # fmt: skip
        draft = await self._known(name)
        versions = [one for one in await asyncio.to_thread(self._desk.versions) if one.pack == name]
        down = [one for one in await asyncio.to_thread(self._desk.tombstones) if one.pack == name]
        item = item if item in draft.items else ""
        written = written_of(typed, "") if typed else draft.items.get(item, {})
        return self._door.page(
            "exhibition/pack.html", status, session=session, room="packs", says=says, draft=draft, versions=versions,
            down=down, item=item, written=shown(written), most=MOST_MEGABYTES,
        )  # fmt: skip

    async def _checked(self, session: Session, name: str) -> Response:
        draft = await self._known(name)

        def look() -> Any:
            with self._drafts.folder(name) as root:
                return checked(root, self._today())

        try:
            looked = await asyncio.to_thread(look)
        except (PackRejected, PackRefused) as refused:
            says = said_of(refused) if isinstance(refused, PackRejected) else words.refused(refused.reason)
            return await self._show(session, name, 409, says)
        except OSError as error:
            return await self._show(session, name, 507, _said_of(error))
        names = {str(written.get("file", "")): str(written.get("title", "")) for written in draft.items.values()}
        return self._door.page(
            "exhibition/pack_checked.html", session=session, room="packs", says="", draft=draft, looked=looked,
            names=names,
        )  # fmt: skip

    async def _known(self, name: str) -> Draft:
        try:
            return await asyncio.to_thread(self._drafts.of, name)
        except PackRefused:
            raise HTTPException(303, headers={"Location": HERE}) from None

    def _today(self) -> date:
        return self._door.clock().date()


def _said_of(error: OSError) -> str:
    if error.errno not in (errno.ENOSPC, errno.EDQUOT):
        log.error("a pack was not kept: %s", error.strerror)
    return words.DISK_FULL


def _stale(drafts: list[Draft], today: date) -> list[tuple[str, str, date]]:
    """Pack, title and last day of what ends within a month or has ended, the oldest first."""
    found = []
    for draft in drafts:
        for written in draft.items.values():
            days = [day for key in ("valid_until", "consent_until") if (day := _day(written.get(key)))]
            if days and (min(days) - today).days <= SOON_DAYS:
                found.append((draft.pack, str(written.get("title", "")), min(days)))
    return sorted(found, key=lambda one: one[2])


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
