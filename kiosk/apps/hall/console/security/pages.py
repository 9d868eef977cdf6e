"""What was refused over HTTP: ``/keeper/security``."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kiosk.apps.hall.console.keeper import charts
from kiosk.apps.hall.console.pages import Doorman
from kiosk.apps.hall.console.security import words
from kiosk.apps.hall.console.security.summary import summary


def router(door: Doorman) -> APIRouter:
    """``/keeper/security``."""
    routes, counts = APIRouter(prefix="/keeper/security", default_response_class=HTMLResponse), door.service.counts

    @routes.get("")
    async def page(request: Request) -> Response:
        session = door.keeper_at_work(request)
        found = summary(await asyncio.to_thread(counts.days), door.clock().date())
        by_group = [charts.Bar(name, most, words.times(most)) for name, most in found.by_group.items()]
        return door.page(
            "keeper_security.html", session=session, room="security", said=words, found=found,
            says=words.AUDIT_BROKEN if found.audit_broken else "",
            charted=charts.columns(words.CHART, found.charted),
            by_group=charts.bars(words.GROUP_CHART, by_group),
        )  # fmt: skip

    return routes
