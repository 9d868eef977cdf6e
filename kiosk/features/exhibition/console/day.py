"""What shows at a time, and of everything else why not: the words of `kiosk pack why`, in the browser.

``/keeper/packs/_day`` for all that plays in the hall, ``/keeper/packs/{name}/day`` for one pack: its draft, or what
plays of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from content.pack.exhibit import PROFILES, SCREENS, Exhibit
from kiosk.core.access.rights import Right
from kiosk.features.exhibition.console.answers import HERE, REFUSALS, Answers, told
from kiosk.features.exhibition.console.previews import moment_of
from kiosk.features.exhibition.console.views import A_PAGE
from kiosk.features.exhibition.hall.programme import Scene
from kiosk.features.exhibition.rules.showing import Screen

DRAFT, HALL = "draft", "hall"
MOST_OF_ROUND = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """`pack` empty: the whole hall. `of`: draft or hall. `item`: that one alone."""

    pack: str
    of: str
    at: datetime
    screen: Screen
    item: str
    query: str
    page: int


@dataclass(frozen=True, slots=True)
class Told:
    """One exhibit at that time."""

    exhibit: Exhibit
    is_on: bool
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """`round`: what the loop shows, in its order, of `length`; `told`: a page of `count` exhibits, of `pages` pages."""

    round: tuple[Exhibit, ...] = ()
    length: int = 0
    told: tuple[Told, ...] = ()
    on: int = 0
    count: int = 0
    page: int = 1
    pages: int = 1


class DayPages:
    def __init__(self, answers: Answers) -> None:
        self._answers, self._door, self._programme = answers, answers.door, answers.programme

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)
        routes.get("/_day")(self.hall)
        routes.get("/{name}/day")(self.pack)
        return routes

    async def hall(self, request: Request) -> Response:
        return await self._show(request, "")

    async def pack(self, request: Request, name: str) -> Response:
        return await self._show(request, name)

    async def _show(self, request: Request, name: str) -> Response:
        session = self._door.at_work(request, Right.CONTENT_EDIT)
        draft = await self._answers.known(name) if name else None
        asked, status, says = self._asked_of(request, name), 200, ""
        try:
            day = await asyncio.to_thread(self._day, asked)
        except REFUSALS as error:
            (status, says), day = told(error), Day()
        in_draft = frozenset(draft.items) if draft else frozenset()
        return self._answers.page(
            "pack_day", session, status, says, draft=draft, asked=asked, day=day, in_draft=in_draft,
            screens=SCREENS, profiles=PROFILES,
        )  # fmt: skip

    def _asked_of(self, request: Request, name: str) -> Asked:
        """What is no day, no screen and no number is as if it were left out."""
        given, now = request.query_params, self._door.clock()
        try:
            at = moment_of("", given.get("date", ""), given.get("time", ""), now)
        except ValueError:
            at = now.replace(tzinfo=None)
        screen, profile = given.get("screen", ""), given.get("profile", "")
        page = given.get("page", "1")
        return Asked(
            name, HALL if not name or given.get("of") == HALL else DRAFT, at.replace(second=0, microsecond=0),
            Screen(screen if screen in SCREENS else SCREENS[0], profile if profile in PROFILES else ""),
            given.get("item", ""), given.get("q", "").strip()[:60],
            int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        )  # fmt: skip

    def _day(self, asked: Asked) -> Day:
        """Blocks. Raises one of `REFUSALS`."""
        scene = self._programme.hall() if asked.of == HALL else self._programme.with_draft(asked.pack)
        loop, on = scene.round_at(asked.at, asked.screen), {one.key for one in scene.on_at(asked.at, asked.screen)}
        found = self._found(scene, asked)
        found.sort(key=lambda one: one.key not in on)  # what shows first; else in the packs' order
        pages = max(1, -(-len(found) // A_PAGE))
        page = min(max(asked.page, 1), pages)
        shown = found[(page - 1) * A_PAGE : page * A_PAGE]
        return Day(
            loop[:MOST_OF_ROUND], len(loop), _told(scene, shown, asked), sum(one.key in on for one in found),
            len(found), page, pages,
        )  # fmt: skip

    @staticmethod
    def _found(scene: Scene, asked: Asked) -> list[Exhibit]:
        wanted = asked.query.casefold()
        return [
            one for one in scene.exhibits
            if (not asked.pack or one.pack == asked.pack) and (not asked.item or one.id == asked.item)
            and wanted in f"{one.title} {one.key}".casefold()
        ]  # fmt: skip


def _told(scene: Scene, shown: Sequence[Exhibit], asked: Asked) -> tuple[Told, ...]:
    return tuple(Told(one, *scene.said_of(one, asked.at, asked.screen)) for one in shown)
