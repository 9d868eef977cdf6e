"""HTTP of the hall itself: enrolment, health, and how refusals and faults are answered.

A refusal is an HTTP status and ``{"error": NAME}``; the name is the class of the error, and the terminal
raises the same class. Endpoints of the hot path read the request themselves: a pydantic model for one number
would double their cost.
"""

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import AfterValidator

from kiosk import __version__
from kiosk.core.access import terminals as enrolment
from kiosk.core.access.enrol_code import CodeUnreadable, EnrolCode
from kiosk.core.access.terminals import Kind, Terminal, Terminals
from kiosk.core.database import owner
from kiosk.core.database.clock import hall_now, stamp
from kiosk.core.web.connections import vouch
from kiosk.features.tickets.rules import queue

KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
MAX_BODY_BYTES = 4096
MOST_DIGITS = 18  # below 2^63, the largest number a database holds
_LONGEST_PART = 100
_LONGEST_ID = 19  # digits
_BEYOND_ANY_ROW = 2**63  # SQLite
_LONG_NUMBER = re.compile(r"[+-]?[\d_.]{19,}")  # as pydantic reads a whole number
_HOST = re.compile(r"[A-Za-z0-9._-]*(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_NAME_LETTERS = 20


class BadRequest(Exception):
    """The request has not the shape this verb needs; a fault of the caller's program."""


def _whole_letters(text: str) -> str:
    text.encode()  # half a letter (a lone surrogate) is a ValueError
    return text


Given = dict[str, Annotated[str, AfterValidator(_whole_letters)]]
"""The body of the owner's commands: plain words."""


# Status by error; the nearest class in the error's own line of descent decides.
STATUS: Mapping[type[Exception], int] = {
    queue.TicketRefused: 409,
    queue.UnknownService: 404,
    queue.UnknownTicket: 404,
    queue.UnknownWindow: 404,
    enrolment.TokenRefused: 401,
    enrolment.CodeRefused: 403,
    enrolment.NameTaken: 409,
    enrolment.OutsideHours: 403,
    enrolment.TooManyLookUps: 429,
    CodeUnreadable: 422,
    BadRequest: 422,
    owner.DiskFull: 507,
    owner.CommitFailed: 503,
    owner.DatabaseClosed: 503,
}


def answer_refusals(app: FastAPI) -> None:
    """Turn the named errors into their answers, everywhere in ``app``."""
    for kind, status in STATUS.items():
        app.add_exception_handler(kind, _answer_with(status))

    async def malformed(_request: Request, _error: Exception) -> Response:
        """The framework's own answer would repeat what was sent: an ID number, or what cannot be written at all."""
        return JSONResponse(*reversed(refusal(BadRequest())))

    app.add_exception_handler(RequestValidationError, malformed)


def refusal(error: Exception) -> tuple[int, dict[str, Any]]:
    """Status and body of a named error, for doors outside the framework."""
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    body: dict[str, Any] = {"error": type(error).__name__}
    if isinstance(error, queue.AlreadyWaiting):
        body["number"] = str(error)  # the holder's own, who has just shown the card
    return status, body


def _answer_with(status: int) -> Any:
    async def answer(_request: Request, error: Exception) -> Response:
        body: dict[str, Any] = {"error": type(error).__name__}
        headers = {}
        if isinstance(error, enrolment.TooManyLookUps):
            body["retry_seconds"] = error.retry_seconds
            headers["Retry-After"] = str(error.retry_seconds)
        return JSONResponse(body, status, headers)

    return answer


def terminal_of(request: Request) -> Terminal:
    """The enrolled terminal that asks; call it first in every endpoint for terminals. Raises TokenRefused."""
    terminals: Terminals = request.app.state.terminals
    return _vouched(request, terminals.who(request.headers.get("authorization")))


def listener_of(request: Request) -> Terminal:
    """The enrolled terminal or board that looks on. Raises TokenRefused."""
    terminals: Terminals = request.app.state.terminals
    return _vouched(request, terminals.who_listens(request.headers.get("authorization")))


def _vouched(request: Request, terminal: Terminal) -> Terminal:
    vouch(request.scope, terminal.caller)
    return terminal


def key_of(request: Request) -> str:
    """The request's ``Idempotency-Key``: 8 to 64 letters, digits, ``-`` or ``_``. Raises BadRequest."""
    key = request.headers.get("idempotency-key", "")
    if not KEY.fullmatch(key):
        raise BadRequest("Idempotency-Key")
    return key


async def body_of(request: Request) -> dict[str, Any]:
    """The request's JSON object, at most 4 KiB however it is sent. Raises BadRequest."""
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > MAX_BODY_BYTES:
            raise BadRequest("too long")
    return json_object(bytes(content))


def json_object(content: bytes) -> dict[str, Any]:
    """What every JSON body must be: an object of text that can be written and whole numbers that can be stored.

    JSON can carry half a letter (a lone surrogate) and a number of any length; neither the database nor a hash can.
    Raises BadRequest.
    """
    try:
        body = json.loads(content, parse_int=_whole, parse_constant=_no_number)
        if b"\\u" in content:
            json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise BadRequest("not JSON") from error
    if not isinstance(body, dict):
        raise BadRequest("not an object")
    return body


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError("too long a number")
    return int(digits)


def _no_number(name: str) -> float:
    raise ValueError(name)  # NaN, Infinity


async def well_formed(request: Request) -> None:
    """Of every request, before its endpoint: an address that can be read, and no number in it that nothing can hold.

    Raises BadRequest.
    """
    if not _HOST.fullmatch(request.headers.get("host", "")):
        raise BadRequest("Host")
    for part in request.url.path.split("/"):
        if len(part) > _LONGEST_PART or not part.isprintable() or "\ufffd" in part or _is_beyond_any_row(part):
            raise BadRequest("path")


def _is_beyond_any_row(part: str) -> bool:
    """Scanned pages have ids of 63 random bits, written plainly; no other number is that long."""
    plain = part.isascii() and part.isdigit() and len(part) == _LONGEST_ID
    return bool(_LONG_NUMBER.fullmatch(part)) and not (plain and int(part) < _BEYOND_ANY_ROW)


def router(terminals: Terminals, *, demo: bool) -> APIRouter:
    """``/api/health``, ``/api/enrol``."""
    routes = APIRouter(prefix="/api")

    @routes.get("/health")
    async def health() -> dict[str, Any]:
        return {"ok": True, "version": __version__, "time": stamp(hall_now()), "demo": demo}

    @routes.post("/enrol")
    async def enrol(request: Request) -> dict[str, Any]:
        code = (await body_of(request)).get("code")
        if not isinstance(code, str):
            raise BadRequest("code")
        terminal, token = await terminals.enrol_soon(EnrolCode.parse(code).secret)
        return {"token": token, "terminal": {"id": terminal.id, "name": terminal.name}}

    return routes


def admin_router(terminals: Terminals) -> APIRouter:
    """For the owner of the admin socket: ``/admin/enrol-codes``, ``/admin/terminals``."""
    routes = APIRouter(prefix="/admin")

    @routes.post("/enrol-codes")
    def enrol_code(given: Given) -> dict[str, str]:
        name = given.get("terminal", "").strip()
        if not 1 <= len(name) <= _NAME_LETTERS:
            raise BadRequest("terminal")
        kind: Kind = "board" if given.get("kind") == "board" else "terminal"
        return {"code": str(terminals.make_code(name, kind)), "terminal": name}

    @routes.get("/terminals")
    def enrolled() -> list[dict[str, Any]]:
        return [{"id": one.id, "name": one.name, "kind": one.kind} for one in terminals.all()]

    @routes.post("/terminals/revoke")
    def revoke(given: Given) -> dict[str, bool]:
        return {"revoked": terminals.revoke(given.get("terminal", ""))}

    return routes
