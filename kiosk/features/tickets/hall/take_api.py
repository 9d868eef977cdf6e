"""``POST /api/tickets``, the one hot door, in plain ASGI before the framework's own routing.

It is what a tap waits for: FastAPI's routing, dependencies and response cost more CPU than the number itself
(tests/benchmarks/tickets.py). Body: ``{"service_id": 1}``; for a priority number ``"lane": "priority"``, with
``"card": {"id_number": "…"}`` or after a clerk's grant. The card's number is used and forgotten.
"""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import fields
from functools import partial
from typing import Any

from kiosk.core.access.terminals import Terminals
from kiosk.core.database.owner import Database
from kiosk.core.web.connections import vouch
from kiosk.core.web.refusals import Refusals
from kiosk.core.web.requests import KEY, MAX_BODY_BYTES, BadRequest, json_object
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.rules.card_age import CardProof
from kiosk.features.tickets.rules.queue import NORMAL, PRIORITY
from kiosk.features.tickets.wire import Ticket

PATH = "/api/tickets"

_Scope = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
_Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]
_ID_NUMBER_LETTERS = 18
_FIELDS = tuple(field.name for field in fields(Ticket))


class TakeDoor:
    """ASGI middleware: answers the hot door, and hands everything else on."""

    def __init__(
        self, app: _App, desk: TicketDesk, database: Database, terminals: Terminals, refusals: Refusals
    ) -> None:
        self._app, self._desk, self._database, self._terminals = app, desk, database, terminals
        self._refusals, self._refused = refusals, refusals.kinds

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        try:
            status, body = 200, await self._take(scope, receive)
        except self._refused as error:
            status, body = self._refusals.of(error)
        content = json.dumps(body, ensure_ascii=False).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    async def _take(self, scope: _Scope, receive: _Receive) -> dict[str, Any]:
        headers = dict(scope["headers"])
        terminal = self._terminals.who(headers.get(b"authorization", b"").decode("latin-1"))
        vouch(scope, terminal.caller)
        key = headers.get(b"idempotency-key", b"").decode("latin-1")
        if not KEY.fullmatch(key):
            raise BadRequest("Idempotency-Key")
        service_id, lane, card = _order(await _content(receive))
        order = partial(
            self._desk.take_ticket, terminal_id=terminal.id, service_id=service_id, key=key, lane=lane, card=card
        )
        ticket = await self._database.run(order)
        return {name: getattr(ticket, name) for name in _FIELDS}  # dataclasses.asdict copies every value


async def _content(receive: _Receive) -> bytes:
    """The body, at most 4 KiB. Raises BadRequest; a caller that went away sends no whole body."""
    content, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequest("gone")
        content += message.get("body", b"")
        if len(content) > MAX_BODY_BYTES:
            raise BadRequest("too long")
        more = message.get("more_body", False)
    return content


def _order(content: bytes) -> tuple[int, str, CardProof | None]:
    """Service, lane and card of a body. Raises BadRequest."""
    body = json_object(content)
    if type(body.get("service_id")) is not int:
        raise BadRequest("service_id")
    lane = body.get("lane", NORMAL)
    if lane not in (NORMAL, PRIORITY):
        raise BadRequest("lane")
    return body["service_id"], lane, _card(body.get("card"))


def _card(given: Any) -> CardProof | None:
    if given is None:
        return None
    number = given.get("id_number") if isinstance(given, dict) else None
    if not isinstance(number, str) or len(number.strip()) != _ID_NUMBER_LETTERS:
        raise BadRequest("card")
    return CardProof(number)
