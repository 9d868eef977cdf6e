"""The question which date it is, ``/console/clock``: on the first page a clerk sees, also before a window is chosen."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from kiosk.core.access.rights import Right
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.owner import DiskFull
from kiosk.core.web import words as shared_words
from kiosk.core.web.doorman import HOME, Doorman
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.features.tickets.console import words
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.rules.refusals import NoSuchTime, TicketRefused
from kiosk.features.tickets.rules.words import REFUSED

RIGHT, SET, MACHINE = "right", "set", "machine"  # what a form says of the clock


def time_of(fields: Fields) -> datetime:
    """``date`` and ``time`` of a form, in hall time. Raises NoSuchTime."""
    try:
        return datetime.fromisoformat(f"{fields.text('date')}T{fields.text('time')}").replace(tzinfo=HALL_TIME)
    except ValueError as error:
        raise NoSuchTime from error


class ClockQuestion:
    """``/console/clock``: 对, or the right date and time."""

    def __init__(self, door: Doorman, desk: TicketDesk) -> None:
        self._door, self._desk = door, desk

    def router(self) -> APIRouter:
        routes = APIRouter(prefix="/console", default_response_class=HTMLResponse)
        routes.post("/clock")(self.answer)
        return routes

    async def answer(self, request: Request) -> Response:
        """Once for the hall: whoever comes later is told that it was answered."""
        session = self._door.at_work(request, Right.CLOCK)
        fields = await self._door.form(request, session)
        if fields.text("says") not in (RIGHT, SET):
            raise HTTPException(422)
        work = partial(self._answer, fields=fields, by=f"#{session.account.id}")
        says, told = "", ""
        try:
            await self._door.hall.database.run(work)
            told = shared_words.CLOCK_TOLD
        except TicketRefused as refused:
            says = REFUSED[type(refused).__name__]
        except DiskFull:
            says = words.DISK_FULL
        self._door.hall.sessions.tell(session, says, told)
        return RedirectResponse(HOME, 303, HEADERS)

    def _answer(self, connection: Connection, fields: Fields, by: str) -> None:
        right = time_of(fields) if fields.text("says") == SET else None
        self._desk.day.answer(connection, right, by=by)
