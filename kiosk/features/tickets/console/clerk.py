"""The clerk's page over HTTP: ``/console``, its window, and one address for every button."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from kiosk.apps.hall.console import words
from kiosk.apps.hall.console.pages import HOME, Doorman, by_script
from kiosk.core.access.sessions import Session
from kiosk.core.database import events
from kiosk.core.database.owner import DiskFull
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.features.tickets.console import clerk_buttons as clerk
from kiosk.features.tickets.hall.plan import Plan
from kiosk.features.tickets.rules.queue import TicketRefused, UnknownWindow
from kiosk.features.tickets.rules.words import REFUSED
from kiosk.features.tickets.wire import AtWindow


@dataclass(frozen=True)
class Look:
    """All the page shows, read in one work. ``at`` None: no window is chosen."""

    at: AtWindow | None
    plan: Plan
    help_calls: list[clerk.HelpCall]
    event_id: int
    clock_doubted: bool


def router(door: Doorman) -> APIRouter:
    """``/console``, ``/console/window``, ``/console/do/{verb}``."""
    routes, service = APIRouter(prefix="/console", default_response_class=HTMLResponse), door.service
    queue = service.tickets

    def look(connection: Connection, window_id: int | None) -> Look:
        try:
            at = None if window_id is None else queue.windows.now(connection, window_id)
        except UnknownWindow:  # retired while somebody sat there
            at = None
        return Look(
            at,
            queue.plan(connection),
            clerk.help_calls(connection, door.clock()),
            events.newest_id(connection),
            queue.clock_doubted(connection),
        )

    async def show(request: Request, session: Session) -> Response:
        seen = await service.database.run(partial(look, window_id=session.window_id))
        says, told = service.sessions.told(session)
        return door.page(_template(seen, request), **_values(door, session, seen), says=says, told=told)

    @routes.get("")
    async def page(request: Request) -> Response:
        session = door.session(request, acts=not by_script(request))
        if session.account.must_change:
            return RedirectResponse("/console/password", 303, HEADERS)
        return await show(request, session)

    @routes.post("/window")
    async def choose(request: Request) -> Response:
        session = door.session(request, acts=True)
        chosen = (await door.form(request, session)).number("window")
        if chosen:
            if chosen not in (await service.database.run(queue.plan)).windows:
                raise HTTPException(404)
            service.sessions.sit_down(session, chosen)
        else:
            session.window_id = None
        return RedirectResponse(HOME, 303, HEADERS)

    @routes.post("/do/{verb}")
    async def do(request: Request, verb: str) -> Response:
        session = door.session(request, acts=True)
        fields = await door.form(request, session)
        if session.window_id is None or session.account.must_change:
            return await show(request, session) if by_script(request) else RedirectResponse(HOME, 303, HEADERS)
        press = fields.text("press")[:64]
        if press and press == session.press:
            return await show(request, session)
        pressed, says, told = _pressed(session, session.window_id, fields), "", ""
        try:
            number = await service.database.run(lambda connection: clerk.press(queue, connection, verb, pressed))
            told = words.TOLD[verb](number) if number else ""
        except TicketRefused as refused:
            says = REFUSED.get(type(refused).__name__, type(refused).__name__)
        except DiskFull:
            says = words.DISK_FULL
        except clerk.Misread:
            raise HTTPException(422) from None
        session.press = press
        service.sessions.tell(session, says, told)
        return await show(request, session) if by_script(request) else RedirectResponse(HOME, 303, HEADERS)

    return routes


def _template(seen: Look, request: Request) -> str:
    name = "clerk" if seen.at else "choose"
    return f"{name}_body.html" if by_script(request) else f"{name}.html"


def _values(door: Doorman, session: Session, seen: Look) -> dict[str, Any]:
    sitting = {window: door.service.sessions.at_window(window) for window in seen.plan.windows}
    return {
        "seen": seen,
        "at": seen.at,
        "session": session,
        "terminals": {terminal.id: terminal.name for terminal in door.service.terminals.all()},
        "sitting": {window: one.account.masked for window, one in sitting.items() if one and one is not session},
        "devices": door.service.devices.now(door.service.terminals.all(), door.clock()),
        "key": secrets.token_urlsafe(12),
    }


def _pressed(session: Session, window_id: int, fields: Fields) -> clerk.Pressed:
    return clerk.Pressed(
        window_id=window_id,
        by=f"#{session.account.id}",
        seen=fields.number("seen") or 0,
        ticket_id=fields.number("ticket") or 0,
        reason=fields.text("reason").strip()[: clerk.REASON_LETTERS],
        until=fields.text("until"),
        to=fields.text("to"),
        number=fields.number("number") or 0,
        lane=fields.text("lane") or "normal",
        key=fields.text("key")[:64] or secrets.token_urlsafe(12),
    )
