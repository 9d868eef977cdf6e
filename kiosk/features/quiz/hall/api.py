"""What terminals report of the quiz, over HTTP."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kiosk.core.database.owner import Database
from kiosk.core.link.shapes import WrongShape
from kiosk.core.web.bodies import BodyTooLarge, whole_body
from kiosk.core.web.requests import BadRequest, json_object, key_of, terminal_of
from kiosk.features.quiz.hall.desk import QuizDesk
from kiosk.features.quiz.wire import MOST_BYTES, PATH, report_from_json

_DONE = 204


def router(desk: QuizDesk, database: Database) -> APIRouter:
    """``POST /api/quiz``."""
    routes = APIRouter()

    @routes.post(PATH)
    async def report(request: Request) -> Response:
        terminal, key = terminal_of(request), key_of(request)
        try:
            read = report_from_json(json_object(await whole_body(request.stream(), MOST_BYTES)))
        except (BodyTooLarge, WrongShape) as error:
            raise BadRequest(str(error)) from error
        await database.run(partial(desk.take, terminal=terminal, report=read, key=key))
        return Response(status_code=_DONE)

    return routes
