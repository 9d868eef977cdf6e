"""A keeper's room: one page below ``/keeper``, and its forms, each an address ``/keeper/do/{verb}``.

    KeeperRoom("tickets", "hours", shown, {"week": set_week, "date": set_date}).router(door)

A form is one work of the hall database. Done, it leads back to its page; refused, the page says why (409). A page that
is more than one work has an address of its own, and its forms by `form_routes`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from kiosk.core.access.sessions import Session
from kiosk.core.web.doorman import KEEPER, Doorman
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.core.web.module import joined


class NotDone(Exception):
    """The form cannot be done; the message says why, in the keeper's words."""


Form = Callable[[Connection, Fields, int], None]
"""What a form does; the number is the account that sent it. Raises NotDone."""

Show = Callable[[Request, Session, int, str], Awaitable[Response]]
"""The page, with an HTTP status and what to say on it."""


def form_routes(door: Doorman, forms: Mapping[str, Form], show: Show, back: str) -> APIRouter:
    """The forms by their verbs. `show`: the page, for what was refused; `back`: its place, where one goes otherwise."""
    routes = APIRouter(prefix=f"{KEEPER}/do", default_response_class=HTMLResponse)
    for verb, form in forms.items():
        routes.post(f"/{verb}")(_doing(door, form, show, back))
    return routes


def _doing(door: Doorman, form: Form, show: Show, back: str) -> Callable[[Request], Awaitable[Response]]:
    async def do(request: Request) -> Response:
        session = door.keeper_at_work(request)
        fields = await door.form(request, session)
        try:
            await door.hall.database.run(partial(_run, form=form, fields=fields, by=session.account.id))
        except NotDone as refused:
            return await show(request, session, 409, str(refused))
        return RedirectResponse(back, 303, HEADERS)

    return do


def _run(connection: Connection, form: Form, fields: Fields, by: int) -> None:
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
        async def show(_request: Request, session: Session, status: int, says: str) -> Response:
            found = await door.hall.database.run(self.shown)
            template = f"{self.drawer}/{self.path}.html"
            return door.page(template, status, session=session, room=self.path, says=says, **found)

        async def page(request: Request) -> Response:
            return await show(request, door.keeper_at_work(request), 200, "")

        pages = APIRouter(prefix=KEEPER, default_response_class=HTMLResponse)
        pages.get(f"/{self.path}")(page)
        return joined(pages, form_routes(door, self.forms, show, f"{KEEPER}/{self.path}"))
