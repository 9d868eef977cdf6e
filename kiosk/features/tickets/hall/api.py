"""The queue over HTTP, for terminals. Paths and answers; the verbs are the desk's. Taking: ``take_api``."""

import json
from dataclasses import asdict
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kiosk.core.database.owner import Database
from kiosk.core.web.requests import BadRequest, body_of, key_of, listener_of, terminal_of
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.wire import to_json


def _json(value: Any) -> Response:
    # json.dumps straight into a Response: FastAPI's own encoder walks every field again.
    return Response(json.dumps(value, ensure_ascii=False), media_type="application/json")


_DONE = 204


def router(desk: TicketDesk, database: Database) -> APIRouter:
    """``/api/hall``, ``/api/services``, ``/api/board…``, ``/api/tickets/…``, ``/api/startup``."""
    routes = APIRouter(prefix="/api")

    @routes.get("/hall")
    async def hall(request: Request) -> Response:
        terminal_of(request)
        return _json(to_json(await database.run(desk.hall_today)))

    @routes.get("/services")
    async def services(request: Request) -> Response:
        terminal = terminal_of(request)
        return _json(to_json(await database.run(partial(desk.services_now, terminal_id=terminal.id))))

    @routes.get("/board")
    async def board(request: Request) -> Response:
        listener_of(request)
        return _json(to_json(await database.run(desk.board_now)))

    @routes.post("/board/said")
    async def said(request: Request) -> Response:
        board, call = listener_of(request), (await body_of(request)).get("call")
        if board.kind != "board" or type(call) is not int:
            raise BadRequest("call")
        await database.run(partial(desk.board_said, terminal_id=board.id, call=call))
        return Response(status_code=_DONE)

    @routes.post("/startup")
    async def startup(request: Request) -> Response:
        terminal = terminal_of(request)
        resumed = await database.run(partial(desk.startup, terminal_id=terminal.id))
        return _json([to_json(ticket) for ticket in resumed])

    routes.include_router(_said_of_numbers(desk, database))
    return routes


def _said_of_numbers(desk: TicketDesk, database: Database) -> APIRouter:
    """``/tickets/…``: what a terminal reports of the numbers it gave."""
    routes = APIRouter()

    @routes.post("/tickets/abandon")
    async def abandon(request: Request) -> Response:
        terminal, key = terminal_of(request), key_of(request)
        await database.run(partial(desk.abandon, terminal_id=terminal.id, key=key))
        return Response(status_code=_DONE)

    @routes.post("/tickets/{ticket_id}/printed")
    async def printed(request: Request, ticket_id: int) -> Response:
        terminal = terminal_of(request)
        await database.run(partial(desk.report_printed, terminal_id=terminal.id, ticket_id=ticket_id))
        return Response(status_code=_DONE)

    @routes.post("/tickets/{ticket_id}/unknown")
    async def unknown(request: Request, ticket_id: int) -> Response:
        terminal = terminal_of(request)
        await database.run(partial(desk.report_unknown, terminal_id=terminal.id, ticket_id=ticket_id))
        return Response(status_code=_DONE)

    @routes.post("/tickets/{ticket_id}/give-back")
    async def give_back(request: Request, ticket_id: int) -> Response:
        terminal = terminal_of(request)
        await database.run(partial(desk.give_back, terminal_id=terminal.id, ticket_id=ticket_id))
        return Response(status_code=_DONE)

    @routes.post("/tickets/{ticket_id}/reprint")
    async def reprint(request: Request, ticket_id: int) -> Response:
        terminal, key = terminal_of(request), key_of(request)
        again = partial(desk.reprint, terminal_id=terminal.id, ticket_id=ticket_id, key=key)
        return _json(to_json(await database.run(again)))

    return routes


def admin_router(desk: TicketDesk, database: Database) -> APIRouter:
    """For the owner of the admin socket: ``/admin/windows/{id}/call-next``, and ``/admin/clock`` for the doctor."""
    routes = APIRouter(prefix="/admin")

    @routes.post("/windows/{window_id}/call-next")
    async def call_next(window_id: int) -> Response:
        called = await database.run(partial(desk.windows.call_next, window_id=window_id))
        return _json(None if called is None else to_json(called))

    @routes.get("/clock")
    async def clock() -> Response:
        return _json(asdict(await database.run(desk.day.clock_now)))

    return routes
