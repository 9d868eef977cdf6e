"""A ledger over HTTP: handed in, looked at, written or given up. ``/keeper/records``."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.bodies import BodyTooLarge
from kiosk.core.web.doorman import Doorman, FileUnderWay
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.features.membership.console import words
from kiosk.features.membership.console.ledgers import LedgerInHand, LedgersInHand
from kiosk.features.membership.console.records_now import RecordsNow
from kiosk.features.membership.hall.ledger.import_run import Replace
from kiosk.features.membership.hall.ledger.merging import FIELDS
from kiosk.features.membership.hall.ledger.report_file import report_workbook
from kiosk.features.membership.hall.ledger.sheet import MAX_FILE_BYTES

HERE = "/keeper/records"
EMPTIABLE = tuple(field for field in FIELDS if field != "name")
TIDY_SECONDS = 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AGAIN = {"Refresh": "1"}  # while a ledger is being read; works without scripts


class RecordPages:
    """``/keeper/records``: its ``check``, ``columns``, ``sheets``, ``blanks``, ``write``, ``drop``, ``report.xlsx``."""

    def __init__(self, door: Doorman, records: RecordsNow) -> None:
        self._door, self._records = door, records
        self._ledgers = LedgersInHand(records.desk, door.hall.sessions.open_now)

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE, default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.post("/check")(self.check)
        routes.post("/columns")(self.columns)
        routes.post("/sheets")(self.sheets)
        routes.post("/blanks")(self.blanks)
        routes.post("/write")(self.write)
        routes.post("/drop")(self.drop)
        routes.get("/report.xlsx")(self.report)
        return routes

    async def page(self, request: Request) -> Response:
        return self._show(self._door.at_work(request, Right.RECORDS))

    async def check(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.RECORDS)
        try:
            given = await self._door.file_form(request, session, MAX_FILE_BYTES)
        except BodyTooLarge:
            return self._show(session, 413, words.LEDGER_TOO_LARGE)
        except FileUnderWay:
            return self._show(session, 409, words.LEDGER_UNDER_WAY)
        if len(given.content) > MAX_FILE_BYTES:
            return self._show(session, 413, words.LEDGER_TOO_LARGE)
        if not given.content:
            return self._show(session, 409, words.LEDGER_NONE)
        self._ledgers.begin(session.csrf, given.name, given.content, session.account.id)
        _tidy(self._ledgers)
        return RedirectResponse(HERE, 303, HEADERS)

    async def columns(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.RECORDS)
        fields = await self._door.form(request, session)
        ledger = self._at_rest(session, fields)
        wanted = ledger.report.choices if ledger.report else {}
        self._ledgers.choose(ledger, {field: fields.text(f"column-{field}") for field in wanted})
        return RedirectResponse(HERE, 303, HEADERS)

    async def sheets(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.RECORDS)
        fields = await self._door.form(request, session)
        ledger = self._at_rest(session, fields)
        there = [*(name for name, _ in ledger.report.sheets), *ledger.report.others] if ledger.report else []
        if ledger.stage == "checked" and (wanted := [name for name in fields.all("sheet") if name in there]):
            self._ledgers.choose(ledger, {}, wanted)
        return RedirectResponse(HERE, 303, HEADERS)

    async def blanks(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.RECORDS)
        fields = await self._door.form(request, session)
        ledger = self._at_rest(session, fields)
        if ledger.stage == "checked":
            self._ledgers.choose(ledger, {}, emptied=[name for name in fields.all("empty") if name in EMPTIABLE])
        return RedirectResponse(HERE, 303, HEADERS)

    async def write(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.RECORDS)
        fields = await self._door.form(request, session)
        ledger = self._at_rest(session, fields)
        if ledger.stage == "checked" and ledger.report and ledger.report.rows:
            self._ledgers.write(ledger, _replace(fields), session.account.id, _rows(fields, "erased"))
        return RedirectResponse(HERE, 303, HEADERS)

    async def drop(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.RECORDS)
        await self._door.form(request, session)
        self._ledgers.drop(session.csrf)
        return RedirectResponse(HERE, 303, HEADERS)

    async def report(self, request: Request) -> Response:
        ledger = self._ledgers.of(self._door.at_work(request, Right.RECORDS).csrf)
        if ledger is None or ledger.report is None:
            raise HTTPException(404)
        content = await asyncio.to_thread(report_workbook, ledger.report)
        return download(content, f"{words.REPORT_NAME}.xlsx", XLSX)

    def _at_rest(self, session: Session, fields: Fields) -> LedgerInHand:
        """The ledger that the page showed, at rest. Raises HTTPException: back to the page."""
        ledger = self._ledgers.of(session.csrf)
        if ledger is None or ledger.key != fields.text("ledger") or ledger.busy:
            raise HTTPException(303, headers={"Location": HERE})
        return ledger

    def _show(self, session: Session, status: int = 200, says: str = "") -> Response:
        ledger = self._ledgers.of(session.csrf)
        answer = self._door.page(
            "membership/records.html", status, shows_people=True, session=session, room="records", ledger=ledger,
            shut=self._records.desk() is None, says=says or (ledger.says if ledger else ""),
        )  # fmt: skip
        answer.headers.update(AGAIN if ledger and ledger.busy else {})
        return answer


def _tidy(ledgers: LedgersInHand) -> None:
    if ledgers.forget_old():
        asyncio.get_running_loop().call_later(TIDY_SECONDS, _tidy, ledgers)


def download(content: bytes, name: str, kind: str) -> Response:
    """A file for the person to keep."""
    told: dict[str, Any] = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, 200, HEADERS | told, kind)


def _replace(fields: Fields) -> Replace:
    """Which people already there are changed as the sheet says."""
    if fields.text("all"):
        return True
    chosen: dict[int, set[str]] = {}
    for one in fields.all("take"):
        row, _, field = one.partition(":")
        if row.isascii() and row.isdigit() and len(row) < 10 and field in FIELDS:
            chosen.setdefault(int(row), set()).add(field)
    return chosen


def _rows(fields: Fields, name: str) -> set[int]:
    return {int(row) for row in fields.all(name) if row.isascii() and row.isdigit() and len(row) < 10}
