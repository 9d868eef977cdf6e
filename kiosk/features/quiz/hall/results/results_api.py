"""The doors of kept results for terminals (`wire_kept`). Nothing about a person stands in an address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from kiosk.core.link.shapes import WrongShape
from kiosk.core.web.bodies import BodyTooLarge, whole_body
from kiosk.core.web.requests import BadRequest, body_of, json_object, terminal_of
from kiosk.features.quiz.hall.results.desk import KeptResults, Proof
from kiosk.features.quiz.wire_kept import (
    END,
    FORGET,
    KEEP,
    MOST_BYTES,
    PURPOSE,
    SEE,
    Kept,
    NothingKept,
    result_from_json,
)

_PRIVATE = {"Cache-Control": "no-store"}

DeskNow = Callable[[], KeptResults | None]
"""The desk, or None while the records are shut."""


def router(desk_now: DeskNow) -> APIRouter:
    """``/api/quiz/results``."""
    routes = APIRouter()

    @routes.post(KEEP)
    async def keep(request: Request) -> Response:
        terminal = terminal_of(request)
        try:
            given = json_object(await whole_body(request.stream(), MOST_BYTES))
            proof, result = proof_of(given, PURPOSE), result_from_json(given.get("result"))
        except (BodyTooLarge, WrongShape) as error:
            raise BadRequest(type(error).__name__) from None
        desk = desk_now()
        return _locked() if desk is None else _told(await desk.keep(terminal.id, proof, result))

    @routes.post(SEE)
    async def see(request: Request) -> Response:
        terminal = terminal_of(request)
        proof, desk = proof_of(await body_of(request), PURPOSE), desk_now()
        return _locked() if desk is None else _told(await desk.see(terminal.id, proof))

    @routes.post(FORGET)
    async def forget(request: Request) -> Response:
        terminal = terminal_of(request)
        given = await body_of(request)
        visit, key, desk = _plain(given, "visit"), _plain(given, "key"), desk_now()
        if desk is None:
            return _locked()
        try:
            return _told(await desk.forget(terminal.id, visit, key))
        except NothingKept:
            return _private(404, {"error": "NothingKept"})

    @routes.post(END)
    async def end(request: Request) -> Response:
        terminal = terminal_of(request)
        visit, desk = _plain(await body_of(request), "visit"), desk_now()
        if desk is not None:
            desk.end(terminal.id, visit)
        return Response(status_code=204, headers=_PRIVATE)

    return routes


def proof_of(given: dict[str, Any], purpose: str) -> Proof:
    """Of a card that was laid down for that purpose. Raises BadRequest without the content."""
    name = given.get("name")
    if given.get("purpose") != purpose or not isinstance(name, str) or not name.strip() or len(name) > 100:
        raise BadRequest("proof")
    number = _plain(given, "id_number")
    if not number:
        raise BadRequest("proof")
    return Proof(name, number)


def _plain(given: dict[str, Any], key: str) -> str:
    """ASCII: a lone surrogate, which JSON can carry, cannot be hashed."""
    value = given.get(key)
    if not isinstance(value, str) or not value.isascii() or len(value) > 100:
        raise BadRequest(key)
    return value


def _locked() -> JSONResponse:
    return _private(503, {"error": "RecordsLocked"})


def _told(kept: Kept) -> JSONResponse:
    return _private(200, asdict(kept))


def _private(status: int, content: dict[str, Any]) -> JSONResponse:
    return JSONResponse(content, status, headers=_PRIVATE)
