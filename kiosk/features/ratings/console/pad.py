"""The rating pad over HTTP: ``/pad/{window}``, for a tablet that a clerk or keeper opened as this window's pad."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from functools import partial

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from sqlalchemy import Connection

from kiosk.core.access.accounts import Account, LoginRefused
from kiosk.core.access.rights import Right
from kiosk.core.access.security_counts import Refused
from kiosk.core.database import events
from kiosk.core.database.clock import stamp
from kiosk.core.web import frame
from kiosk.core.web.connections import vouch
from kiosk.core.web.doorman import Doorman, NotAllowed, by_script
from kiosk.core.web.frame import HEADERS, Fields, FormRefused
from kiosk.core.web.stream import event_stream, since_of
from kiosk.core.web.words import NOT_HERE, login_refused
from kiosk.features.ratings.console.plants import PLANTS
from kiosk.features.ratings.hall.pads import NoPad, Pad, PadDesk, csrf_of
from kiosk.features.ratings.hall.rating import RatingDesk
from kiosk.features.ratings.rules import rating, words
from kiosk.features.ratings.rules.rating import Asked

COOKIE_SECONDS = 400 * 86_400  # the longest browsers keep one


class PadPages:
    """``/pad/{window}``, its ``open``, ``rate``, ``change`` and ``live``."""

    def __init__(self, door: Doorman, desk: RatingDesk, pads: PadDesk) -> None:
        self._door, self._hall, self._desk, self._pads = door, door.hall, desk, pads
        self._run = door.hall.database.run
        self._cookie = frame.cookie_name("pad", secure=door.hall.secure)

    def router(self) -> APIRouter:
        routes = APIRouter(prefix="/pad", default_response_class=HTMLResponse)
        routes.get("/{window_id}")(self.pad)
        routes.post("/{window_id}/open")(self.open)
        routes.post("/{window_id}/rate")(self.rate)
        routes.post("/{window_id}/change")(self.change)
        routes.get("/{window_id}/live")(self.live)
        return routes

    async def pad(self, request: Request, window_id: int) -> Response:
        token = self._token_of(request)
        try:
            pad, asked, event_id = await self._run(partial(self._look, token=token, window_id=window_id))
        except NoPad:
            if token:
                self._hall.count(Refused.TOKEN)
            return Response(status_code=401) if by_script(request) else self._closed_page(window_id)
        vouch(request.scope, pad.caller)
        at_work = self._hall.sessions.at_window(window_id)
        return self._door.page(
            "ratings/pad_body.html" if by_script(request) else "ratings/pad.html",
            pad=pad,
            asked=asked,
            level=_level(request, asked),
            clerk=at_work.account.masked if at_work else "",
            csrf=csrf_of(token),
            event_id=event_id,
            plants=PLANTS,
            rating=rating,
            rating_words=words,
        )

    async def open(self, request: Request, window_id: int) -> Response:
        """By somebody who may sit at a window, once; no log-in is left on the tablet."""
        fields = await self._door.open_form(request)
        name, place = fields.text("name"), self._door.place(request)

        def opening(connection: Connection, account: Account) -> str:
            self._door.ask(account, Right.WINDOW)
            return self._pads.open(connection, window_id, account.id, stamp(self._door.clock()))

        try:
            entered = await self._hall.log_ins.prove(name, fields.text("password"), place, opening, remember=False)
        except LoginRefused as refused:
            says = login_refused(refused.wait_seconds, busy=refused.busy)
            return self._closed_page(window_id, 503 if refused.busy else 403, name, says)
        except NotAllowed:
            return self._closed_page(window_id, 403, name, NOT_HERE[NotAllowed.__name__])
        except NoPad:
            raise HTTPException(404) from None
        return self._opened(window_id, entered.result)

    async def rate(self, request: Request, window_id: int) -> Response:
        fields = await self._fields_of(request)
        ticket_id, level, reasons = fields.number("ticket") or 0, fields.number("level") or 0, fields.all("reason")

        def rate(connection: Connection) -> None:
            self._desk.rate(connection, window_id, ticket_id, level, reasons, self._door.clock())

        return await _tried(self._as_pad(request, window_id, rate), window_id)

    async def change(self, request: Request, window_id: int) -> Response:
        fields = await self._fields_of(request)

        def take_back(connection: Connection) -> None:
            self._desk.take_back(connection, window_id, fields.number("ticket") or 0, self._door.clock())

        return await _tried(self._as_pad(request, window_id, take_back), window_id)

    async def live(self, request: Request, window_id: int) -> StreamingResponse:
        find = partial(self._pads.of, token=self._token_of(request), window_id=window_id)

        async def over() -> bool:
            try:
                await self._run(find)
            except NoPad:
                return True
            return False

        try:
            pad = await self._run(find)
        except NoPad:
            raise HTTPException(401) from None
        vouch(request.scope, pad.caller)
        return event_stream(self._hall.hub, pad.caller, since_of(request), over, for_page=True)

    # -- who asks -----------------------------------------------------------------------------

    def _token_of(self, request: Request) -> str:
        self._door.check_host(request)
        return request.cookies.get(self._cookie, "")

    async def _fields_of(self, request: Request) -> Fields:
        fields = await self._door.open_form(request)
        if not secrets.compare_digest(fields.text("csrf").encode(), csrf_of(self._token_of(request)).encode()):
            raise FormRefused("no token")
        return fields

    async def _as_pad(self, request: Request, window_id: int, work: Callable[[Connection], None]) -> None:
        """Do the work in one with the proof that this tablet is the window's pad. Raises NoPad, and as `work` does."""
        token = self._token_of(request)

        def proved(connection: Connection) -> None:
            self._pads.of(connection, token, window_id)
            work(connection)

        await self._run(proved)

    # -- how it is answered -------------------------------------------------------------------

    def _look(self, connection: Connection, token: str, window_id: int) -> tuple[Pad, Asked | None, int]:
        pad = self._pads.of(connection, token, window_id)
        return pad, self._desk.asked(connection, window_id, self._door.clock()), events.newest_id(connection)

    def _closed_page(self, window_id: int, status: int = 200, name: str = "", says: str = "") -> Response:
        return self._door.page("ratings/pad_closed.html", status, window_id=window_id, name=name, says=says)

    def _opened(self, window_id: int, token: str) -> Response:
        answer = _back(window_id)
        answer.set_cookie(
            self._cookie,
            token,
            max_age=COOKIE_SECONDS,
            path="/",
            secure=self._hall.secure,
            httponly=True,
            samesite="strict",
        )
        return answer


def _level(request: Request, asked: Asked | None) -> int | None:
    """The bad level the visitor has touched, whose reasons are open; only for the ticket that is asked about."""
    given, ticket = request.query_params.get("level", ""), request.query_params.get("ticket", "")
    if asked is None or asked.level is not None or ticket != str(asked.ticket_id) or given not in ("4", "5"):
        return None
    return int(given)


async def _tried(rated: Awaitable[None], window_id: int) -> Response:
    """Back to the pad whatever came of it: it shows what is true now."""
    try:
        await rated
    except (rating.NotAsked, rating.AlreadyRated, NoPad):
        pass  # the page it goes back to says so: thanks, or nothing to rate
    except rating.RatingRefused:
        raise HTTPException(422) from None
    return _back(window_id)


def _back(window_id: int) -> Response:
    return RedirectResponse(f"/pad/{window_id}", 303, HEADERS)
