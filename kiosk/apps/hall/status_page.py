"""The status page: today's services, calls and help calls, for people at the machine itself (loopback only).

Server-rendered; one small script swaps the page's fragment whenever the event log moves. Nothing on it is
personal. In a demonstration it also calls the next number, since no clerk is there to do so.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import Connection

from kiosk.apps.hall.modules import Hall
from kiosk.core.access.certificate import is_loopback
from kiosk.core.database import events
from kiosk.core.database.events import Event
from kiosk.core.web.stream import event_stream, since_of
from kiosk.features.help.rules import event_names as help_events
from kiosk.features.tickets.rules import event_names as tickets_events
from kiosk.features.tickets.rules import words
from kiosk.features.tickets.rules.doors import why_shut
from kiosk.features.tickets.wire import ServicesNow, Unserved

_HERE = Path(__file__).parent
_STATIC = {"page.css": "text/css", "page.js": "text/javascript"}
_LATEST = 6
# No inline script or style, nothing from elsewhere, no framing, no form that leaves.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Status:
    """All the page shows, read in one work."""

    now: ServicesNow
    calls: list[Event]
    help_calls: list[Event]
    unserved: tuple[Unserved, ...]


def router(hall: Hall) -> APIRouter:
    """``/``, ``/fragment``, ``/live``, ``/static/…``, and in a demonstration ``/demo/windows/{id}/call-next``."""
    routes = APIRouter(default_response_class=HTMLResponse)
    templates = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )

    async def render(template: str) -> HTMLResponse:
        status = await hall.database.run(partial(_read, hall))
        page = templates.get_template(template)
        doors = status.now.hall
        text = page.render(
            status=status, terminals=hall.terminals.all(), words=words, demo=hall.demo,
            shut=why_shut(doors.days, doors.next_opening),
        )  # fmt: skip
        return HTMLResponse(text, headers=_HEADERS)

    @routes.get("/")
    async def page(request: Request) -> HTMLResponse:
        _local(request)
        return await render("status.html")

    @routes.get("/fragment")
    async def fragment(request: Request) -> HTMLResponse:
        _local(request)
        return await render("status_body.html")

    @routes.get("/live")
    async def live(request: Request) -> StreamingResponse:
        _local(request)
        return event_stream(hall.hub, "status page", since_of(request), for_page=True)

    @routes.get("/favicon.ico")
    async def icon() -> Response:
        return Response(status_code=204)

    @routes.get("/static/{name}")
    async def static(name: str) -> Response:
        if name not in _STATIC:
            raise HTTPException(404)
        return FileResponse(_HERE / "static" / name, media_type=_STATIC[name], headers=_HEADERS)

    if hall.demo:
        routes.include_router(_demo(hall))
    return routes


def _demo(hall: Hall) -> APIRouter:
    routes = APIRouter()

    @routes.post("/demo/windows/{window_id}/call-next")
    async def call_next(request: Request, window_id: int) -> Response:
        _local(request)
        if request.headers.get("x-kiosk-page") != "status":  # only this page's own script can send it
            raise HTTPException(403)
        await hall.database.run(partial(hall.tickets.windows.call_next, window_id=window_id))
        return Response(status_code=204)

    return routes


def _read(hall: Hall, connection: Connection) -> Status:
    return Status(
        hall.tickets.services_now(connection),
        _calls(connection),
        events.latest(connection, help_events.HELP_WANTED, _LATEST),
        hall.tickets.left(connection).unserved,
    )


def _calls(connection: Connection) -> list[Event]:
    """The newest calls that were not undone."""
    undone = {one.detail["undoes"] for one in events.latest(connection, tickets_events.TICKET_UNDONE, _LATEST)}
    latest = events.latest(connection, tickets_events.TICKET_CALLED, _LATEST + len(undone))
    return [one for one in latest if one.id not in undone][:_LATEST]


def _local(request: Request) -> None:
    """Only from this machine, and only by its own name: another site's page must not read it (DNS rebinding)."""
    client: Any = request.client
    host = request.url.hostname or ""
    if client is None or not is_loopback(client.host) or not is_loopback(host):
        raise HTTPException(404)
