"""What is read from a request of a terminal, a board or a command, and refused before anybody acts on it.

Endpoints of the hot path read the request themselves: a pydantic model for one number would double their cost.
"""

import json
import re
from typing import Annotated, Any

from fastapi import Request
from pydantic import AfterValidator

from kiosk.core.access.terminals import Terminal, Terminals
from kiosk.core.web.connections import vouch

KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")

MAX_BODY_BYTES = 4096

MOST_DIGITS = 18  # below 2^63, the largest number a database holds

_LONGEST_PART = 100

_LONGEST_ID = 19  # digits

_BEYOND_ANY_ROW = 2**63  # SQLite

_LONG_NUMBER = re.compile(r"[+-]?[\d_.]{19,}")  # as pydantic reads a whole number

_HOST = re.compile(r"[A-Za-z0-9._-]*(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


class BadRequest(Exception):
    """The request has not the shape this verb needs; a fault of the caller's program."""


def _whole_letters(text: str) -> str:
    text.encode()  # half a letter (a lone surrogate) is a ValueError
    return text


Given = dict[str, Annotated[str, AfterValidator(_whole_letters)]]
"""The body of the owner's commands: plain words."""


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
        text = content.decode()  # bytes alone would be taken as UTF-16, too, and with half letters in them
        body = json.loads(text, parse_int=_whole, parse_constant=_no_number)
        if "\\u" in text:
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
