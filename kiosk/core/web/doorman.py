"""Who may open which page of the console, and how a page is sent back.

    session = door.at_work(request, Right.PLAN)      # raises what `page_refusals` answers

Every address asks for a right (`kiosk.core.access.rights`), never for a role. Every form carries the token of its
session and is refused without it (403). A page asked for without a session answers with the log-in page; a fragment
asked for by the page's script answers 401, and the script goes there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from kiosk.core.access.accounts import Account
from kiosk.core.access.certificate import is_loopback
from kiosk.core.access.login_tries import PLACES_KEPT, Place
from kiosk.core.access.rights import RIGHTS, Right, Role
from kiosk.core.access.security_counts import Refused
from kiosk.core.access.sessions import Session, SessionOver
from kiosk.core.web import frame
from kiosk.core.web.bodies import BodyTooLarge, whole_body
from kiosk.core.web.connections import vouch
from kiosk.core.web.console_hall import ConsoleHall
from kiosk.core.web.drawers import Drawer, environment
from kiosk.core.web.forms import FileForm
from kiosk.core.web.frame import HEADERS, Fields, FormRefused
from kiosk.core.web.staged import NoRoom, Room, StagedForm
from kiosk.core.web.stream import event_stream, since_of

LOGIN, HOME, DESK, PASSWORD, MANUAL = "/console/login", "/console", "/console/desk", "/console/password", "/manual"
FIRST_PAGES: Mapping[Role, str] = {"clerk": HOME, "desk": DESK}
"""Where these begin; another role in the first room that it may open."""

MOST_BYTES = 64 * 1024


class NotAllowed(Exception):
    """None of this person's roles may do that."""


class FileUnderWay(Exception):
    """This log-in is sending a file already; each is held in memory."""


class Doorman:
    """Who asks, what they may do, and how a page is sent back. One for all pages of the console."""

    def __init__(self, hall: ConsoleHall, drawers: Sequence[Drawer]) -> None:
        self.hall, self.clock = hall, hall.clock
        self.cookie = frame.cookie_name("session", secure=hall.secure)
        self._browser = frame.cookie_name("browser", secure=hall.secure)
        self._templates = environment(drawers)
        self._rooms = {room.path: room for drawer in drawers for room in drawer.rooms}
        self._said = {drawer.key: drawer.words for drawer in drawers}
        self._sending: set[str] = set()  # the form tokens of the log-ins that are sending a file

    # -- who asks -----------------------------------------------------------------------------

    def session(self, request: Request, *, acts: bool = False) -> Session:
        """The session of the request; `acts` when a person did something. Raises SessionOver."""
        self.check_host(request)
        session = self.hall.sessions.of(request.cookies.get(self.cookie, ""), acts=acts)
        vouch(request.scope, _caller(session))
        return session

    def at_work(self, request: Request, right: Right, *, acts: bool = True) -> Session:
        """Somebody who has this right, and a password of their own.

        Raises as `session`, NotAllowed, HTTPException to set a password.
        """
        session = self.session(request, acts=acts)
        self.ask(session.account, right)
        return _with_own_password(session)

    def ask(self, account: Account, right: Right) -> None:
        """Raises NotAllowed, counted, when none of the account's roles has this right."""
        if not account.may(right):
            self.hall.count(Refused.PAGE)
            raise NotAllowed

    def right_of(self, room: str) -> Right:
        """What the room of this path asks, as it registered."""
        return self._rooms[room].right

    def first_page(self, account: Account) -> str:
        """Where somebody begins: by the first of their roles that has a page here."""
        for role in account.roles:
            places = [room.address for room in self._rooms.values() if room.right in RIGHTS[role]]
            if role in FIRST_PAGES or places:
                return FIRST_PAGES.get(role) or places[0]
        return MANUAL

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

    async def file_form(self, request: Request, session: Session, limit: int, most_files: int = 1) -> FileForm:
        """A form with files of at most `limit` bytes in all, in memory; one form at a time for each log-in.

        Raises FormRefused, BodyTooLarge, FileUnderWay, SessionOver.
        """
        self.check_host(request)
        if not frame.is_from_here(request.headers):
            raise FormRefused("from elsewhere")
        if session.csrf in self._sending:
            raise FileUnderWay
        self._sending.add(session.csrf)
        try:
            body = await whole_body(request.stream(), limit + MOST_BYTES)
            read = partial(FileForm.read, request.headers.get("content-type", ""), body, most_files)
            given = await asyncio.to_thread(read)
        finally:
            self._sending.remove(session.csrf)
        self._still(request, session)
        if not session.accepts(given.fields.text("csrf")):
            raise FormRefused("no token")
        return given

    async def staged_form(self, request: Request, session: Session, folder: Path, room: Room) -> StagedForm:
        """A form with large files that stream into `folder`; one form at a time for each log-in.

        Raises FormRefused, BodyTooLarge, NoRoom, FileUnderWay, SessionOver, OSError; no file stays then.
        """
        self.check_host(request)
        if not frame.is_from_here(request.headers):
            raise FormRefused("from elsewhere")
        if session.csrf in self._sending:
            raise FileUnderWay
        if room.refuses(request.headers.get("content-length", "")):
            raise NoRoom
        self._sending.add(session.csrf)
        try:
            given = await StagedForm.read(request.headers.get("content-type", ""), request.stream(), folder, room)
        finally:
            self._sending.remove(session.csrf)
        try:
            self._still(request, session)
            if not session.accepts(given.fields.text("csrf")):
                raise FormRefused("no token")
        except BaseException:
            given.drop()
            raise
        return given

    def check_host(self, request: Request) -> None:
        """On a loopback hall only by its own name: another site's page must not reach it (DNS rebinding)."""
        if is_loopback(self.hall.address) and not is_loopback(request.url.hostname or ""):
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
            self._browser, browser, max_age=seconds, path="/", secure=self.hall.secure, httponly=True, samesite="strict"
        )

    # -- how it is answered -------------------------------------------------------------------

    def page(self, template: str, status: int = 200, *, shows_people: bool = False, **values: Any) -> HTMLResponse:
        """``drawer/name.html``, which sees the texts of its drawer as ``said``.

        With `shows_people` it leaves the screen when the log-in is over.
        """
        said = self._said[template.partition("/")[0]]
        hall = {"demo": self.hall.demo, "hall_name": self.hall.name, "now": self.clock(), "said": said}
        content = self._templates.get_template(template).render(hall | values)
        return HTMLResponse(content, status, HEADERS | (frame.LEAVES if shows_people else {}))

    def live(self, request: Request, right: Right) -> StreamingResponse:
        """Server-sent events that say that something changed, until the session or the right is over.

        Raises as `session`, NotAllowed.
        """
        token, session = request.cookies.get(self.cookie, ""), self.session(request)
        self.ask(session.account, right)

        async def over() -> bool:
            try:
                return not self.hall.sessions.of(token).account.may(right)
            except SessionOver:
                return True

        return event_stream(self.hall.hub, _caller(session), since_of(request), over, for_page=True)


def _caller(session: Session) -> str:
    """Whom connections and streams are counted for: a person, however often logged in."""
    return f"account:{session.account.id}"


def _with_own_password(session: Session) -> Session:
    if session.account.must_change:
        raise HTTPException(303, headers={"Location": PASSWORD})
    return session


def by_script(request: Request) -> bool:
    """Whether the script of an open page asks: it wants the fragment that it shows, not a page."""
    return request.headers.get("x-kiosk-page") == "live"
