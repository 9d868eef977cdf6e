"""What was refused over HTTP: ``/keeper/security``."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kiosk.apps.hall.console.security import words
from kiosk.apps.hall.console.security.summary import summary
from kiosk.core.access.certificate import HallCertificate
from kiosk.core.access.rights import Right
from kiosk.core.access.security_counts import SecurityCounts
from kiosk.core.web import charts
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.fingerprints import browser_parts


class SecurityPage:
    """``/keeper/security``."""

    def __init__(
        self, door: Doorman, counts: SecurityCounts, certificate: Callable[[], HallCertificate | None]
    ) -> None:
        self._door, self._counts, self._certificate = door, counts, certificate

    def router(self) -> APIRouter:
        routes = APIRouter(prefix="/keeper/security", default_response_class=HTMLResponse)
        routes.get("")(self.page)
        return routes

    async def page(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.SECURITY)
        found = summary(await asyncio.to_thread(self._counts.days), self._door.clock().date())
        by_group = [charts.Bar(name, most, words.times(most)) for name, most in found.by_group.items()]
        return self._door.page(
            "security/security.html", session=session, room="security", found=found,
            says=words.AUDIT_BROKEN if found.audit_broken else "",
            charted=charts.columns(words.CHART, found.charted),
            by_group=charts.bars(words.GROUP_CHART, by_group), certificate=self._certificate(), parts=browser_parts,
        )  # fmt: skip
