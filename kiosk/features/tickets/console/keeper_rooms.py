"""The keeper's rooms about the plan of the queue: 开放时间, 事项和窗口."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from kiosk.core.web.keeper_room import KeeperRoom
from kiosk.features.tickets.console import keeper_forms
from kiosk.features.tickets.hall import plan_edits
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.hall.schema import opening_hours, quotas


def rooms(drawer: str, desk: TicketDesk) -> tuple[KeeperRoom, ...]:
    def hours(connection: Connection) -> dict[str, Any]:
        return {"week": [_hours(connection, day) for day in range(7)], "dates": plan_edits.dates(connection)}

    def plan(connection: Connection) -> dict[str, Any]:
        retired = plan_edits.retired(connection)
        return {"plan": desk.plan(connection), "quotas": _quotas(connection), "retired": retired}

    return (
        KeeperRoom(drawer, "hours", hours, keeper_forms.forms(desk, keeper_forms.HOURS)),
        KeeperRoom(drawer, "plan", plan, keeper_forms.forms(desk, keeper_forms.PLAN)),
    )


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
