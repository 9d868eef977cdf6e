"""The doors of 正式测试 for terminals (`wire_exams`). Nothing about a person stands in an address, no answer is cached.

Neither look-ups nor answers are keyed: a card is never repeated by itself, and an answer counts once by its number.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from kiosk.core.link.shapes import WrongShape, clean
from kiosk.core.web.bodies import BodyTooLarge, whole_body
from kiosk.core.web.requests import BadRequest, json_object, listener_of, terminal_of
from kiosk.features.quiz.hall.exams.desk import ExamSittings, NoPicture
from kiosk.features.quiz.rules.exams.answer_sheet import AnswerUnfit
from kiosk.features.quiz.wire_exams import (
    ALIVE,
    ANSWER,
    CARD,
    END,
    HAND_IN,
    NO_PICTURE,
    OPEN,
    PICTURE,
    QUESTION,
    START,
    ExamRefused,
    OpenExams,
    Refusal,
    answer_from_json,
)

MOST_BYTES = 16 * 1024
LETTERS = 100  # of a name, a number, the word of a visit
_PRIVATE = {"Cache-Control": "no-store"}
_NOT_FOUND = frozenset({Refusal.NOBODY, Refusal.GONE})

SittingsNow = Callable[[], ExamSittings | None]
"""The sittings, or None while the records are shut."""
_Verb = Callable[[ExamSittings, int, dict[str, Any]], Awaitable[Any]]


def router(sittings_now: SittingsNow) -> APIRouter:
    """``/api/exams``."""
    routes = APIRouter()

    @routes.get(OPEN)
    async def open_now(request: Request) -> Response:
        listener_of(request)
        sittings = sittings_now()
        return _private(200, asdict(OpenExams(()) if sittings is None else await sittings.open_now()))

    @routes.post(CARD)
    async def card(request: Request) -> Response:
        return await _done(request, sittings_now, lambda desk, at, given: desk.card(
            at, _text(given, "name"), _plain(given, "id_number")
        ))  # fmt: skip

    @routes.post(START)
    async def start(request: Request) -> Response:
        return await _done(request, sittings_now, lambda desk, at, given: desk.start(
            at, _plain(given, "visit"), _number(given, "exam"), pictures=given.get("pictures") is True
        ))  # fmt: skip

    @routes.post(ANSWER)
    async def answer(request: Request) -> Response:
        return await _done(request, sittings_now, lambda desk, at, given: desk.answer(at, answer_from_json(given)))

    @routes.post(QUESTION)
    async def question(request: Request) -> Response:
        return await _done(request, sittings_now, lambda desk, at, given: desk.question(
            at, _plain(given, "visit"), _number(given, "place")
        ))  # fmt: skip

    @routes.post(PICTURE)
    async def picture(request: Request) -> Response:
        return await _done(request, sittings_now, lambda desk, at, given: desk.picture(
            at, _plain(given, "visit"), _number(given, "place")
        ))  # fmt: skip

    @routes.post(ALIVE)
    async def alive(request: Request) -> Response:
        return await _done(request, sittings_now, lambda desk, at, given: desk.alive(at, _plain(given, "visit")))

    @routes.post(HAND_IN)
    async def hand_in(request: Request) -> Response:
        return await _done(request, sittings_now, lambda desk, at, given: desk.hand_in(at, _plain(given, "visit")))

    @routes.post(END)
    async def end(request: Request) -> Response:
        return await _done(request, sittings_now, lambda desk, at, given: desk.end(at, _plain(given, "visit")))

    return routes


async def _done(request: Request, sittings_now: SittingsNow, verb: _Verb) -> Response:
    terminal = terminal_of(request)
    try:
        given = json_object(await whole_body(request.stream(), MOST_BYTES))
        sittings = sittings_now()
        if sittings is None:
            return _private(503, {"error": "RecordsLocked"})
        said = await verb(sittings, terminal.id, given)
    except ExamRefused as refused:
        return _private(404 if refused.reason in _NOT_FOUND else 409, {"error": refused.reason.value})
    except NoPicture:
        return _private(404, {"error": NO_PICTURE})
    except (BodyTooLarge, WrongShape, AnswerUnfit) as error:
        raise BadRequest(type(error).__name__) from None
    if isinstance(said, bytes):
        return Response(said, headers=_PRIVATE, media_type="application/octet-stream")
    return Response(status_code=204, headers=_PRIVATE) if said is None else _private(200, asdict(said))


def _plain(given: dict[str, Any], key: str) -> str:
    """ASCII: a lone surrogate, which JSON can carry, cannot be hashed. Raises BadRequest without the content."""
    value = given.get(key)
    if not isinstance(value, str) or not value.isascii() or not 0 < len(value) <= LETTERS:
        raise BadRequest(key)
    return value


def _text(given: dict[str, Any], key: str) -> str:
    """On one line, without what nobody sees: it may be laid down as the name of whoever sits."""
    value = given.get(key)
    if not isinstance(value, str) or len(value) > LETTERS or not (text := clean(value).strip()):
        raise BadRequest(key)
    return text


def _number(given: dict[str, Any], key: str) -> int:
    value = given.get(key)
    if type(value) is not int:
        raise BadRequest(key)
    return value


def _private(status: int, content: dict[str, Any]) -> JSONResponse:
    return JSONResponse(content, status, headers=_PRIVATE)
