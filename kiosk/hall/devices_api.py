"""``POST /api/devices``: a terminal says how its printer and its card reader stand."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from kiosk.hall import events
from kiosk.hall.api import BadRequest, body_of, terminal_of
from kiosk.hall.clock import Clock, stamp
from kiosk.hall.database import Database
from kiosk.hall.devices import DevicesNow, UnknownState


def router(devices: DevicesNow, database: Database, clock: Clock) -> APIRouter:
    """Body: ``{"printer": "paper_near_end", "reader": true}``; news is an event, so that pages show it at once."""
    routes = APIRouter(prefix="/api")

    @routes.post("/devices")
    async def report(request: Request) -> Response:
        terminal, body, now = terminal_of(request), await body_of(request), clock()
        printer, reader = body.get("printer"), body.get("reader")
        if not isinstance(printer, str) or not isinstance(reader, bool):
            raise BadRequest("printer, reader")
        try:
            news = devices.report(terminal.id, printer, reader_online=reader, at=now)
        except UnknownState as error:
            raise BadRequest("printer") from error

        def tell(connection: Connection) -> None:
            events.append(
                connection, stamp(now), events.DEVICE_CHANGED, terminal_id=terminal.id, printer=printer, reader=reader
            )

        if news:
            await database.run(tell)
        return Response(status_code=204)

    return routes
