"""The buttons of a pack: moved, changed together, left out, built, approved, published, taken down and put back.

Each is one press. What takes something off the screens asks once; what was pressed twice is done once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.frame import Fields
from kiosk.features.exhibition.console import words
from kiosk.features.exhibition.console.answers import HERE, Answers, Done
from kiosk.features.exhibition.console.form import LONGEST_TITLE, refusal_of, seen_of
from kiosk.features.exhibition.console.pages import PackPages
from kiosk.features.exhibition.console.views import page_of
from kiosk.features.exhibition.hall import checks
from kiosk.features.exhibition.hall.built import build_version
from kiosk.features.exhibition.hall.desk import PackDesk, PackRefused
from kiosk.features.exhibition.hall.drafts import Drafts
from kiosk.features.exhibition.hall.intake import NotTaken

LONGEST_REASON = 200
OF_SEVERAL = ("source", "source_date", "valid_from", "valid_until")
Act = Callable[[str, Fields, int], Done]


class PackButtons:
    """``/keeper/packs/{name}/{verb}``."""

    def __init__(self, answers: Answers, pages: PackPages) -> None:
        self._answers, self._pages = answers, pages
        self._desk: PackDesk = answers.desk
        self._drafts: Drafts = answers.drafts

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)
        edit, approve, publish = Right.CONTENT_EDIT, Right.CONTENT_APPROVE, Right.CONTENT_PUBLISH
        for verb, right, act in (
            ("move", edit, self._move), ("until", edit, self._until), ("titles", edit, self._titles),
            ("remove", edit, self._remove), ("build", edit, self._build), ("approve", approve, self._approve),
            ("roll-back", publish, self._roll_back),
            ("put-back", publish, self._put_back),
        ):  # fmt: skip
            routes.post(f"/{{name}}/{verb}")(self._doing(right, act))
        routes.post("/{name}/publish")(self.publish)
        routes.post("/{name}/take-down")(self.take_down)
        routes.post("/{name}/take-off")(self.take_off)
        return routes

    def _doing(self, right: Right, act: Act) -> Callable[..., object]:
        async def do(request: Request, name: str) -> Response:
            session, fields = await self._answers.form(request, right)
            return await self._do(request, session, name, fields, act)

        return do

    async def _do(self, request: Request, session: Session, name: str, fields: Fields, act: Act) -> Response:
        await self._answers.known(name)

        async def show(status: int, says: str) -> Response:
            return await self._pages.show(session, name, status, says, page=fields.number("page") or 1)

        work = partial(act, name, fields, session.account.id)
        return await self._answers.done(request, session, fields, work, show)

    # -- what editors do ------------------------------------------------------------------------------------------

    def _move(self, name: str, fields: Fields, by: int) -> Done:
        item, place = fields.text("item"), fields.number("place") or 1
        self._drafts.move(name, seen_of(fields), item, place, by)
        page = page_of(self._drafts.of(name), item)
        return Done(f"{HERE}/{name}?page={page}#{item}")

    def _until(self, name: str, fields: Fields, by: int) -> Done:
        chosen, day = fields.all("item"), fields.text("valid_until").strip()
        if not chosen:
            raise PackRefused("none_chosen")
        _refuse({"valid_until": day} if day else {})
        self._drafts.amend(name, seen_of(fields), {item: {"valid_until": day} for item in chosen}, by)
        return Done(f"{HERE}/{name}?page={fields.number('page') or 1}", words.until_set(len(chosen), day))

    def _titles(self, name: str, fields: Fields, by: int) -> Done:
        """Titles one by one, and what is the same of all of them once."""
        same = {key: text for key in OF_SEVERAL if (text := fields.text(key).strip())}
        _refuse(same)
        known = self._drafts.of(name).items
        changes = {
            item: same | ({"title": title} if (title := fields.text(f"title-{item}").strip()[:LONGEST_TITLE]) else {})
            for item in fields.all("item") if item in known
        }  # fmt: skip
        self._drafts.amend(name, seen_of(fields), changes, by)
        return Done(f"{HERE}/{name}", words.titles_saved(len(changes)))

    def _remove(self, name: str, fields: Fields, by: int) -> Done:
        self._drafts.remove(name, seen_of(fields), fields.text("item"), by)
        return Done(f"{HERE}/{name}?page={fields.number('page') or 1}", words.REMOVED)

    def _build(self, name: str, _fields: Fields, by: int) -> Done:
        draft = self._drafts.of(name)
        taken = build_version(self._drafts, self._desk, name, self._answers.today(), by)
        checks.keep(self._drafts, draft, taken.looked, self._answers.door.clock().isoformat(timespec="minutes"))
        return Done(f"{HERE}/{name}", words.built(taken.version.number, taken.version.items, len(taken.held_back)))

    # -- what keepers do ------------------------------------------------------------------------------------------

    def _approve(self, name: str, fields: Fields, by: int) -> Done:
        self._desk.approve(fields.number("version") or 0, by)
        return Done(f"{HERE}/{name}", words.APPROVED)

    def _publish(self, name: str, fields: Fields, by: int) -> Done:
        self._desk.publish(fields.number("version") or 0, by)
        return Done(f"{HERE}/{name}", words.PUBLISHED)

    def _roll_back(self, name: str, fields: Fields, by: int) -> Done:
        version = self._desk.roll_back(name, fields.number("version"), by)
        return Done(f"{HERE}/{name}", words.rolled_back(version.number))

    def _put_back(self, name: str, fields: Fields, by: int) -> Done:
        self._desk.put_back(name, fields.text("item"), by)
        return Done(f"{HERE}/{name}", words.IS_BACK)

    async def publish(self, request: Request, name: str) -> Response:
        """A version; asked once where 请改 of the template would be read on the screens."""
        session, fields = await self._answers.form(request, Right.CONTENT_PUBLISH)
        await self._answers.known(name)
        number = fields.number("version") or 0
        versions = await asyncio.to_thread(self._desk.versions)
        found = next((one for one in versions if (one.id, one.pack) == (number, name)), None)
        if found and found.state == "approved" and found.placeholders and not fields.text("sure"):
            asks = words.publish_asked(found.number, found.placeholders)
            return self._sure(session, name, "publish", asks, version=number)
        return await self._do(request, session, name, fields, self._publish)

    async def take_down(self, request: Request, name: str) -> Response:
        """One item, for good: asked once, with what follows."""
        session, fields = await self._answers.form(request, Right.CONTENT_PUBLISH)
        draft = await self._answers.known(name)
        if not fields.text("sure"):
            item = fields.text("item")
            title = str(draft.items.get(item, {}).get("title", "")) or item
            return self._sure(session, draft.pack, "take-down", words.take_down_asked(title), item)
        return await self._do(request, session, name, fields, self._take_down)

    async def take_off(self, request: Request, name: str) -> Response:
        """The whole pack, off the screens: asked once."""
        session, fields = await self._answers.form(request, Right.CONTENT_PUBLISH)
        draft = await self._answers.known(name)
        if not fields.text("sure"):
            return self._sure(session, draft.pack, "take-off", words.take_off_asked(draft.title))
        return await self._do(request, session, name, fields, self._take_off)

    def _sure(
        self, session: Session, pack: str, verb: str, asks: str, item: str = "", version: int = 0
    ) -> Response:  # fmt: skip
        return self._answers.page("pack_sure", session, pack=pack, verb=verb, asks=asks, item=item, version=version)

    def _take_down(self, name: str, fields: Fields, by: int) -> Done:
        self._desk.take_down(name, fields.text("item"), fields.text("why")[:LONGEST_REASON], by)
        return Done(f"{HERE}/{name}", words.TAKEN_DOWN)

    def _take_off(self, name: str, _fields: Fields, by: int) -> Done:
        self._desk.take_down(name, by=by)
        return Done(f"{HERE}/{name}", words.TAKEN_OFF)


def _refuse(written: dict[str, str]) -> None:
    """Raises NotTaken."""
    if refused := refusal_of(written):
        raise NotTaken(str(refused))
