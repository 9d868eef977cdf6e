"""How refusals and faults are answered.

A refusal is an HTTP status and ``{"error": NAME}``; the name is the class of the error, and the terminal raises the
same class. What else the caller may know the error holds itself, as ``told``.
"""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response

from kiosk.core.access.enrol_code import CodeUnreadable
from kiosk.core.access.terminals import CodeRefused, NameTaken, TokenRefused
from kiosk.core.database.owner import CommitFailed, DatabaseClosed, DiskFull
from kiosk.core.web.requests import BadRequest

Statuses = Mapping[type[Exception], int]
STATUS: Statuses = {
    TokenRefused: 401,
    CodeRefused: 403,
    NameTaken: 409,
    CodeUnreadable: 422,
    BadRequest: 422,
    DiskFull: 507,
    CommitFailed: 503,
    DatabaseClosed: 503,
}


class Refusals:
    """The hall's own refusals and those of its features: HTTP status by error.

    The nearest class in an error's own line of descent decides.
    """

    def __init__(self, *features: Statuses) -> None:
        self._status = dict(STATUS)
        for more in features:
            self._status.update(more)

    @property
    def kinds(self) -> tuple[type[Exception], ...]:
        return tuple(self._status)

    def of(self, error: Exception) -> tuple[int, dict[str, Any]]:
        """Status and body of a named error."""
        status = next(self._status[kind] for kind in type(error).__mro__ if kind in self._status)
        return status, {"error": type(error).__name__, **getattr(error, "told", {})}

    def answer_in(self, app: FastAPI) -> None:
        """Turn the named errors into their answers, everywhere in `app`."""

        async def answer(_request: Request, error: Exception) -> Response:
            status, body = self.of(error)
            seconds = body.get("retry_seconds")
            return JSONResponse(body, status, {} if seconds is None else {"Retry-After": str(seconds)})

        async def malformed(request: Request, _error: Exception) -> Response:
            """The framework's own answer would repeat what was sent: an ID number, or what cannot be written at all."""
            return await answer(request, BadRequest())

        for kind in self._status:
            app.add_exception_handler(kind, answer)
        app.add_exception_handler(RequestValidationError, malformed)
