"""Who may log in, and the pads, over HTTP: ``/keeper/people``, ``/keeper/people/{verb}``."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from kiosk.apps.hall.console.people import words
from kiosk.core.access.accounts import (
    Accounts,
    LastKeeper,
    NameRefused,
    PasswordRefused,
    RolesRefused,
    UnknownAccount,
)
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.drawers import KEEPER
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.core.web.keeper_room import Form, form_routes
from kiosk.core.web.module import joined

PLACE = f"{KEEPER}/people"
Shown = Callable[[Connection], Mapping[str, Any]]


class PeoplePages:
    """`pads`: what the part about the pads asks for; `pad_forms`: its forms."""

    def __init__(self, door: Doorman, pads: Shown, pad_forms: Mapping[str, Form]) -> None:
        self._door, self._pads, self._pad_forms = door, pads, pad_forms
        self._accounts = door.hall.accounts

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=PLACE, default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.post("/{verb}")(self.do)
        return joined(routes, form_routes(self._door, Right.PEOPLE, self._pad_forms, self._show, PLACE))

    async def page(self, request: Request) -> Response:
        return await self._show(request, self._door.at_work(request, Right.PEOPLE), 200, "")

    async def do(self, request: Request, verb: str) -> Response:
        session = self._door.at_work(request, Right.PEOPLE)
        fields = await self._door.form(request, session)
        if verb not in PEOPLE:
            raise HTTPException(404)
        try:
            await asyncio.to_thread(PEOPLE[verb], self._accounts, fields, session.account.id)
        except (NameRefused, PasswordRefused, RolesRefused, UnknownAccount, LastKeeper) as refused:
            return await self._show(request, session, 409, words.PEOPLE_REFUSED[type(refused).__name__])
        return RedirectResponse(PLACE, 303, HEADERS)

    async def _show(self, _request: Request, session: Session, status: int, says: str) -> Response:
        pads = await self._door.hall.database.run(self._pads)
        people = await asyncio.to_thread(self._accounts.all)
        template = "people/people.html"
        return self._door.page(template, status, session=session, room="people", says=says, people=people, **pads)


def _add(accounts: Accounts, fields: Fields, by: int) -> None:
    accounts.add(fields.text("name"), fields.all("role"), fields.text("password"), by=by)


def _roles(accounts: Accounts, fields: Fields, by: int) -> None:
    accounts.set_roles(fields.number("id") or 0, fields.all("role"), by=by)


def _reset(accounts: Accounts, fields: Fields, by: int) -> None:
    accounts.set_password(fields.number("id") or 0, fields.text("password"), by=by)


def _close(accounts: Accounts, fields: Fields, by: int) -> None:
    accounts.close(fields.number("id") or 0, by=by)


PEOPLE: dict[str, Callable[[Accounts, Fields, int], None]] = {
    "add": _add, "roles": _roles, "reset": _reset, "close": _close,
}  # fmt: skip
