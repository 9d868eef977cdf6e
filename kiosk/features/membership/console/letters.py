"""Scanned pages over HTTP: ``/keeper/letters``. The image comes from memory, and no browser keeps it."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from devices.id_card.id_number import IdNumberWrong
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.sealing.desk import RecordsShut
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.frame import HEADERS, LEAVES, Fields
from kiosk.features.membership.console import words
from kiosk.features.membership.console.person import UNSOUND
from kiosk.features.membership.console.records_now import RecordsNow
from kiosk.features.membership.hall.scans.approval import AlreadyDecided, Letters, NoRecord
from kiosk.features.membership.hall.scans.reading import ScanUnreadable
from kiosk.features.membership.hall.scans.store import PageMissing
from kiosk.typed import squeezed

HERE = "/keeper/letters"
BEYOND_ANY_ROW = 2**63  # SQLite
RowId = Annotated[int, Path(ge=0, lt=BEYOND_ANY_ROW)]
VERBS = ("approved", "refused", "turn", "move")


class LetterPages:
    """``/keeper/letters``, ``/keeper/letters/{row_id}/image``, ``/keeper/letters/{row_id}/{verb}``."""

    def __init__(self, door: Doorman, records: RecordsNow) -> None:
        self._door, self._records = door, records

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.get("/{row_id}/image")(self.image)
        routes.post("/{row_id}/{verb}")(self.do)
        return routes

    async def page(self, request: Request) -> Response:
        after = request.query_params.get("after", "")
        row_id = int(after) if after.isascii() and after.isdigit() and len(after) < 20 else 0
        return await self._show(self._door.at_work(request, Right.RECORDS), row_id if row_id < BEYOND_ANY_ROW else 0)

    async def image(self, request: Request, row_id: RowId) -> Response:
        session = self._door.at_work(request, Right.RECORDS)
        try:
            content = await asyncio.to_thread(partial(self._records.letters().image, row_id, by=session.account.id))
        except (PageMissing, RecordsShut, *UNSOUND):
            raise HTTPException(404) from None
        return Response(content, 200, HEADERS | LEAVES, "image/jpeg")

    async def do(self, request: Request, row_id: RowId, verb: str) -> Response:
        session = self._door.at_work(request, Right.RECORDS)
        fields = await self._door.form(request, session)
        if verb not in VERBS:
            raise HTTPException(404)
        says = await self._done(row_id, verb, fields, session.account.id)
        return await self._show(session, status=409, says=says) if says else RedirectResponse(HERE, 303, HEADERS)

    async def _done(self, row_id: int, verb: str, fields: Fields, by: int) -> str:
        """What went wrong, or nothing."""
        try:
            await asyncio.to_thread(_do, self._records.letters(), row_id, verb, fields, by)
        except IdNumberWrong as wrong:
            return words.id_refused(wrong.field)
        except NoRecord:
            return words.NOBODY
        except (AlreadyDecided, PageMissing):
            return words.PAGE_GONE
        except (ScanUnreadable, *UNSOUND):
            return words.PAGE_UNSOUND
        except RecordsShut:
            return words.SHUT
        return ""

    async def _show(self, session: Session, after: int = 0, status: int = 200, says: str = "") -> Response:
        page, shut = None, False
        try:
            page = await asyncio.to_thread(self._records.letters().next_waiting, after)
        except RecordsShut:
            shut = True
        values = {"session": session, "room": "letters", "page": page, "shut": shut, "says": says}
        return self._door.page("membership/letters.html", status, shows_people=True, **values)


def _do(letters: Letters, row_id: int, verb: str, fields: Fields, by: int) -> None:
    if verb == "turn":
        letters.turn(row_id, 1, by=by)
    elif verb == "move":
        letters.belongs_to(row_id, squeezed(fields.text("number")), by=by)
    else:
        letters.decide(row_id, "approved" if verb == "approved" else "refused", by=by)
