"""The two doors of the records room.

`router`: POST /api/lookup for an enrolled terminal. The card's name and number travel in the body, never in an
address, and the answer is never cached; 404 is the one neutral refusal.
`admin_router`: POST /admin/records/import on the root-only Unix socket. The upload stays in memory (FastAPI's own
upload would spool it to disk in plain above 1 MB); progress and report come back as lines of JSON.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, StreamingResponse

from kiosk.hall.api import BadRequest, body_of, terminal_of
from kiosk.membership import words
from kiosk.membership.desk import ImportRunning, MembershipDesk, Proof
from kiosk.membership.importer import HeadersRefused
from kiosk.membership.record import PURPOSE
from kiosk.membership.report import Report
from kiosk.membership.workbook import MAX_FILE_BYTES, WorkbookRefused

_PRIVATE = {"Cache-Control": "no-store"}


class BodyTooLarge(Exception):
    """More bytes came than the door takes."""


DeskNow = Callable[[], MembershipDesk | None]
"""The desk, or None while the records are shut: a key may be brought, or a passphrase given, at any time."""


def router(desk_now: DeskNow) -> APIRouter:
    """``/api/lookup``. Without a desk the key is missing or wrong; look-ups say so while tickets go on."""
    routes = APIRouter()

    @routes.post("/api/lookup")
    async def look_up(request: Request) -> JSONResponse:
        terminal = terminal_of(request)
        proof = _proof(await body_of(request))
        desk = desk_now()
        if desk is None:
            return _private(503, {"error": "RecordsLocked"})
        view = await desk.look_up(proof, terminal.id)
        if view is None:
            return _private(404, {"error": "NothingToShow"})
        return _private(200, {"record": view.to_plain()})

    return routes


def admin_router(desk_now: DeskNow) -> APIRouter:
    """For root on the hall machine: `?replace=1` updates people already there, `?check=1` writes nothing."""
    routes = APIRouter()

    @routes.post("/admin/records/import")
    async def import_records(request: Request, replace: bool = False, check: bool = False) -> StreamingResponse:
        try:
            content = await _body(request, MAX_FILE_BYTES)
        except BodyTooLarge:
            raise HTTPException(413) from None
        desk = desk_now()
        if desk is None:
            raise HTTPException(503)
        lines = _Import(desk, content, replace, not check).lines()
        return StreamingResponse(lines, media_type="application/x-ndjson", headers=_PRIVATE)

    return routes


class _Import:
    """One import on a worker thread, told line by line; a client that goes away gives it up."""

    def __init__(self, desk: MembershipDesk, content: bytes, replace: bool, write: bool) -> None:
        self._desk, self._content, self._replace, self._write = desk, content, replace, write
        self._lines: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._gone = threading.Event()

    async def lines(self) -> AsyncIterator[str]:
        worker = asyncio.create_task(asyncio.to_thread(self._run))
        try:
            while True:
                line = await self._lines.get()
                yield json.dumps(line, ensure_ascii=False) + "\n"
                if "done" not in line:
                    return
        finally:
            self._gone.set()
            await worker

    def _run(self) -> None:
        try:
            report = self._desk.import_records(
                self._content, replace=self._replace, write=self._write, progress=self._progress
            )
            self._say({"report": report.to_plain()})
        except HeadersRefused as refused:
            self._say({"report": Report(problems=refused.problems).to_plain()})
        except (WorkbookRefused, ImportRunning) as refused:
            self._say({"refused": str(refused)})
        except _ClientGone:
            pass
        except Exception:
            self._say({"refused": words.IMPORT_BROKE})
            raise

    def _progress(self, done: int, total: int) -> None:
        if self._gone.is_set():
            raise _ClientGone
        self._say({"done": done, "total": total})

    def _say(self, line: dict[str, Any]) -> None:
        self._loop.call_soon_threadsafe(self._lines.put_nowait, line)


class _ClientGone(Exception):
    """Nobody waits for this import any more."""


async def _body(request: Request, limit: int) -> bytes:
    """The whole body in memory. Raises BodyTooLarge as soon as it exceeds `limit`."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise BodyTooLarge
        parts.append(part)
    return b"".join(parts)


def _proof(plain: dict[str, Any]) -> Proof:
    """Raises BadRequest without the content: a validation error of the framework would echo it."""
    name, id_number = plain.get("name"), plain.get("id_number")
    if plain.get("purpose") != PURPOSE or not (isinstance(name, str) and isinstance(id_number, str)):
        raise BadRequest("proof")
    return Proof(name, id_number)


def _private(status: int, content: dict[str, Any]) -> JSONResponse:
    return JSONResponse(content, status, headers=_PRIVATE)
