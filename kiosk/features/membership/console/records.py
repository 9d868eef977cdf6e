"""A ledger over HTTP: handed in, looked at, written or given up. ``/keeper/records``."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kiosk.apps.hall.console.pages import Doorman, UploadUnderWay
from kiosk.core.access.sessions import Session
from kiosk.core.web.bodies import BodyTooLarge
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.features.membership.console import words
from kiosk.features.membership.console.ledgers import Ledger, Ledgers
from kiosk.features.membership.hall.ledger.import_run import Replace
from kiosk.features.membership.hall.ledger.report_file import report_workbook
from kiosk.features.membership.hall.ledger.sheet import MAX_FILE_BYTES

HERE = "/keeper/records"
TIDY_SECONDS = 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AGAIN = {"Refresh": "1"}  # while a ledger is being read; works without scripts


def router(door: Doorman) -> APIRouter:
    """``/keeper/records`` and its verbs."""
    routes, service = APIRouter(prefix=HERE, default_response_class=HTMLResponse), door.service
    ledgers = Ledgers(lambda: service.membership, service.sessions.open_now)

    def show(session: Session, status: int = 200, says: str = "") -> Response:
        ledger = ledgers.of(session.csrf)
        shut = service.membership is None
        answer = door.page(
            "keeper_records.html", status, session=session, room="records", said=words, ledger=ledger, shut=shut,
            says=says or (ledger.says if ledger else ""),
        )  # fmt: skip
        answer.headers.update(AGAIN if ledger and ledger.busy else {})
        return answer

    def mine(session: Session, fields: Fields) -> Ledger:
        """The ledger that the page showed, at rest. Raises HTTPException 409."""
        ledger = ledgers.of(session.csrf)
        if ledger is None or ledger.key != fields.text("ledger") or ledger.busy:
            raise HTTPException(303, headers={"Location": HERE})
        return ledger

    @routes.get("")
    async def page(request: Request) -> Response:
        return show(door.keeper_at_work(request))

    @routes.post("/check")
    async def check(request: Request) -> Response:
        session = door.keeper_at_work(request)
        try:
            given = await door.upload(request, session, MAX_FILE_BYTES)
        except BodyTooLarge:
            return show(session, 413, words.LEDGER_TOO_LARGE)
        except UploadUnderWay:
            return show(session, 409, words.LEDGER_UNDER_WAY)
        if len(given.content) > MAX_FILE_BYTES:
            return show(session, 413, words.LEDGER_TOO_LARGE)
        if not given.content:
            return show(session, 409, words.LEDGER_NONE)
        ledgers.begin(session.csrf, given.name, given.content, session.account.id)
        _tidy(ledgers)
        return RedirectResponse(HERE, 303, HEADERS)

    @routes.post("/columns")
    async def columns(request: Request) -> Response:
        session = door.keeper_at_work(request)
        fields = await door.form(request, session)
        ledger = mine(session, fields)
        wanted = ledger.report.choices if ledger.report else {}
        ledgers.choose(ledger, {field: fields.text(f"column-{field}") for field in wanted})
        return RedirectResponse(HERE, 303, HEADERS)

    @routes.post("/write")
    async def write(request: Request) -> Response:
        session = door.keeper_at_work(request)
        fields = await door.form(request, session)
        ledger = mine(session, fields)
        if ledger.stage == "checked" and ledger.report and ledger.report.rows:
            ledgers.write(ledger, _replace(fields), session.account.id, _rows(fields, "erased"))
        return RedirectResponse(HERE, 303, HEADERS)

    @routes.post("/drop")
    async def drop(request: Request) -> Response:
        session = door.keeper_at_work(request)
        await door.form(request, session)
        ledgers.drop(session.csrf)
        return RedirectResponse(HERE, 303, HEADERS)

    @routes.get("/report.xlsx")
    async def report(request: Request) -> Response:
        ledger = ledgers.of(door.keeper_at_work(request).csrf)
        if ledger is None or ledger.report is None:
            raise HTTPException(404)
        content = await asyncio.to_thread(report_workbook, ledger.report)
        return download(content, f"{words.REPORT_NAME}.xlsx", XLSX)

    return routes


def _tidy(ledgers: Ledgers) -> None:
    if ledgers.forget_old():
        asyncio.get_running_loop().call_later(TIDY_SECONDS, _tidy, ledgers)


def download(content: bytes, name: str, kind: str) -> Response:
    told: dict[str, Any] = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, 200, HEADERS | told, kind)


def _replace(fields: Fields) -> Replace:
    """Which people already there are changed as the sheet says."""
    if fields.text("all"):
        return True
    return _rows(fields, "take")


def _rows(fields: Fields, name: str) -> set[int]:
    return {int(row) for row in fields.all(name) if row.isascii() and row.isdigit() and len(row) < 10}
