"""The keeper's pages over HTTP: ``/keeper`` (today), hours, services and windows, ratings, people; the .xlsx file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection, select

from kiosk.apps.hall.console.keeper import forms, today, words
from kiosk.apps.hall.console.keeper.drawn_day import drawn
from kiosk.apps.hall.console.keeper.forms import Desks
from kiosk.apps.hall.console.keeper.workbook import workbook
from kiosk.core.access.accounts import Accounts, LastKeeper, NameRefused, PasswordRefused, UnknownAccount
from kiosk.core.access.sessions import Session
from kiosk.core.web.doorman import Doorman, by_script
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.features.ratings.console import words as rating_words
from kiosk.features.tickets.hall import plan_edits
from kiosk.features.tickets.hall.schema import opening_hours, quotas

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Which page a form belongs to, to go back there.
PLACES = {"week": "hours", "date": "hours", "no-date": "hours", "service": "plan", "window": "plan", "back": "plan",
          "rating": "ratings", "pad": "people", "training": "", "clock": ""}  # fmt: skip


class KeeperPages:
    """``/keeper``, ``/keeper/{room}``, ``/keeper/do/{verb}``, ``/keeper/people/{verb}``, ``/keeper/report.xlsx``."""

    def __init__(self, door: Doorman, desks: Desks) -> None:
        self._door, self._desks = door, desks
        self._accounts, self._run = door.hall.accounts, door.hall.database.run

    def router(self) -> APIRouter:
        routes = APIRouter(prefix="/keeper", default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.get("/report.xlsx")(self.report)
        routes.get("/{room}")(self.room)
        routes.post("/do/{verb}")(self.do)
        routes.post("/people/{verb}")(self.people)
        return routes

    async def page(self, request: Request) -> Response:
        session = self._door.keeper_at_work(request, acts=not by_script(request))
        return await self._show_today(request, session)

    async def report(self, request: Request) -> Response:
        self._door.keeper_at_work(request)
        day = await self._day(request)
        content = await asyncio.to_thread(workbook, day, self._door.hall.name)
        name = quote(f"{words.REPORT_NAME}-{day.day}.xlsx")
        return Response(content, 200, HEADERS | {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}, XLSX)

    async def room(self, request: Request, room: str) -> Response:
        session = self._door.keeper_at_work(request)
        if room not in ROOMS:
            raise HTTPException(404)
        return await self._show(room, session)

    async def do(self, request: Request, verb: str) -> Response:
        session = self._door.keeper_at_work(request)
        fields = await self._door.form(request, session)
        if verb not in forms.VERBS:
            raise HTTPException(404)
        place = PLACES[verb]
        try:
            await self._run(partial(forms.do, self._desks, verb=verb, fields=fields, by=session.account.id))
        except forms.Refused as refused:
            if place:
                return await self._show(place, session, 409, str(refused))
            return await self._show_today(request, session, 409, str(refused))
        return RedirectResponse(f"/keeper/{place}".rstrip("/"), 303, HEADERS)

    async def people(self, request: Request, verb: str) -> Response:
        session = self._door.keeper_at_work(request)
        fields = await self._door.form(request, session)
        if verb not in PEOPLE:
            raise HTTPException(404)
        try:
            await asyncio.to_thread(PEOPLE[verb], self._accounts, fields, session.account.id)
        except (NameRefused, PasswordRefused, UnknownAccount, LastKeeper) as refused:
            return await self._show("people", session, 409, words.PEOPLE_REFUSED[type(refused).__name__])
        return RedirectResponse("/keeper/people", 303, HEADERS)

    async def _show(self, room: str, session: Session, status: int = 200, says: str = "") -> Response:
        found = await self._run(partial(ROOMS[room], self._desks))
        if room == "people":
            found["people"] = await asyncio.to_thread(self._accounts.all)
        return self._door.page(f"keeper/{room}.html", status, session=session, room=room, says=says, **found)

    async def _show_today(self, request: Request, session: Session, status: int = 200, says: str = "") -> Response:
        template = "keeper/today_body.html" if by_script(request) else "keeper/today.html"
        shown = drawn(await self._day(request))
        return self._door.page(template, status, session=session, room="", says=says, **shown)

    async def _day(self, request: Request) -> today.Day:
        return await self._run(partial(today.read, desk=self._desks.tickets, day=request.query_params.get("day")))


def _hours_room(desks: Desks, connection: Connection) -> dict[str, Any]:
    week = [_hours(connection, day) for day in range(7)]
    return {"plan": desks.tickets.plan(connection), "week": week, "dates": plan_edits.dates(connection)}


def _plan_room(desks: Desks, connection: Connection) -> dict[str, Any]:
    plan = desks.tickets.plan(connection)
    return {"plan": plan, "quotas": _quotas(connection), "retired": plan_edits.retired(connection)}


def _ratings_room(_desks: Desks, connection: Connection) -> dict[str, Any]:
    return {"ratings": today.open_ratings(connection), "rating_words": rating_words}


def _people_room(desks: Desks, connection: Connection) -> dict[str, Any]:
    return {"pads": desks.pads.all(connection)}


ROOMS: Mapping[str, Callable[[Desks, Connection], dict[str, Any]]] = {
    "hours": _hours_room,
    "plan": _plan_room,
    "ratings": _ratings_room,
    "people": _people_room,
}
"""What the page of a room shows, by the room's place; each has a template of that name."""


def _quotas(connection: Connection) -> dict[int, list[tuple[str, str, int]]]:
    found: dict[int, list[tuple[str, str, int]]] = {}
    rows = connection.execute(select(quotas).order_by(quotas.c.service_id, quotas.c.opens))
    for service_id, opens, closes, most in rows:
        found.setdefault(service_id, []).append((opens, closes, most))
    return found


def _hours(connection: Connection, weekday: int) -> str:
    h = opening_hours.c
    rows = connection.execute(select(h.opens, h.closes).where(h.weekday == weekday).order_by(h.opens))
    return "，".join(f"{opens}-{closes}" for opens, closes in rows)


def _add(accounts: Accounts, fields: Fields, by: int) -> None:
    role = "keeper" if fields.text("role") == "keeper" else "clerk"
    accounts.add(fields.text("name"), "keeper" if role == "keeper" else "clerk", fields.text("password"), by=by)


def _reset(accounts: Accounts, fields: Fields, by: int) -> None:
    accounts.set_password(fields.number("id") or 0, fields.text("password"), by=by)


def _close(accounts: Accounts, fields: Fields, by: int) -> None:
    accounts.close(fields.number("id") or 0, by=by)


PEOPLE: dict[str, Callable[[Accounts, Fields, int], None]] = {"add": _add, "reset": _reset, "close": _close}
