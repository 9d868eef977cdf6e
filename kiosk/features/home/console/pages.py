"""首页: which tiles stand there, in which order, with a look at it before it is saved. ``/keeper/home``.

A press on 上移 or 下移 moves a row of what was typed and saves nothing; without a script the page comes back so. What
somebody else saved meanwhile is shown, and what was typed still stands there.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from kiosk.core.access.accounts import still_may
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.drawers import KEEPER
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.features.home.console import words
from kiosk.features.home.console.given import Given, Looked, NotDrawn, TileName
from kiosk.features.home.hall.desk import ArrangedMeanwhile, HomeDesk, Kept
from kiosk.features.home.rules.arrangement import USUAL, Arrangement, filled, sound
from kiosk.features.home.rules.plan import usual

ROOM = "home"
HERE = f"{KEEPER}/{ROOM}"
WHY = "X-Kiosk-Why"
LOOK_SECONDS = 0.5
LONGEST = 4000  # characters of an arrangement in an address


@dataclass(frozen=True, slots=True)
class ShownRow:
    """`name` None: of another version."""

    key: str
    place: str
    name: TileName | None

    @property
    def title(self) -> str:
        return self.name.name if self.name else self.key


class HomePages:
    def __init__(self, door: Doorman, desk: HomeDesk, given: Given) -> None:
        self._door, self._desk, self._given = door, desk, given

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.post("/save")(self.save)
        routes.post("/usual")(self.usual)
        routes.get("/preview")(self.preview)
        return routes

    async def page(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        said = {"saved": words.SAVED, "usual": words.USUAL_SAVED}.get(request.query_params.get("said", ""), "")
        return await self._show(session, well=said)

    async def save(self, request: Request) -> Response:
        """What stands in the form from now on; with `move` in it, the form once more with one row moved."""
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        fields = await self._door.form(request, session)
        typed, seen = typed_of(fields), fields.number("seen") or 0
        if move := fields.text("move"):
            return await self._show(session, typed=moved(typed, move), seen=seen)
        return await self._arrange(session, typed, seen, "saved")

    async def usual(self, request: Request) -> Response:
        """As the tiles stand by themselves."""
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        fields = await self._door.form(request, session)
        return await self._arrange(session, USUAL, fields.number("seen") or 0, "usual")

    async def _arrange(self, session: Session, arrangement: Arrangement, seen: int, said: str) -> Response:
        actor = "keeper" if session.account.may(Right.CONTENT_PUBLISH) else "editor"
        work = partial(self._work, seen=seen, arrangement=arrangement, by=session.account.id, actor=actor)
        try:
            await self._door.hall.database.run(work)
        except ArrangedMeanwhile:
            return await self._show(session, 409, words.CHANGED, typed=arrangement)
        return RedirectResponse(f"{HERE}?said={said}", 303, HEADERS)

    def _work(self, rows: Connection, seen: int, arrangement: Arrangement, by: int, actor: str) -> None:
        still_may(rows, by, Right.CONTENT_EDIT)
        self._desk.arrange(rows, seen, arrangement, by, actor)

    async def _show(
        self, session: Session, status: int = 200, says: str = "", *, typed: Arrangement | None = None,
        seen: int | None = None, well: str = "",
    ) -> Response:  # fmt: skip
        kept: Kept = await self._door.hall.database.run(self._desk.now)
        names = {one.key: one for one in self._given.names()}
        by_itself = usual(list(names.values()), tuple(words.GROUPS))
        shown = filled(typed if typed is not None else kept.arrangement, by_itself)
        rows = [ShownRow(row.key, row.place, names.get(row.key)) for row in shown.rows]
        on_home = [one for one in filled(kept.arrangement, by_itself).rows if one.place == "home" and one.key in names]
        return self._door.page(
            "home/home.html", status, session=session, room=ROOM, says=says, well=well, kept=kept, rows=rows,
            seen=kept.revision if seen is None else seen, arranged=to_address(shown), changed=status != 200,
            on_home=[names[one.key].name for one in on_home],
        )  # fmt: skip

    async def preview(self, request: Request) -> Response:
        """A PNG of `page`, `orientation`, `mode`, with the tiles as `arranged` (``daily:home,find:all``) says."""
        self._door.at_work(request, Right.CONTENT_EDIT)
        told = request.query_params
        looked = Looked(
            told.get("page", "whole_home"), told.get("orientation", "portrait"), told.get("mode", "standard")
        )
        if not (looked.page in words.PAGES and looked.orientation in words.ORIENTATIONS and looked.mode in words.MODES):
            raise HTTPException(404)
        left = asyncio.Event()
        arrangement = of_address(told.get("arranged", ""))
        work = asyncio.create_task(asyncio.to_thread(self._given.draw, looked, arrangement, left.is_set))
        try:
            while not work.done():
                await asyncio.wait({work}, timeout=LOOK_SECONDS)
                if await request.is_disconnected():
                    left.set()
            return Response(work.result(), media_type="image/png", headers=HEADERS)
        except NotDrawn as refused:
            return Response(refused.text, 409, HEADERS | {WHY: refused.why}, "text/plain; charset=utf-8")


def typed_of(fields: Fields) -> Arrangement:
    """The rows of the form in their order, each with its place."""
    return sound((key, fields.text(f"place-{key}")) for key in fields.all("key"))


def moved(arrangement: Arrangement, move: str) -> Arrangement:
    """``daily:-1``: one up; ``daily:1``: one down; what is none of these moves nothing."""
    key, _, step = move.partition(":")
    rows = list(arrangement.rows)
    at = next((place for place, row in enumerate(rows) if row.key == key), -1)
    to = at + {"-1": -1, "1": 1}.get(step, 0)
    if at >= 0 and 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
    return Arrangement(tuple(rows))


def to_address(arrangement: Arrangement) -> str:
    return ",".join(f"{row.key}:{row.place}" for row in arrangement.rows)


def of_address(text: str) -> Arrangement:
    """What of it can be used."""
    pairs = (one.partition(":") for one in text[:LONGEST].split(",") if one)
    return sound((key, place) for key, _, place in pairs)
