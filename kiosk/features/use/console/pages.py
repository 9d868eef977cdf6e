"""How the hall is used, over HTTP: ``/keeper/use``, its counts and its proof of play as .xlsx."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kiosk.core.access.rights import Right
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.drawers import KEEPER
from kiosk.core.web.sheets import sent
from kiosk.features.use.console import words
from kiosk.features.use.console.drawn import drawn, drawn_plays
from kiosk.features.use.console.workbook import counts_book, plays_book
from kiosk.features.use.hall import read
from kiosk.features.use.hall.read import Screen
from kiosk.features.use.rules.hours import last_whole_week
from kiosk.features.use.rules.plays import DayShown, OnShow, Shown, by_item, joined, never
from kiosk.features.use.rules.summary import HourRow, Row, Summary, summary
from kiosk.features.use.rules.things import THINGS
from kiosk.features.use.rules.times import A_QUARTER, A_WEEK, KEPT_DAYS, KINDS, Kind, Time, spans, time_of

ROOM = "use"
NEVER_DAYS = timedelta(days=30)
MOST_BY_DAY = 20_000
OnShowNow = Callable[[datetime], list[tuple[str, str, str]]]
"""Pack, item and title of what the published packs bring to the loops. Blocks."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of the counts is looked at; `screen` None: the whole hall."""

    time: Time
    screen: Screen | None

    @property
    def screen_id(self) -> int | None:
        return self.screen.id if self.screen else None


class UsePages:
    """``/keeper/use``, ``…/counts.xlsx``, ``…/plays.xlsx``."""

    def __init__(self, door: Doorman, on_show: OnShowNow) -> None:
        self._door, self._on_show = door, on_show

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=f"{KEEPER}/{ROOM}", default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.get("/counts.xlsx")(self.counts)
        routes.get("/plays.xlsx")(self.plays)
        return routes

    async def page(self, request: Request) -> Response:
        return await self._page(request, 200, "")

    async def _page(self, request: Request, status: int, says: str) -> Response:
        session = self._door.at_work(request, Right.USE)
        screens = await self._door.hall.database.run(read.screens)
        asked = self._asked(request, screens)
        shown = await self._shown(asked.time.first, asked.time.last, asked.screen_id)
        today = self._today()
        lately = await self._shown(today - NEVER_DAYS, today, None)
        on_show = await asyncio.to_thread(self._on_show, self._door.clock())
        unplayed = never([OnShow(*one) for one in on_show], lately)
        found = drawn(await self._summary(asked), unplayed) | drawn_plays(by_item(shown), unplayed)
        return self._door.page(
            "use/use.html", status, session=session, room=ROOM, says=says, asked=asked, time=asked.time,
            screens=screens, kinds=KINDS, today=today, **found,
        )  # fmt: skip

    async def counts(self, request: Request) -> Response:
        """A time's counts, as the page shows them."""
        self._door.at_work(request, Right.USE)
        asked = self._asked(request, await self._door.hall.database.run(read.screens))
        days = words.days(asked.time.first, asked.time.last)
        title = f"{self._door.hall.name} {days}{f' {asked.screen.name}' if asked.screen else ''}"
        book = await asyncio.to_thread(counts_book, await self._summary(asked), title)
        return sent(book, f"{words.REPORT_NAME}-{asked.time.first}-{asked.time.last}")

    async def plays(self, request: Request) -> Response:
        """Proof of play from one day (`from`) to another (`to`), both in it."""
        self._door.at_work(request, Right.USE)
        try:
            first, last = (date.fromisoformat(request.query_params.get(name, "")) for name in ("from", "to"))
        except ValueError:
            return await self._page(request, 422, words.WRONG_DAYS)
        if first > last:
            return await self._page(request, 422, words.WRONG_DAYS)
        today = self._today()
        first, last = max(first, today - timedelta(days=KEPT_DAYS)), min(last, today + timedelta(days=1))
        shown, by_day = await self._shown(first, last, None), await self._by_day(first, last)
        title = f"{self._door.hall.name} {words.days(first, last)}"
        book = await asyncio.to_thread(plays_book, shown, by_day, title, MOST_BY_DAY)
        return sent(book, f"{words.PLAYS_NAME}-{first}-{last}")

    # -- what is asked, and read ------------------------------------------------------------------

    def _asked(self, request: Request, screens: list[Screen]) -> _Asked:
        """What is not understood is what is shown at first: the last week that is over, of the whole hall."""
        given = request.query_params
        kind: Kind = next((one for one in KINDS if one == given.get("time")), "week")
        try:
            day = date.fromisoformat(given.get("day", ""))
        except ValueError:
            day = last_whole_week(self._today())
        screen = next((one for one in screens if str(one.id) == given.get("screen")), None)
        return _Asked(time_of(kind, day, self._today()), screen)

    async def _summary(self, asked: _Asked) -> Summary:
        run, time = self._door.hall.database.run, asked.time
        first, last = (*time.earlier(), *time.weeks)[0], time.weeks[-1]
        rows: list[Row] = []
        for thing in sorted(THINGS):
            rows += await run(partial(read.counts, thing=thing, first=first, last=last))
        hours: list[HourRow] = []
        for begin, end in spans(first, last, A_QUARTER):
            hours += await run(partial(read.visit_hours, first=begin, last=end))
        return await asyncio.to_thread(summary, rows, hours, time, asked.screen_id)

    async def _shown(self, first: date, last: date, screen: int | None) -> list[Shown]:
        run = self._door.hall.database.run
        weeks = spans(first, last, A_WEEK)
        return joined([await run(partial(read.shown, first=a, last=b, screen=screen)) for a, b in weeks])

    async def _by_day(self, first: date, last: date) -> list[DayShown]:
        found: list[DayShown] = []
        for day, _ in spans(first, last, 1):
            work = partial(read.shown_on, day=day, most=MOST_BY_DAY - len(found))
            found += await self._door.hall.database.run(work)
        return found

    def _today(self) -> date:
        return self._door.clock().date()
