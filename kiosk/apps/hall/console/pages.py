"""The frame of the console: log-in and log-out, one's own password, static files, and who may open what.

Every form carries the token of its session and is refused without it (403). A page asked for without a session
answers with the log-in page; a fragment asked for by the page's script answers 401, and the script goes there.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse

from kiosk.apps.hall.console import words
from kiosk.apps.hall.service import HallService
from kiosk.core.access.accounts import LoginRefused, NotTheirs, PasswordRefused, UnknownAccount, anybody
from kiosk.core.access.certificate import is_loopback
from kiosk.core.access.login_tries import PLACES_KEPT, Place
from kiosk.core.access.security_counts import Refused
from kiosk.core.access.sessions import Session, SessionOver
from kiosk.core.web import frame
from kiosk.core.web.bodies import BodyTooLarge, whole_body
from kiosk.core.web.connections import vouch
from kiosk.core.web.forms import Uploaded
from kiosk.core.web.frame import HEADERS, Fields, FormRefused
from kiosk.core.web.requests import BadRequest
from kiosk.core.web.stream import event_stream, since_of

FOR_PROGRAMS = "/api/"  # what lies below is asked by terminals and boards, everything else by people
LOGIN, HOME, KEEPER = "/console/login", "/console", "/keeper"
MOST_BYTES = 64 * 1024


class NotAllowed(Exception):
    """The page is a keeper's."""


class UploadUnderWay(Exception):
    """This log-in is sending a file already; each is held in memory."""


class Doorman:
    """Who asks, what they may do, and how a page is sent back. One for all pages of the console."""

    def __init__(self, service: HallService) -> None:
        self.service, self.clock = service, service.clock
        self.secure = service.certificate is not None
        self.cookie = frame.cookie_name("session", secure=self.secure)
        self._browser = frame.cookie_name("browser", secure=self.secure)
        self._templates = frame.environment()
        self._uploading: set[str] = set()

    # -- who asks -----------------------------------------------------------------------------

    def session(self, request: Request, *, acts: bool = False) -> Session:
        """The session of the request; `acts` when a person did something. Raises SessionOver, NotAllowed."""
        self.check_host(request)
        session = self.service.sessions.of(request.cookies.get(self.cookie, ""), acts=acts)
        vouch(request.scope, _caller(session))
        return session

    def keeper(self, request: Request, *, acts: bool = False) -> Session:
        session = self.session(request, acts=acts)
        if session.account.role != "keeper":
            self.service.counts.count(Refused.PAGE)
            raise NotAllowed
        return session

    def keeper_at_work(self, request: Request) -> Session:
        """A keeper who does something, with a password of their own. Raises as `keeper`, HTTPException to set one."""
        session = self.keeper(request, acts=True)
        if session.account.must_change:
            raise HTTPException(303, headers={"Location": "/console/password"})
        return session

    async def form(self, request: Request, session: Session) -> Fields:
        """A form sent by a page of this session. Raises FormRefused, SessionOver."""
        fields = await self.open_form(request)
        self._still(request, session)
        if not session.accepts(fields.text("csrf")):
            raise FormRefused("no token")
        return fields

    async def open_form(self, request: Request) -> Fields:
        """A form that has no session yet. Raises FormRefused."""
        self.check_host(request)
        if not frame.is_from_here(request.headers):
            raise FormRefused("from elsewhere")
        try:
            return Fields(await whole_body(request.stream(), MOST_BYTES))
        except BodyTooLarge as error:
            raise FormRefused("too long") from error

    async def upload(self, request: Request, session: Session, limit: int) -> Uploaded:
        """A form with a file of at most `limit` bytes, in memory; one at a time for each log-in.

        Raises FormRefused, BodyTooLarge, UploadUnderWay, SessionOver.
        """
        self.check_host(request)
        if not frame.is_from_here(request.headers):
            raise FormRefused("from elsewhere")
        if session.csrf in self._uploading:
            raise UploadUnderWay
        self._uploading.add(session.csrf)
        try:
            body = await whole_body(request.stream(), limit + MOST_BYTES)
            given = await asyncio.to_thread(Uploaded.read, request.headers.get("content-type", ""), body)
        finally:
            self._uploading.remove(session.csrf)
        self._still(request, session)
        if not session.accepts(given.fields.text("csrf")):
            raise FormRefused("no token")
        return given

    def check_host(self, request: Request) -> None:
        """On a loopback hall only by its own name: another site's page must not reach it (DNS rebinding)."""
        if is_loopback(self.service.settings.address) and not is_loopback(request.url.hostname or ""):
            raise HTTPException(404)

    def _still(self, request: Request, session: Session) -> None:
        """A body may take minutes on its way: an account closed meanwhile does nothing any more. Raises SessionOver."""
        if self.session(request) is not session:
            raise SessionOver

    # -- log-in -------------------------------------------------------------------------------

    def place(self, request: Request) -> Place:
        """Where somebody tries to log in."""
        return Place(request.client.host if request.client else "", request.cookies.get(self._browser, ""))

    def know(self, answer: Response, browser: str) -> None:
        """The browser is known from now on: strangers who try the name elsewhere lock nobody out here."""
        seconds = int(PLACES_KEPT.total_seconds())
        answer.set_cookie(
            self._browser, browser, max_age=seconds, path="/", secure=self.secure, httponly=True, samesite="strict"
        )

    # -- how it is answered -------------------------------------------------------------------

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        over = frame.LEAVES if template in frame.SHOW_PEOPLE else {}
        return HTMLResponse(self.render(template, **values), status, HEADERS | over)

    def render(self, template: str, **values: Any) -> str:
        hall = self.service.settings
        shared = {"demo": self.service.demo, "hall_name": hall.name, "now": self.clock()}
        return self._templates.get_template(template).render(shared | values)

    def after(self, request: Request, place: str, template: str, **values: Any) -> Response:
        """What follows a form: the fragment for the page's script, the page itself without scripts."""
        if by_script(request):
            return self.page(template, **values)
        return RedirectResponse(place, 303, HEADERS)

    def live(self, request: Request) -> StreamingResponse:
        """Server-sent events that say that something changed, until the session is over."""
        token, session = request.cookies.get(self.cookie, ""), self.session(request)

        async def over() -> bool:
            try:
                self.service.sessions.of(token)
            except SessionOver:
                return True
            return False

        return event_stream(self.service.hub, _caller(session), since_of(request), over)


def _caller(session: Session) -> str:
    """Whom connections and streams are counted for: a person, however often logged in."""
    return f"account:{session.account.id}"


def by_script(request: Request) -> bool:
    return request.headers.get("x-kiosk-page") == "live"


def answer_refusals(app: FastAPI) -> None:
    """Log-in where there is no session, 403 for what is not theirs; everywhere in `app`."""

    async def over(request: Request, _: Exception) -> Response:
        if by_script(request) or request.method != "GET":
            return Response(status_code=401, headers=HEADERS)
        return RedirectResponse(LOGIN, 303, HEADERS)

    async def refused(_: Request, error: Exception) -> Response:
        return HTMLResponse(words.NOT_HERE[type(error).__name__], 403, HEADERS)

    async def malformed(request: Request, _: Exception) -> Response:
        if request.url.path.startswith(FOR_PROGRAMS):
            return JSONResponse({"error": BadRequest.__name__}, 422)
        return HTMLResponse(words.NOT_HERE[BadRequest.__name__], 422, HEADERS)

    for kind in (BadRequest, RequestValidationError):
        app.add_exception_handler(kind, malformed)
    app.add_exception_handler(SessionOver, over)
    app.add_exception_handler(NotTheirs, over)  # closed between the press and the change
    app.add_exception_handler(FormRefused, refused)
    app.add_exception_handler(NotAllowed, refused)


def router(door: Doorman) -> APIRouter:
    """``/console/login``, ``/console/logout``, ``/console/password``, ``/console/here``, ``/console/live``, files."""
    routes, service = APIRouter(prefix="/console", default_response_class=HTMLResponse), door.service

    async def login_page(status: int = 200, name: str = "", says: str = "") -> Response:
        first = not await service.database.run(anybody)
        return door.page("login.html", status, name=name, says=says, first=first)

    def logged_in(token: str, session: Session) -> Response:
        place = KEEPER if session.account.role == "keeper" else HOME
        answer = RedirectResponse("/console/password" if session.account.must_change else place, 303, HEADERS)
        answer.set_cookie(door.cookie, token, path="/", secure=door.secure, httponly=True, samesite="strict")
        return answer

    @routes.get("/login")
    async def login(request: Request) -> Response:
        door.check_host(request)
        return await login_page()

    @routes.post("/login")
    async def log_in(request: Request) -> Response:
        fields = await door.open_form(request)
        name = fields.text("name")
        try:
            entered = await service.log_ins.prove(
                name, fields.text("password"), door.place(request), lambda _, account: service.sessions.begin(account)
            )
        except LoginRefused as refused:
            says = words.login_refused(refused.wait_seconds, busy=refused.busy)
            return await login_page(503 if refused.busy else 403, name, says)
        service.sessions.end(request.cookies.get(door.cookie, ""))
        answer = logged_in(*entered.result)
        door.know(answer, entered.browser)
        return answer

    @routes.post("/logout")
    async def log_out(request: Request) -> Response:
        await door.form(request, door.session(request))
        service.sessions.end(request.cookies.get(door.cookie, ""))
        answer = RedirectResponse(LOGIN, 303, HEADERS)
        answer.delete_cookie(door.cookie, path="/", secure=door.secure, httponly=True, samesite="strict")
        return answer

    @routes.get("/password")
    async def password(request: Request) -> Response:
        return door.page("password.html", session=door.session(request, acts=True), says="")

    @routes.post("/password")
    async def change_password(request: Request) -> Response:
        session = door.session(request, acts=True)
        fields = await door.form(request, session)
        says = await _change_password(service, session, fields)
        if says:
            return door.page("password.html", 403, session=session, says=says)
        return RedirectResponse(KEEPER if session.account.role == "keeper" else HOME, 303, HEADERS)

    @routes.post("/keys")
    async def keys(request: Request) -> Response:
        session = door.session(request, acts=True)
        on = (await door.form(request, session)).text("on") == "1"
        session.account = await asyncio.to_thread(partial(service.accounts.set_single_keys, session.account.id, on=on))
        return RedirectResponse(HOME, 303, HEADERS)

    @routes.post("/here")
    async def here(request: Request) -> Response:
        await door.form(request, door.session(request, acts=True))
        return Response(status_code=204)

    @routes.get("/live")
    async def live(request: Request) -> StreamingResponse:
        return door.live(request)

    @routes.get("/static/{name}")
    async def static(name: str) -> Response:
        found = frame.static_file(name)
        if found is None:
            raise HTTPException(404)
        return FileResponse(found[0], media_type=found[1], headers=HEADERS | {"Cache-Control": "no-cache"})

    return routes


async def _change_password(service: HallService, session: Session, fields: Fields) -> str:
    """What to say, or nothing when the password was changed."""
    account, new = session.account, fields.text("new")
    if new != fields.text("again"):
        return words.PASSWORDS_DIFFER
    if new == fields.text("password"):
        return words.PASSWORD_SAME
    try:
        secret = await asyncio.to_thread(service.accounts.hashed, account, new)
        setting = partial(service.accounts.set_hash, account_id=account.id, secret=secret, by=account.id, but=session)
        old = fields.text("password")
        session.account = await service.log_ins.prove_again(account, old, lambda connection, _: setting(connection))
    except LoginRefused as refused:
        return words.login_refused(refused.wait_seconds, busy=refused.busy)
    except PasswordRefused:
        return words.PASSWORD_RULE
    except UnknownAccount as gone:
        raise SessionOver from gone
    return ""
