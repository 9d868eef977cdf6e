"""``POST /api/devices``: a terminal says how its printer and its card reader stand, a board whether it is heard."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from kiosk.apps.hall.devices import BOARD_SILENT, WELL, DevicesNow, UnknownState
from kiosk.core.database import events
from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.core.web.requests import BadRequest, body_of, listener_of


def router(devices: DevicesNow, database: Database, clock: Clock) -> APIRouter:
    """Body: ``{"printer": "paper_near_end", "reader": true}``; of a board ``{"voice": false}``.

    News is an event, so that pages show it at once.
    """
    routes = APIRouter(prefix="/api")

    @routes.post("/devices")
    async def report(request: Request) -> Response:
        terminal, body, now = listener_of(request), await body_of(request), clock()
        printer, reader = _of_board(body) if terminal.kind == "board" else (body.get("printer"), body.get("reader"))
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


def _of_board(body: dict[str, Any]) -> tuple[str | None, bool]:
    """A board in the words of a terminal's report; None: it said something else."""
    voice = body.get("voice")
    return (WELL if voice else BOARD_SILENT) if isinstance(voice, bool) else None, True
