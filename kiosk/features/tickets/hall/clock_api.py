"""``/api/clock``: what the hall thinks of its clock, and the word of staff at a terminal of a hall without clerks.

The terminal has checked the staff's PIN; a hall with clerks asks those, and hears no terminal.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection, Select, literal_column, select

from kiosk.core.access.accounts import holding
from kiosk.core.access.schema import accounts
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.owner import Database
from kiosk.core.web.requests import BadRequest, body_of, terminal_of
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.rules import refusals
from kiosk.features.tickets.wire import HallClockNow


def router(desk: TicketDesk, database: Database) -> APIRouter:
    """GET; POST ``{}``: the clock is right, ``{"at": "2026-11-30T08:40"}``: it is that time. Both answer the same."""
    routes = APIRouter(prefix="/api/clock")

    @routes.get("")
    async def look(request: Request) -> dict[str, Any]:
        terminal_of(request)
        return asdict(await database.run(partial(now, desk=desk)))

    @routes.post("")
    async def say(request: Request) -> dict[str, Any]:
        terminal, at = terminal_of(request), time_of(await body_of(request))
        return asdict(await database.run(partial(decide, desk=desk, at=at, by=f"terminal {terminal.id}")))

    return routes


def now(connection: Connection, desk: TicketDesk) -> HallClockNow:
    clock = desk.day.clock_now(connection)
    return HallClockNow(clock.standing, clock.now, clock.machine, clock.before, not _has_clerks(connection))


def decide(connection: Connection, desk: TicketDesk, at: datetime | None, by: str) -> HallClockNow:
    if _has_clerks(connection):
        raise refusals.ClerksDecide
    if at is None:
        desk.day.confirm_clock(connection, by=by)
    else:
        desk.day.set_time(connection, at, by=by)
    return now(connection, desk)


def _has_clerks(connection: Connection) -> bool:
    """Whose pages ask which date it is: a keeper alone, in a village, is seldom before one."""
    asked: Select[Any] = select(literal_column("1")).select_from(accounts).where(holding("clerk", "desk")).limit(1)
    return connection.execute(asked).first() is not None


def time_of(body: dict[str, Any]) -> datetime | None:
    given = body.get("at")
    if given is None:
        return None
    try:
        return datetime.fromisoformat(given).replace(tzinfo=HALL_TIME)
    except (TypeError, ValueError) as error:
        raise BadRequest("at") from error
