"""The keeper's first page over HTTP: ``/keeper``, its forms, the .xlsx file; and whatever is no room."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from kiosk.apps.hall.console.keeper import today, words
from kiosk.apps.hall.console.keeper.drawn_day import drawn
from kiosk.apps.hall.console.keeper.workbook import workbook
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.doorman import Doorman, by_script
from kiosk.core.web.drawers import KEEPER
from kiosk.core.web.keeper_room import Form, form_routes
from kiosk.core.web.module import joined
from kiosk.core.web.sheets import sent


class TodayPages:
    """``/keeper``, ``/keeper/report.xlsx``, the forms, and ``/keeper/{room}`` and ``/keeper/do/{verb}`` of nobody."""

    def __init__(self, door: Doorman, reads: today.Reads, forms: Mapping[str, Form]) -> None:
        self._door, self._reads, self._forms = door, reads, forms

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=KEEPER, default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.get("/report.xlsx")(self.report)
        routes.get("/{room}")(self.no_room)
        routes.post("/do/{verb}")(self.no_form)
        return joined(form_routes(self._door, Right.DAY, self._forms, self._show, KEEPER), routes)

    async def page(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.DAY, acts=not by_script(request))
        return await self._show(request, session, 200, "")

    async def report(self, request: Request) -> Response:
        self._door.at_work(request, Right.DAY)
        day = await self._day(request)
        content = await asyncio.to_thread(workbook, day, self._door.hall.name)
        return sent(content, f"{words.REPORT_NAME}-{day.queue.day}")

    async def no_room(self, request: Request, room: str) -> Response:
        """Only who keeps the day is told that there is none."""
        self._door.at_work(request, Right.DAY)
        raise HTTPException(404)

    async def no_form(self, request: Request, verb: str) -> Response:
        await self._door.form(request, self._door.at_work(request, Right.DAY))
        raise HTTPException(404)

    async def _show(self, request: Request, session: Session, status: int, says: str) -> Response:
        template = "keeper/today_body.html" if by_script(request) else "keeper/today.html"
        shown = drawn(await self._day(request))
        return self._door.page(template, status, session=session, room="", says=says, **shown)

    async def _day(self, request: Request) -> today.Day:
        reading = partial(today.read, reads=self._reads, day=request.query_params.get("day"))
        return await self._door.hall.database.run(reading)
