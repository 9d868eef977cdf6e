"""A keeper's room: one page below ``/keeper``, and its forms, each an address ``/keeper/do/{verb}``.

    KeeperRoom("tickets", "hours", shown, {"week": set_week, "date": set_date}).router(door)

Page and forms ask for the right that the room registered with; a form asks once more in its own work, so that whoever
lost it meanwhile changes nothing. A form is one work of the hall database. Done, it leads back to its page; refused,
the page says why (409) and holds what was typed. What its keeper must know before it is done, a form asks by
`AskFirst`: nothing is done, a page shows it and sends the same fields once more, with `sure`. A page that is more than
one work has an address of its own, and its forms by `form_routes`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from kiosk.core.access.accounts import still_may
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.drawers import KEEPER
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.core.web.module import joined


class NotDone(Exception):
    """The form cannot be done; the message says why, in the keeper's words."""


class AskFirst(NotDone):
    """The form is done when its keeper has seen what follows and sends it again.

    Args:
        says: one sentence of what follows.
        sure: what comes back as the field `sure` with the same fields; it stands for exactly what was shown.
        found: what the page that asks shows (the room's template with `_sure` behind its name).
    """

    def __init__(self, says: str, sure: str, found: Mapping[str, Any]) -> None:
        super().__init__(says)
        self.sure, self.found = sure, found


SURE = "sure"
Form = Callable[[Connection, Fields, int], None]
"""What a form does; the number is the account that sent it. Raises NotDone, AskFirst (in a room alone)."""

Show = Callable[[Request, Session, int, str], Awaitable[Response]]
"""The page, with an HTTP status and what to say on it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was not done, as its page may show it again."""

    verb: str
    fields: Fields
    refused: NotDone


Again = Callable[[Request, Session, Sent], Awaitable[Response]]
"""The page for a form that was not done."""


def form_routes(door: Doorman, right: Right, forms: Mapping[str, Form], show: Show, back: str) -> APIRouter:
    """The forms by their verbs, for who has the right.

    `show`: the page, for what was refused; `back`: its place, where one goes otherwise.
    """

    async def again(request: Request, session: Session, sent: Sent) -> Response:
        return await show(request, session, 409, str(sent.refused))

    return _routes(door, right, forms, again, back)


def _routes(door: Doorman, right: Right, forms: Mapping[str, Form], again: Again, back: str) -> APIRouter:
    routes = APIRouter(prefix=f"{KEEPER}/do", default_response_class=HTMLResponse)
    for verb, form in forms.items():
        routes.post(f"/{verb}")(_doing(door, right, verb, form, again, back))
    return routes


def _doing(
    door: Doorman, right: Right, verb: str, form: Form, again: Again, back: str
) -> Callable[[Request], Awaitable[Response]]:
    async def do(request: Request) -> Response:
        session = door.at_work(request, right)
        fields = await door.form(request, session)
        try:
            await door.hall.database.run(partial(_run, right=right, form=form, fields=fields, by=session.account.id))
        except NotDone as refused:
            return await again(request, session, Sent(verb, fields, refused))
        return RedirectResponse(back, 303, HEADERS)

    return do


def _run(connection: Connection, right: Right, form: Form, fields: Fields, by: int) -> None:
    still_may(connection, by, right)
    form(connection, fields, by)


@dataclass(frozen=True, slots=True)
class KeeperRoom:
    """A room whose page is read in one work.

    Args:
        drawer: whose templates and texts it is made of.
        path: below ``/keeper``; its template has the same name.
        shown: what the template asks for.
        forms: by verb.
    """

    drawer: str
    path: str
    shown: Callable[[Connection], Mapping[str, Any]]
    forms: Mapping[str, Form]

    def router(self, door: Doorman) -> APIRouter:
        right = door.right_of(self.path)

        async def show(session: Session, sent: Sent | None = None) -> Response:
            found = await door.hall.database.run(self.shown)
            says, status = (str(sent.refused), 409) if sent else ("", 200)
            template = f"{self.drawer}/{self.path}.html"
            return door.page(template, status, session=session, room=self.path, says=says, sent=sent, **found)

        async def again(_request: Request, session: Session, sent: Sent) -> Response:
            asks = sent.refused
            if not isinstance(asks, AskFirst):
                return await show(session, sent)
            template, back = f"{self.drawer}/{self.path}_sure.html", f"{KEEPER}/{self.path}"
            fields = [pair for pair in sent.fields.pairs() if pair[0] not in (SURE, "csrf")]
            return door.page(
                template, session=session, room=self.path, says="", asks=asks, verb=sent.verb, fields=fields, back=back,
                **asks.found,
            )  # fmt: skip

        async def page(request: Request) -> Response:
            return await show(door.at_work(request, right))

        pages = APIRouter(prefix=KEEPER, default_response_class=HTMLResponse)
        pages.get(f"/{self.path}")(page)
        return joined(pages, _routes(door, right, self.forms, again, f"{KEEPER}/{self.path}"))
