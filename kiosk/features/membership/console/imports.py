"""Imports of the last 14 days over HTTP: what each changed, and taking it back. ``/keeper/records/imports``."""

from __future__ import annotations

import asyncio
from functools import partial

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.frame import HEADERS
from kiosk.features.membership.console import words
from kiosk.features.membership.console.records_now import RecordsNow
from kiosk.features.membership.hall.desk import ImportRunning, MembershipDesk
from kiosk.features.membership.hall.ledger.taking_back import NewerFirst, NotKept

HERE = "/keeper/records/imports"


class ImportPages:
    """``/keeper/records/imports``, ``…/{batch}`` and ``…/{batch}/back``."""

    def __init__(self, door: Doorman, records: RecordsNow) -> None:
        self._door, self._records = door, records

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.get("/{batch}")(self.one)
        routes.post("/{batch}/back")(self.back)
        return routes

    async def page(self, request: Request) -> Response:
        return await self._show(self._door.at_work(request, Right.RECORDS))

    async def one(self, request: Request, batch: int) -> Response:
        session = self._door.at_work(request, Right.RECORDS)
        try:
            changes = await asyncio.to_thread(self._desk().back.changes, batch, session.account.id)
        except NotKept:
            raise HTTPException(303, headers={"Location": HERE}) from None
        return self._door.page(
            "membership/import_made.html", 200, shows_people=True, session=session, room="records", batch=batch,
            changes=changes, says="",
        )  # fmt: skip

    async def back(self, request: Request, batch: int) -> Response:
        session = self._door.at_work(request, Right.RECORDS)
        fields = await self._door.form(request, session)
        if not fields.text("sure"):
            return RedirectResponse(f"{HERE}/{batch}", 303, HEADERS)
        try:
            people = await asyncio.to_thread(partial(self._desk().take_back, batch, session.account.id))
        except NotKept:
            return await self._show(session, 409, words.IMPORT_GONE)
        except NewerFirst:
            return await self._show(session, 409, words.IMPORT_NEWER_FIRST)
        except ImportRunning as running:
            return await self._show(session, 409, str(running))
        return await self._show(session, 200, words.taken_back(people))

    def _desk(self) -> MembershipDesk:
        """Raises HTTPException while the records are shut: the page says so."""
        desk = self._records.desk()
        if desk is None:
            raise HTTPException(303, headers={"Location": HERE})
        return desk

    async def _show(self, session: Session, status: int = 200, says: str = "") -> Response:
        desk = self._records.desk()
        made = [] if desk is None else await asyncio.to_thread(desk.back.imports)
        return self._door.page(
            "membership/imports.html", status, shows_people=True, session=session, room="records", imports=made,
            shut=desk is None, says=says,
        )  # fmt: skip
