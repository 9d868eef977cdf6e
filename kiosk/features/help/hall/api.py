"""请人帮忙 over HTTP, for terminals."""

from dataclasses import asdict
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from kiosk.core.database.owner import Database
from kiosk.core.web.requests import BadRequest, body_of, key_of, terminal_of
from kiosk.features.help.hall.desk import HelpDesk

_SCREEN_LETTERS = 40
_DONE = 204


def router(desk: HelpDesk, database: Database) -> APIRouter:
    """``/api/help``: a call, and what became of it."""
    routes = APIRouter(prefix="/api")

    @routes.post("/help")
    async def call_for_help(request: Request) -> Response:
        terminal, key = terminal_of(request), key_of(request)
        screen = (await body_of(request)).get("screen")
        if not isinstance(screen, str) or len(screen) > _SCREEN_LETTERS:
            raise BadRequest("screen")
        call = partial(desk.call_for_help, terminal_id=terminal.id, terminal=terminal.name, screen=screen, key=key)
        await database.run(call)
        return Response(status_code=_DONE)

    @routes.get("/help")
    async def state(request: Request) -> JSONResponse:
        terminal = terminal_of(request)
        return JSONResponse(asdict(await database.run(partial(desk.state_of, terminal_id=terminal.id))))

    return routes
