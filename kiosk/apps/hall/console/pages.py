"""The way into the console: log-in and log-out, one's own password, single keys, static files."""

from __future__ import annotations

import asyncio
from functools import partial

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response, StreamingResponse

from kiosk.core.access.accounts import LoginRefused, PasswordRefused, UnknownAccount, anybody
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session, SessionOver
from kiosk.core.web import frame, words
from kiosk.core.web.console_hall import ConsoleHall
from kiosk.core.web.doorman import HOME, LOGIN, PASSWORD, Doorman
from kiosk.core.web.frame import HEADERS, Fields


class EntrancePages:
    """``/console/login``, ``/console/logout``, ``/console/password``, ``/console/here``, ``/console/live``, files."""

    def __init__(self, door: Doorman) -> None:
        self._door, self._hall = door, door.hall

    def router(self) -> APIRouter:
        routes = APIRouter(prefix="/console", default_response_class=HTMLResponse)
        routes.get("/login")(self.login)
        routes.post("/login")(self.log_in)
        routes.post("/logout")(self.log_out)
        routes.get("/password")(self.password)
        routes.post("/password")(self.change_password)
        routes.post("/keys")(self.keys)
        routes.post("/here")(self.here)
        routes.get("/live")(self.live)
        routes.get("/static/{name}")(static)
        return routes

    async def login(self, request: Request) -> Response:
        self._door.check_host(request)
        return await self._login_page()

    async def log_in(self, request: Request) -> Response:
        door, sessions = self._door, self._hall.sessions
        fields = await door.open_form(request)
        name = fields.text("name")
        try:
            entered = await self._hall.log_ins.prove(
                name, fields.text("password"), door.place(request), lambda _, account: sessions.begin(account)
            )
        except LoginRefused as refused:
            says = words.login_refused(refused.wait_seconds, busy=refused.busy)
            return await self._login_page(503 if refused.busy else 403, name, says)
        sessions.end(request.cookies.get(door.cookie, ""))
        answer = self._logged_in(*entered.result)
        door.know(answer, entered.browser)
        return answer

    async def log_out(self, request: Request) -> Response:
        door = self._door
        await door.form(request, door.session(request))
        self._hall.sessions.end(request.cookies.get(door.cookie, ""))
        answer = RedirectResponse(LOGIN, 303, HEADERS)
        answer.delete_cookie(door.cookie, path="/", secure=self._hall.secure, httponly=True, samesite="strict")
        return answer

    async def password(self, request: Request) -> Response:
        return self._door.page("console/password.html", session=self._door.session(request, acts=True), says="")

    async def change_password(self, request: Request) -> Response:
        session = self._door.session(request, acts=True)
        says = await _change_password(self._hall, session, await self._door.form(request, session))
        if says:
            return self._door.page("console/password.html", 403, session=session, says=says)
        return RedirectResponse(self._door.first_page(session.account), 303, HEADERS)

    async def keys(self, request: Request) -> Response:
        session = self._door.session(request, acts=True)
        on = (await self._door.form(request, session)).text("on") == "1"
        setting = partial(self._hall.accounts.set_single_keys, session.account.id, on=on)
        session.account = await asyncio.to_thread(setting)
        return RedirectResponse(HOME, 303, HEADERS)

    async def here(self, request: Request) -> Response:
        await self._door.form(request, self._door.session(request, acts=True))
        return Response(status_code=204)

    async def live(self, request: Request) -> StreamingResponse:
        return self._door.live(request, Right.QUEUE)

    async def _login_page(self, status: int = 200, name: str = "", says: str = "") -> Response:
        first = not await self._hall.database.run(anybody)
        return self._door.page("console/login.html", status, name=name, says=says, first=first)

    def _logged_in(self, token: str, session: Session) -> Response:
        first = PASSWORD if session.account.must_change else self._door.first_page(session.account)
        answer = RedirectResponse(first, 303, HEADERS)
        answer.set_cookie(
            self._door.cookie, token, path="/", secure=self._hall.secure, httponly=True, samesite="strict"
        )
        return answer


async def static(name: str) -> Response:
    """A file of the pages."""
    found = frame.static_file(name)
    if found is None:
        raise HTTPException(404)
    return FileResponse(found[0], media_type=found[1], headers=HEADERS | {"Cache-Control": "no-cache"})


async def _change_password(hall: ConsoleHall, session: Session, fields: Fields) -> str:
    """What to say, or nothing when the password was changed."""
    account, new = session.account, fields.text("new")
    if new != fields.text("again"):
        return words.PASSWORDS_DIFFER
    if new == fields.text("password"):
        return words.PASSWORD_SAME
    try:
        secret = await asyncio.to_thread(hall.accounts.hashed, account, new)
        setting = partial(hall.accounts.set_hash, account_id=account.id, secret=secret, by=account.id, but=session)
        old = fields.text("password")
        session.account = await hall.log_ins.prove_again(account, old, lambda connection, _: setting(connection))
    except LoginRefused as refused:
        return words.login_refused(refused.wait_seconds, busy=refused.busy)
    except PasswordRefused:
        return words.PASSWORD_RULE
    except UnknownAccount as gone:
        raise SessionOver from gone
    return ""
