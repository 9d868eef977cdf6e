"""The service desk at the door over HTTP, ``/console/desk``: the whole queue at a glance, for who sits at no window.

What is done here needs no window: a number by hand, a slip once more, an earlier turn, a call for help, a PIN. Nobody
is called from here: a call leads to a window, and to somebody who sits at it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from kiosk.core.access.accounts import masked_names
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.access.terminals import Terminals
from kiosk.core.database import events
from kiosk.core.web.doorman import DESK, Doorman, by_script
from kiosk.core.web.frame import HEADERS
from kiosk.features.help.rules.calls import HelpCall
from kiosk.features.tickets.console import clerk_buttons as clerk
from kiosk.features.tickets.console import left_now
from kiosk.features.tickets.console.clerk import DevicesNow, Went
from kiosk.features.tickets.console.found import Found, look_for
from kiosk.features.tickets.console.pressing import NO_WINDOW, PageButtons
from kiosk.features.tickets.rules import searching
from kiosk.features.tickets.rules import words as queue_words
from kiosk.features.tickets.rules.clock import ClockNow
from kiosk.features.tickets.wire import ServicesNow


@dataclass(frozen=True, slots=True)
class Look:
    """All the page shows, read in one work."""

    now: ServicesNow
    help_calls: list[HelpCall]
    gone: list[Went]
    event_id: int
    clock: ClockNow
    found: Found | None
    people: Mapping[str, str]  # "#12", as the log names who pressed: 李*
    left: left_now.LeftNow


class DeskPages:
    """``/console/desk``, ``/console/desk/find``, ``/console/desk/do/{verb}``."""

    def __init__(self, door: Doorman, desks: clerk.Desks, terminals: Terminals, devices: DevicesNow) -> None:
        self._door, self._desks, self._terminals, self._devices = door, desks, terminals, devices
        self._sessions, self._run, self._presses = door.hall.sessions, door.hall.database.run, PageButtons(door, desks)

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=DESK, default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.post("/find")(self.find)
        routes.post("/do/{verb}")(self.do)
        return routes

    async def page(self, request: Request) -> Response:
        return await self._show(request, self._door.at_work(request, Right.TICKET, acts=not by_script(request)))

    async def find(self, request: Request) -> Response:
        """Open a number of the day, or (nothing typed) close it."""
        session = self._door.at_work(request, Right.TICKET)
        fields = await self._door.form(request, session)
        session.looks_for = fields.text("wanted").strip()[: searching.LONGEST]
        return await self._after(request, session)

    async def do(self, request: Request, verb: str) -> Response:
        """A button that needs no window."""
        session = self._door.at_work(request, Right.TICKET)
        await self._presses.once(session, verb, NO_WINDOW, await self._door.form(request, session))
        return await self._after(request, session)

    async def _after(self, request: Request, session: Session) -> Response:
        """The fragment for the page's script, the page itself without scripts."""
        return await self._show(request, session) if by_script(request) else RedirectResponse(DESK, 303, HEADERS)

    async def _show(self, request: Request, session: Session) -> Response:
        seen = await self._run(partial(self._look, typed=session.looks_for))
        says, told = self._sessions.told(session)
        sitting = {window.id: self._sessions.at_window(window.id) for window in seen.now.windows}
        values: dict[str, Any] = {
            "seen": seen, "at": None, "gone": seen.gone, "session": session, "says": says, "told": told,
            "terminals": {terminal.id: terminal.name for terminal in self._terminals.all()},
            "sitting": {window: one.account.masked for window, one in sitting.items() if one},
            "devices": self._devices(), "key": secrets.token_urlsafe(12), "here": DESK, "queue_words": queue_words,
        }  # fmt: skip
        return self._door.page("tickets/desk_body.html" if by_script(request) else "tickets/desk.html", **values)

    def _look(self, connection: Connection, typed: str) -> Look:
        queue, gone = self._desks.queue, self._desks.help.gone(connection)
        names = masked_names(connection) if typed or gone else {}
        people = {f"#{account}": name for account, name in names.items()}
        return Look(
            queue.services_now(connection),
            self._desks.help.unanswered(connection),
            [Went(one.terminal, people.get(one.by, "")) for one in gone],
            events.newest_id(connection),
            queue.day.clock_now(connection),
            look_for(connection, queue.day, typed) if typed else None,
            people,
            left_now.read(connection, queue, self._sessions.windows()),
        )
