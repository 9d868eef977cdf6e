"""The door before papers for members (`wire_members`). Nothing about a person stands in an address."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from kiosk.core.web.requests import body_of, terminal_of
from kiosk.features.quiz.hall.members.desk import MemberDoor
from kiosk.features.quiz.hall.results.results_api import proof_of
from kiosk.features.quiz.wire_members import PATH, PURPOSE

_PRIVATE = {"Cache-Control": "no-store"}

DoorNow = Callable[[], MemberDoor | None]
"""The desk, or None while the records are shut."""


def router(door_now: DoorNow) -> APIRouter:
    """``/api/quiz/member``."""
    routes = APIRouter()

    @routes.post(PATH)
    async def ask(request: Request) -> JSONResponse:
        terminal = terminal_of(request)
        proof, door = proof_of(await body_of(request), PURPOSE), door_now()
        if door is None:
            return JSONResponse({"error": "RecordsLocked"}, 503, headers=_PRIVATE)
        return JSONResponse({"member": await door.is_member(terminal.id, proof)}, headers=_PRIVATE)

    return routes
