"""Scanned pages over HTTP: ``/keeper/letters``. The image comes from memory, and no browser keeps it."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from devices.id_card.id_number import IdNumberWrong
from kiosk.apps.hall.console.pages import Doorman
from kiosk.core.access.sessions import Session
from kiosk.core.sealing.desk import RecordsShut
from kiosk.core.web.frame import HEADERS, LEAVES, Fields
from kiosk.features.membership.console import words
from kiosk.features.membership.console.person import UNSOUND, letters_of
from kiosk.features.membership.hall.scans.approval import AlreadyDecided, Letters, NoRecord
from kiosk.features.membership.hall.scans.reading import ScanUnreadable
from kiosk.features.membership.hall.scans.store import PageMissing

HERE = "/keeper/letters"
BEYOND_ANY_ROW = 2**63  # SQLite
RowId = Annotated[int, Path(ge=0, lt=BEYOND_ANY_ROW)]
VERBS = ("approved", "refused", "turn", "move")


def router(door: Doorman) -> APIRouter:
    """``/keeper/letters``, ``/keeper/letters/{page}/image``, ``/keeper/letters/{page}/{verb}``."""
    routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)

    async def show(session: Session, after: int = 0, status: int = 200, says: str = "") -> Response:
        page, shut = None, False
        try:
            page = await asyncio.to_thread(letters_of(door).next_waiting, after)
        except RecordsShut:
            shut = True
        except UNSOUND:
            says = words.UNSOUND
        values = {"session": session, "room": "letters", "said": words, "page": page, "shut": shut, "says": says}
        return door.page("keeper_letters.html", status, **values)

    @routes.get("")
    async def page(request: Request) -> Response:
        after = request.query_params.get("after", "")
        row_id = int(after) if after.isascii() and after.isdigit() and len(after) < 20 else 0
        return await show(door.keeper_at_work(request), row_id if row_id < BEYOND_ANY_ROW else 0)

    @routes.get("/{row_id}/image")
    async def image(request: Request, row_id: RowId) -> Response:
        session = door.keeper_at_work(request)
        try:
            content = await asyncio.to_thread(partial(letters_of(door).image, row_id, by=session.account.id))
        except (PageMissing, RecordsShut, *UNSOUND):
            raise HTTPException(404) from None
        return Response(content, 200, HEADERS | LEAVES, "image/jpeg")

    @routes.post("/{row_id}/{verb}")
    async def do(request: Request, row_id: RowId, verb: str) -> Response:
        session = door.keeper_at_work(request)
        fields = await door.form(request, session)
        if verb not in VERBS:
            raise HTTPException(404)
        says = ""
        try:
            await asyncio.to_thread(_do, letters_of(door), row_id, verb, fields, session.account.id)
        except IdNumberWrong as wrong:
            says = words.id_refused(wrong.field)
        except NoRecord:
            says = words.NOBODY
        except (AlreadyDecided, PageMissing):
            says = words.PAGE_GONE
        except (ScanUnreadable, *UNSOUND):
            says = words.PAGE_UNSOUND
        except RecordsShut:
            says = words.SHUT
        return await show(session, status=409, says=says) if says else RedirectResponse(HERE, 303, HEADERS)

    return routes


def _do(letters: Letters, row_id: int, verb: str, fields: Fields, by: int) -> None:
    if verb == "turn":
        letters.turn(row_id, 1, by=by)
    elif verb == "move":
        letters.belongs_to(row_id, fields.text("number"), by=by)
    else:
        letters.decide(row_id, "approved" if verb == "approved" else "refused", by=by)
