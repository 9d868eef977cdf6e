"""`POST /api/sample-notes {"id_number", "text", "drawing"}` -> `{"id"}`."""

import asyncio
from collections.abc import Callable

from fastapi import APIRouter, Request

from kiosk.core.web.requests import body_of, terminal_of
from tests.apps.sample_feature.hall.desk import NoteDesk


def router(desk_now: Callable[[], NoteDesk]) -> APIRouter:
    """`desk_now` raises RecordsShut."""
    routes = APIRouter(prefix="/api")

    @routes.post("/sample-notes")
    async def leave(request: Request) -> dict[str, int]:
        terminal_of(request)
        said, desk = await body_of(request), desk_now()
        drawing = bytes.fromhex(said["drawing"])
        return {"id": await asyncio.to_thread(desk.leave, said["id_number"], said["text"], drawing)}

    return routes
