"""The rating pad over HTTP: ``/pad/{window}``, for a tablet that a clerk or keeper opened as this window's pad."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable
from functools import partial

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from sqlalchemy import Connection

from kiosk.apps.hall.console import words
from kiosk.apps.hall.console.pages import Doorman, by_script
from kiosk.core.access.accounts import Account, LoginRefused
from kiosk.core.access.security_counts import Refused
from kiosk.core.database import events
from kiosk.core.database.clock import stamp
from kiosk.core.web import frame
from kiosk.core.web.connections import vouch
from kiosk.core.web.frame import HEADERS, Fields, FormRefused
from kiosk.core.web.stream import event_stream, since_of
from kiosk.features.ratings.console.plants import PLANTS
from kiosk.features.ratings.hall import pads, rating

COOKIE_SECONDS = 400 * 86_400  # the longest browsers keep one


def router(door: Doorman) -> APIRouter:
    """``/pad/{window}``, its ``open``, ``rate``, ``change`` and ``live``."""
    routes, service = APIRouter(prefix="/pad", default_response_class=HTMLResponse), door.service
    run, cookie = service.database.run, frame.cookie_name("pad", secure=door.secure)

    def token_of(request: Request) -> str:
        door.check_host(request)
        return request.cookies.get(cookie, "")

    async def fields_of(request: Request) -> Fields:
        fields = await door.open_form(request)
        if not secrets.compare_digest(fields.text("csrf").encode(), pads.csrf_of(token_of(request)).encode()):
            raise FormRefused("no token")
        return fields

    def look(connection: Connection, token: str, window_id: int) -> tuple[pads.Pad, rating.Asked | None, int]:
        pad = pads.pad_of(connection, token, window_id)
        return pad, rating.asked(connection, window_id, door.clock()), events.newest_id(connection)

    def closed_page(window_id: int, status: int = 200, name: str = "", says: str = "") -> Response:
        return door.page("pad_closed.html", status, window_id=window_id, name=name, says=says)

    @routes.get("/{window_id}")
    async def pad(request: Request, window_id: int) -> Response:
        token = token_of(request)
        try:
            opened, asked, event_id = await run(partial(look, token=token, window_id=window_id))
        except pads.NoPad:
            if token:
                service.counts.count(Refused.TOKEN)
            return Response(status_code=401) if by_script(request) else closed_page(window_id)
        vouch(request.scope, opened.caller)
        at_work = service.sessions.at_window(window_id)
        return door.page(
            "pad_body.html" if by_script(request) else "pad.html",
            pad=opened,
            asked=asked,
            level=_level(request, asked),
            clerk=at_work.account.masked if at_work else "",
            csrf=pads.csrf_of(token),
            event_id=event_id,
            plants=PLANTS,
            rating=rating,
        )

    @routes.post("/{window_id}/open")
    async def open_pad(request: Request, window_id: int) -> Response:
        fields = await door.open_form(request)
        name = fields.text("name")

        def opening(connection: Connection, account: Account) -> str:
            return pads.open_pad(connection, window_id, account.id, stamp(door.clock()))

        try:
            password, place = fields.text("password"), door.place(request)
            entered = await service.log_ins.prove(name, password, place, opening, remember=False)
        except LoginRefused as refused:
            says = words.login_refused(refused.wait_seconds, busy=refused.busy)
            return closed_page(window_id, 503 if refused.busy else 403, name, says)
        except pads.NoPad:
            raise HTTPException(404) from None
        answer = _back(window_id)
        answer.set_cookie(
            cookie,
            entered.result,
            max_age=COOKIE_SECONDS,
            path="/",
            secure=door.secure,
            httponly=True,
            samesite="strict",
        )
        return answer

    @routes.post("/{window_id}/rate")
    async def rate(request: Request, window_id: int) -> Response:
        fields, token = await fields_of(request), token_of(request)
        ticket_id, level, reasons = fields.number("ticket") or 0, fields.number("level") or 0, fields.all("reason")

        def work(connection: Connection) -> None:
            pads.pad_of(connection, token, window_id)
            rating.rate(connection, window_id, ticket_id, level, reasons, door.clock())

        return await _tried(run(work), window_id)

    @routes.post("/{window_id}/change")
    async def change(request: Request, window_id: int) -> Response:
        fields, token = await fields_of(request), token_of(request)

        def work(connection: Connection) -> None:
            pads.pad_of(connection, token, window_id)
            rating.take_back(connection, window_id, fields.number("ticket") or 0, door.clock())

        return await _tried(run(work), window_id)

    @routes.get("/{window_id}/live")
    async def live(request: Request, window_id: int) -> StreamingResponse:
        find = partial(pads.pad_of, token=token_of(request), window_id=window_id)

        async def over() -> bool:
            try:
                await run(find)
            except pads.NoPad:
                return True
            return False

        try:
            pad = await run(find)
        except pads.NoPad:
            raise HTTPException(401) from None
        vouch(request.scope, pad.caller)
        return event_stream(service.hub, pad.caller, since_of(request), over)

    return routes


def _level(request: Request, asked: rating.Asked | None) -> int | None:
    """The bad level the visitor has touched, whose reasons are open; only for the ticket that is asked about."""
    given, ticket = request.query_params.get("level", ""), request.query_params.get("ticket", "")
    if asked is None or asked.level is not None or ticket != str(asked.ticket_id) or given not in ("4", "5"):
        return None
    return int(given)


async def _tried(rated: Awaitable[None], window_id: int) -> Response:
    """Back to the pad whatever came of it: it shows what is true now."""
    try:
        await rated
    except (rating.NotAsked, rating.AlreadyRated, pads.NoPad):
        pass  # the page it goes back to says so: thanks, or nothing to rate
    except rating.RatingRefused:
        raise HTTPException(422) from None
    return _back(window_id)


def _back(window_id: int) -> Response:
    return RedirectResponse(f"/pad/{window_id}", 303, HEADERS)
