"""Home over HTTP, for terminals."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from kiosk.core.database.owner import Database
from kiosk.core.web.requests import terminal_of
from kiosk.features.home.hall.desk import HomeDesk
from kiosk.features.home.wire import PATH, told


def router(desk: HomeDesk, database: Database) -> APIRouter:
    """``GET /api/home``: which tiles stand where."""
    routes = APIRouter()

    @routes.get(PATH)
    async def home(request: Request) -> JSONResponse:
        terminal_of(request)
        kept = await database.run(desk.now)
        return JSONResponse(asdict(told(kept.revision, kept.arrangement)), headers={"Cache-Control": "no-store"})

    return routes
