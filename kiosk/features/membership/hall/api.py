"""The two doors of the records room.

`router`: POST /api/lookup for an enrolled terminal, /page for the letters of the record it shows, /end when it was
wiped. The card's name and number, or the typed number and PIN, travel in the body, never in an address, and no answer
is cached; 404 is the one neutral refusal.
`admin_router`: POST /admin/records/import on the root-only Unix socket. The upload stays in memory (FastAPI's own
upload would spool it to disk in plain above 1 MB); progress and report come back as lines of JSON.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any, TypeGuard

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from kiosk.core.sealing.erasures import ErasuresUnreadable
from kiosk.core.web.bodies import BodyTooLarge, whole_body
from kiosk.core.web.requests import BadRequest, body_of, terminal_of
from kiosk.features.membership.hall.desk import ImportRunning, MembershipDesk, Proof
from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.headers import ColumnUnknown, HeadersRefused
from kiosk.features.membership.hall.ledger.report import Report
from kiosk.features.membership.hall.ledger.sheet import MAX_FILE_BYTES, WorkbookRefused
from kiosk.features.membership.hall.letters import LettersClosed
from kiosk.features.membership.hall.pins import PinProof
from kiosk.features.membership.rules.record import PURPOSE, RecordView
from kiosk.features.membership.wire import PinRefused

_PRIVATE = {"Cache-Control": "no-store"}


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
        if isinstance(proof, PinProof):
            return _told(await desk.look_ups.by_pin(proof, terminal.id))
        return _told(await desk.look_up(proof, terminal.id))

    @routes.post("/api/lookup/page")
    async def letter_page(request: Request) -> Response:
        terminal = terminal_of(request)
        key, kind, page = _page_asked(await body_of(request))
        desk = desk_now()
        if desk is None:
            return _private(503, {"error": "RecordsLocked"})
        try:
            image = await desk.look_ups.letter_page(terminal.id, key, kind, page)
        except LettersClosed:
            return _private(404, {"error": "LettersClosed"})
        return Response(image, media_type="image/jpeg", headers=_PRIVATE)

    @routes.post("/api/lookup/end")
    async def end(request: Request) -> Response:
        terminal = terminal_of(request)
        key = (await body_of(request)).get("key")
        desk = desk_now()
        if desk and _is_plain(key):
            desk.look_ups.end(terminal.id, key)
        return Response(status_code=204, headers=_PRIVATE)

    return routes


def admin_router(desk_now: DeskNow) -> APIRouter:
    """For root on the hall machine.

    `?replace=1` changes people already there, `?check=1` writes nothing, `?column=joined=G` gives a field its column,
    `?take_erased=12` takes the person of row 12 although they once asked to be erased.
    """
    routes = APIRouter()

    @routes.post("/admin/records/import")
    async def import_records(
        request: Request,
        replace: bool = False,
        check: bool = False,
        column: Annotated[tuple[str, ...], Query()] = (),
        take_erased: Annotated[tuple[int, ...], Query()] = (),
        sheet: Annotated[tuple[str, ...], Query()] = (),
        empty: Annotated[tuple[str, ...], Query()] = (),
    ) -> StreamingResponse:
        try:
            content = await whole_body(request.stream(), MAX_FILE_BYTES)
        except BodyTooLarge:
            raise HTTPException(413) from None
        desk = desk_now()
        if desk is None:
            raise HTTPException(503)
        columns = {field: letters for field, _, letters in (one.rpartition("=") for one in column)}
        how: dict[str, Any] = {"replace": replace, "write": not check, "columns": columns}
        how |= {"take_erased": take_erased, "sheets": sheet, "one_sheet": bool(take_erased), "emptied": empty}
        lines = _Import(desk, content, how).lines()
        return StreamingResponse(lines, media_type="application/x-ndjson", headers=_PRIVATE)

    return routes


class _Import:
    """One import on a worker thread, told line by line; a client that goes away gives it up."""

    def __init__(self, desk: MembershipDesk, content: bytes, how: dict[str, Any]) -> None:
        self._desk, self._content, self._how = desk, content, how
        self._lines: asyncio.Queue[tuple[str, bool]] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._gone = threading.Event()

    async def lines(self) -> AsyncIterator[str]:
        worker = asyncio.create_task(asyncio.to_thread(self._run))
        try:
            last = False
            while not last:
                line, last = await self._lines.get()
                yield line
        finally:
            self._gone.set()
            await worker

    def _run(self) -> None:
        try:
            report = self._desk.import_records(self._content, progress=self._progress, **self._how)
            self._say({"report": report.to_plain()})
        except HeadersRefused as refused:
            self._say({"report": Report.of_headers(refused).to_plain()})
        except (WorkbookRefused, ColumnUnknown, ErasuresUnreadable, ImportRunning) as refused:
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
        """Written out on the worker: the report on a large sheet would hold up everybody else on the loop."""
        said = json.dumps(line, ensure_ascii=False) + "\n", "done" not in line
        self._loop.call_soon_threadsafe(self._lines.put_nowait, said)


class _ClientGone(Exception):
    """Nobody waits for this import any more."""


def _proof(plain: dict[str, Any]) -> Proof | PinProof:
    """Raises BadRequest without the content: a validation error of the framework would echo it."""
    id_number, name, pin = plain.get("id_number"), plain.get("name"), plain.get("pin")
    if plain.get("purpose") != PURPOSE or not _is_plain(id_number):
        raise BadRequest("proof")
    if _is_text(name) and pin is None:
        return Proof(name, id_number)
    if _is_plain(pin) and name is None:
        return PinProof(id_number, pin)
    raise BadRequest("proof")


def _page_asked(plain: dict[str, Any]) -> tuple[str, str, int]:
    key, kind, page = plain.get("key"), plain.get("kind"), plain.get("page")
    if not (_is_plain(key) and _is_plain(kind) and type(page) is int):
        raise BadRequest("page")
    return key, kind, page


def _is_plain(text: Any) -> TypeGuard[str]:
    """ASCII: a lone surrogate, which JSON can carry, cannot be hashed."""
    return isinstance(text, str) and text.isascii()


def _is_text(text: Any) -> TypeGuard[str]:
    """Not with a lone surrogate: comparing it would fail after the cap was counted, and undo that and the audit."""
    return isinstance(text, str) and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _told(found: RecordView | PinRefused | None) -> JSONResponse:
    if isinstance(found, RecordView):
        return _private(200, {"record": found.to_plain()})
    if found is None:
        return _private(404, {"error": "NothingToShow"})
    status, name = (429, "PinLocked") if found.locked else (404, "NothingToShow")
    return _private(status, {"error": name, "retry_seconds": found.retry_seconds})


def _private(status: int, content: dict[str, Any]) -> JSONResponse:
    return JSONResponse(content, status, headers=_PRIVATE)
