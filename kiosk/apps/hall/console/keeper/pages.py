"""The keeper's pages over HTTP: ``/keeper`` (today), hours, services and windows, ratings, people; the .xlsx file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection, select

from kiosk.apps.hall.console import words
from kiosk.apps.hall.console.keeper import charts, forms, today
from kiosk.apps.hall.console.keeper.workbook import figure_row, workbook
from kiosk.apps.hall.console.pages import Doorman, by_script
from kiosk.core.access.accounts import Accounts, LastKeeper, NameRefused, PasswordRefused, UnknownAccount
from kiosk.core.access.sessions import Session
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.features.ratings.hall import pads
from kiosk.features.tickets.hall import plan_edits
from kiosk.features.tickets.hall.schema import opening_hours, quotas

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROOMS = {"hours": "keeper_hours.html", "plan": "keeper_plan.html", "ratings": "keeper_ratings.html"}
# Which page a form belongs to, to go back there.
PLACES = {"week": "hours", "date": "hours", "no-date": "hours", "service": "plan", "window": "plan", "back": "plan",
          "rating": "ratings", "pad": "people", "training": "", "clock": ""}  # fmt: skip


def router(door: Doorman) -> APIRouter:
    """``/keeper``, ``/keeper/{room}``, ``/keeper/do/{verb}``, ``/keeper/people/{verb}``, ``/keeper/report.xlsx``."""
    routes, service = APIRouter(prefix="/keeper", default_response_class=HTMLResponse), door.service
    queue = service.tickets

    async def show(room: str, session: Session, status: int = 200, says: str = "") -> Response:
        found = await service.database.run(partial(_read_room, queue, room))
        if room == "people":
            found["people"] = await asyncio.to_thread(service.accounts.all)
        template = ROOMS.get(room, "keeper_people.html")
        return door.page(template, status, session=session, room=room, says=says, **found)

    async def show_today(request: Request, session: Session, status: int = 200, says: str = "") -> Response:
        day = await service.database.run(partial(today.read, desk=queue, day=request.query_params.get("day")))
        template = "keeper_today_body.html" if by_script(request) else "keeper_today.html"
        return door.page(template, status, session=session, room="", says=says, **_drawn(day))

    def allowed(request: Request, *, acts: bool = True) -> Session:
        session = door.keeper(request, acts=acts)
        if session.account.must_change:
            raise HTTPException(303, headers={"Location": "/console/password"})
        return session

    @routes.get("")
    async def page(request: Request) -> Response:
        return await show_today(request, allowed(request, acts=not by_script(request)))

    @routes.get("/report.xlsx")
    async def report(request: Request) -> Response:
        allowed(request)
        day = await service.database.run(partial(today.read, desk=queue, day=request.query_params.get("day")))
        content = await asyncio.to_thread(workbook, day, service.settings.name)
        name = quote(f"{words.REPORT_NAME}-{day.day}.xlsx")
        return Response(content, 200, HEADERS | {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}, XLSX)

    @routes.get("/{room}")
    async def room(request: Request, room: str) -> Response:
        session = allowed(request)
        if room not in (*ROOMS, "people"):
            raise HTTPException(404)
        return await show(room, session)

    @routes.post("/do/{verb}")
    async def do(request: Request, verb: str) -> Response:
        session = allowed(request)
        fields = await door.form(request, session)
        if verb not in forms.VERBS:
            raise HTTPException(404)
        place = PLACES[verb]
        try:
            work = partial(forms.do, queue, verb=verb, fields=fields, by=session.account.id)
            await service.database.run(lambda connection: work(connection=connection))
        except forms.Refused as refused:
            if place:
                return await show(place, session, 409, str(refused))
            return await show_today(request, session, 409, str(refused))
        return RedirectResponse(f"/keeper/{place}".rstrip("/"), 303, HEADERS)

    @routes.post("/people/{verb}")
    async def people(request: Request, verb: str) -> Response:
        session = allowed(request)
        fields = await door.form(request, session)
        if verb not in PEOPLE:
            raise HTTPException(404)
        try:
            await asyncio.to_thread(PEOPLE[verb], service.accounts, fields, session.account.id)
        except (NameRefused, PasswordRefused, UnknownAccount, LastKeeper) as refused:
            return await show("people", session, 409, words.PEOPLE_REFUSED[type(refused).__name__])
        return RedirectResponse("/keeper/people", 303, HEADERS)

    return routes


def _read_room(queue: Any, room: str, connection: Connection) -> dict[str, Any]:
    plan = queue.plan(connection)
    if room == "hours":
        return {
            "plan": plan,
            "week": [_hours(connection, day) for day in range(7)],
            "dates": plan_edits.dates(connection),
        }
    if room == "ratings":
        return {"ratings": today.open_ratings(connection)}
    if room == "people":
        return {"pads": pads.all_pads(connection)}
    return {"plan": plan, "quotas": _quotas(connection), "retired": plan_edits.retired(connection)}


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


def _drawn(day: today.Day) -> dict[str, Any]:
    names = {one.id: f"{one.series} {one.name}" for one in day.plan.services.values()}
    desks = {one.id: one.name for one in day.plan.windows.values()}
    levels, figures = day.levels(), day.figures
    waits = [
        charts.Bar(names.get(key, "?"), found.wait_p90_minutes or 0, words.wait_text(found), found.wait_p50_minutes)
        for key, found in sorted(figures.by_service.items())
        if found.wait_p90_minutes is not None
    ]
    rated = [
        charts.Bar(name, levels[level], words.count(levels[level]), kind="bad" if level > 3 else "good")
        for level, name in enumerate(words.LEVELS, 1)
    ]
    first, last = min(day.taken_by_hour, default=8), max(day.taken_by_hour, default=17)
    hours = [(str(hour), day.taken_by_hour.get(hour, 0)) for hour in range(first, last + 1)]
    return {
        "day": day,
        "services": [figure_row(names.get(key, "?"), found) for key, found in sorted(figures.by_service.items())],
        # Numbers are taken for a service, not at a window.
        "windows": [
            (name, None, *rest)
            for name, _, *rest in (
                figure_row(desks.get(key, "?"), found) for key, found in sorted(figures.by_window.items())
            )
        ],
        "total": figure_row(words.ALL, figures.all),
        "waits": charts.bars(words.WAIT_CHART, waits) if waits else "",
        "rated": charts.bars(words.RATING_CHART, rated),
        "hours": charts.columns(words.HOUR_CHART, hours, words.HOUR_UNIT),
        "good": words.good_share(levels),
    }


def _add(accounts: Accounts, fields: Fields, by: int) -> None:
    role = "keeper" if fields.text("role") == "keeper" else "clerk"
    accounts.add(fields.text("name"), "keeper" if role == "keeper" else "clerk", fields.text("password"), by=by)


def _reset(accounts: Accounts, fields: Fields, by: int) -> None:
    accounts.set_password(fields.number("id") or 0, fields.text("password"), by=by)


def _close(accounts: Accounts, fields: Fields, by: int) -> None:
    accounts.close(fields.number("id") or 0, by=by)


PEOPLE: dict[str, Callable[[Accounts, Fields, int], None]] = {"add": _add, "reset": _reset, "close": _close}
