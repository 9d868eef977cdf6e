"""Scans over the admin socket: first the names, then one matched file after the other.

`POST /admin/records/scans {"names": […]}` -> `{"plan", "order", "problems", "people"}`; then, with the file as body,
`POST …/scans/{plan}/{index}` -> `{"pages", "known", "remarks"}` or `{"refused": reason}`. Names and files travel in
bodies and are held in memory only; an address never tells whose they are.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse

from kiosk.core.web.bodies import BodyTooLarge, whole_body
from kiosk.core.web.requests import BadRequest
from kiosk.features.membership.hall.scans.intake import Plan, ScanIntake
from kiosk.features.membership.hall.scans.reading import MAX_FILE_BYTES, ScanUnreadable

MOST_FILES = 50_000
MOST_NAMES_BYTES = 20_000_000

IntakeNow = Callable[[bool], ScanIntake | None]
"""The intake, or None while the records are shut; asked whether the pages need no keeper (a demonstration only)."""


class _Desk:
    """The folder that is being taken; one at a time, a newer one ends the older."""

    def __init__(self) -> None:
        self.key = ""
        self.intake: ScanIntake | None = None
        self.plan: Plan | None = None

    def begin(self, intake: ScanIntake, plan: Plan) -> str:
        self.key, self.intake, self.plan = secrets.token_urlsafe(16), intake, plan
        return self.key

    def of(self, key: str, index: int) -> tuple[ScanIntake, Plan]:
        if self.intake is None or self.plan is None or key != self.key:
            raise HTTPException(409)
        if index not in range(len(self.plan.files)) or self.plan.files[index].problem:
            raise HTTPException(404)
        return self.intake, self.plan


def admin_router(intake_now: IntakeNow) -> APIRouter:
    """For root on the hall machine."""
    routes, desk = APIRouter(prefix="/admin/records/scans"), _Desk()

    @routes.post("")
    async def plan(request: Request) -> JSONResponse:
        asked = await _asked(request)
        names = _names(asked)
        intake = intake_now(asked.get("approved") is True)
        if intake is None:
            raise HTTPException(503)
        made = await asyncio.to_thread(intake.plan, names)
        return JSONResponse({"plan": desk.begin(intake, made), "order": made.order, **made.told()})

    @routes.post("/{key}/{index}")
    async def take(request: Request, key: str, index: int) -> JSONResponse:
        intake, made = desk.of(key, index)
        try:
            content = await whole_body(request.stream(), MAX_FILE_BYTES)
            taken = await asyncio.to_thread(intake.take, made, index, content)
        except BodyTooLarge:
            return JSONResponse({"refused": "file_too_large"})
        except ScanUnreadable as refused:
            return JSONResponse({"refused": str(refused)})
        return JSONResponse({"pages": taken.pages, "known": taken.known, "remarks": taken.remarks})

    return routes


async def _asked(request: Request) -> Any:
    try:
        return json.loads(await whole_body(request.stream(), MOST_NAMES_BYTES))
    except (BodyTooLarge, ValueError):
        raise BadRequest("names") from None


def _names(asked: Any) -> list[str]:
    """Raises BadRequest without the content."""
    names = asked.get("names") if isinstance(asked, dict) else None
    if not isinstance(names, list) or len(names) > MOST_FILES or not all(isinstance(name, str) for name in names):
        raise BadRequest("names")
    return names
