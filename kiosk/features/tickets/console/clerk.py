"""The clerk's page over HTTP: ``/console``, its window, the number searched, and one address for every button."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from kiosk.core.access.accounts import masked_names
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.access.terminals import Terminals
from kiosk.core.database import events
from kiosk.core.web.doorman import HOME, Doorman, by_script
from kiosk.core.web.frame import HEADERS
from kiosk.features.help.rules.calls import HelpCall
from kiosk.features.tickets.console import clerk_buttons as clerk
from kiosk.features.tickets.console import left_now, seats
from kiosk.features.tickets.console.found import Found, look_for
from kiosk.features.tickets.console.pressing import PageButtons
from kiosk.features.tickets.hall.plan import Plan
from kiosk.features.tickets.rules import searching
from kiosk.features.tickets.rules.clock import ClockNow
from kiosk.features.tickets.rules.refusals import UnknownWindow
from kiosk.features.tickets.wire import AtWindow


class DeviceLine(Protocol):
    """How the devices of one terminal stand; ``state`` is ``well`` or one of `words.DEVICE_STATES`."""

    @property
    def terminal(self) -> str: ...

    @property
    def state(self) -> str: ...


DevicesNow = Callable[[], Sequence[DeviceLine]]


@dataclass(frozen=True, slots=True)
class Went:
    """Somebody went to a terminal; ``who`` as 王*, empty when the account is none of this hall's."""

    terminal: str
    who: str


@dataclass(frozen=True)
class Look:
    """All the page shows, read in one work. ``at`` None: no window is chosen."""

    at: AtWindow | None
    plan: Plan
    help_calls: list[HelpCall]
    gone: list[Went]
    event_id: int
    clock: ClockNow
    found: Found | None
    people: dict[str, str]  # "#12", as the log names who pressed: 李*
    left: left_now.LeftNow


class ClerkPages:
    """``/console``, ``/console/window``, ``/console/find``, ``/console/do/{verb}``."""

    def __init__(self, door: Doorman, desks: clerk.Desks, terminals: Terminals, devices: DevicesNow) -> None:
        self._door, self._desks, self._terminals, self._devices = door, desks, terminals, devices
        self._sessions, self._run, self._presses = door.hall.sessions, door.hall.database.run, PageButtons(door, desks)

    def router(self) -> APIRouter:
        routes = APIRouter(prefix="/console", default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.post("/window")(self.choose)
        routes.post("/find")(self.find)
        routes.post("/do/{verb}")(self.do)
        return routes

    async def page(self, request: Request) -> Response:
        """Everybody's address: who has no business at a window is led to the page that is theirs."""
        account = self._door.session(request).account
        if not account.may(Right.WINDOW):
            return RedirectResponse(self._door.first_page(account), 303, HEADERS)
        return await self._show(request, self._door.at_work(request, Right.WINDOW, acts=not by_script(request)))

    async def choose(self, request: Request) -> Response:
        """Sit down at a window, or (none given) leave it."""
        session = self._door.at_work(request, Right.WINDOW)
        fields = await self._door.form(request, session)
        chosen = fields.number("window")
        session.looks_for = ""
        if not chosen:
            session.window_id = None
        elif chosen not in (await self._run(self._desks.queue.plan)).windows:
            raise HTTPException(404)
        elif not await seats.take(self._door.hall, session, chosen, over=fields.number("over")):
            return RedirectResponse(f"{HOME}?take={chosen}", 303, HEADERS)
        return RedirectResponse(HOME, 303, HEADERS)

    async def find(self, request: Request) -> Response:
        """Open a number of the day beside the window, or (nothing typed) close it."""
        session = self._door.at_work(request, Right.WINDOW)
        fields = await self._door.form(request, session)
        session.looks_for = fields.text("wanted").strip()[: searching.LONGEST]
        return await self._after(request, session)

    async def do(self, request: Request, verb: str) -> Response:
        """A button. A press that came already is answered, and not done again."""
        session = self._door.at_work(request, Right.WINDOW)
        fields = await self._door.form(request, session)
        if session.window_id is not None:
            done = await self._presses.once(session, verb, session.window_id, fields)
            if verb == "call-number" and done:
                session.looks_for = ""  # it is in hand now
        return await self._after(request, session)

    async def _after(self, request: Request, session: Session) -> Response:
        """The fragment for the page's script, the page itself without scripts."""
        return await self._show(request, session) if by_script(request) else RedirectResponse(HOME, 303, HEADERS)

    async def _show(self, request: Request, session: Session) -> Response:
        seen = await self._run(partial(self._look, window_id=session.window_id, typed=session.looks_for))
        says, told = self._sessions.told(session)
        values = self._values(request, session, seen)
        return self._door.page(_template(seen, request), **values, says=says, told=told)

    def _look(self, connection: Connection, window_id: int | None, typed: str) -> Look:
        queue = self._desks.queue
        try:
            at = None if window_id is None else queue.windows.now(connection, window_id)
        except UnknownWindow:  # retired while somebody sat there
            at = None
        gone = self._desks.help.gone(connection)
        names = masked_names(connection) if typed or gone else {}
        people = {f"#{account}": name for account, name in names.items()}
        return Look(
            at,
            queue.plan(connection),
            self._desks.help.unanswered(connection),
            [Went(one.terminal, people.get(one.by, "")) for one in gone],
            events.newest_id(connection),
            queue.day.clock_now(connection),
            look_for(connection, queue.day, typed) if typed else None,
            people,
            left=left_now.read(connection, queue, self._sessions.windows() if at else None),
        )

    def _values(self, request: Request, session: Session, seen: Look) -> dict[str, Any]:
        sitting = {window: self._sessions.at_window(window) for window in seen.plan.windows}
        return {
            "seen": seen,
            "at": seen.at,
            "gone": seen.gone,
            "fit": clerk.fit(seen.at.current.state if seen.at and seen.at.current else None),
            "session": session,
            "terminals": {terminal.id: terminal.name for terminal in self._terminals.all()},
            "sitting": {window: one.account.masked for window, one in sitting.items() if one and one is not session},
            "seat": seats.seen(self._sessions, session, request, seen.plan),
            "devices": self._devices(),
            "key": secrets.token_urlsafe(12),
            "here": HOME,
        }


def _template(seen: Look, request: Request) -> str:
    name = "clerk" if seen.at else "choose"
    return f"tickets/{name}_body.html" if by_script(request) else f"tickets/{name}.html"
