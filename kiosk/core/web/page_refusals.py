"""What a person reads where a page of the console refuses, everywhere in an application."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from markupsafe import Markup

from kiosk.core.access.accounts import NotTheirs
from kiosk.core.access.sessions import SessionOver
from kiosk.core.web import words
from kiosk.core.web.doorman import HOME, LOGIN, NotAllowed, by_script
from kiosk.core.web.frame import HEADERS, FormRefused
from kiosk.core.web.requests import BadRequest

FOR_PROGRAMS = "/api/"  # what lies below is asked by terminals and boards, everything else by people


def answer_refusals(app: FastAPI) -> None:
    """Log-in where there is no session, 403 for what is not theirs, 422 for what nobody can read."""
    for kind in (BadRequest, RequestValidationError):
        app.add_exception_handler(kind, _malformed)
    app.add_exception_handler(SessionOver, _over)
    app.add_exception_handler(NotTheirs, _over)  # closed between the press and the change
    app.add_exception_handler(FormRefused, _refused)
    app.add_exception_handler(NotAllowed, _not_allowed)


async def _over(request: Request, _: Exception) -> Response:
    if by_script(request) or request.method != "GET":
        return Response(status_code=401, headers=HEADERS)
    return RedirectResponse(LOGIN, 303, HEADERS)


async def _refused(_: Request, error: Exception) -> Response:
    return HTMLResponse(words.NOT_HERE[type(error).__name__], 403, HEADERS)


async def _not_allowed(_: Request, error: Exception) -> Response:
    """With the way back: somebody may have kept the address of a page that was theirs once."""
    way = Markup('<p>{}</p><p><a href="{}">{}</a></p>').format(
        words.NOT_HERE[type(error).__name__], HOME, words.TO_OWN_PAGE
    )
    return HTMLResponse(way, 403, HEADERS)


async def _malformed(request: Request, _: Exception) -> Response:
    if request.url.path.startswith(FOR_PROGRAMS):
        return JSONResponse({"error": BadRequest.__name__}, 422)
    return HTMLResponse(words.NOT_HERE[BadRequest.__name__], 422, HEADERS)
