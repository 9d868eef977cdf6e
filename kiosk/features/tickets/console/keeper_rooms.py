"""The keeper's rooms about the plan of the queue: 开放时间, 事项和窗口."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from kiosk.core.web.keeper_room import KeeperRoom
from kiosk.features.tickets.console import keeper_forms, seen
from kiosk.features.tickets.hall import plan_edits
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.hall.plan import read_hours
from kiosk.features.tickets.hall.schema import quotas
from kiosk.features.tickets.rules.hours import text_of


def rooms(drawer: str, desk: TicketDesk) -> tuple[KeeperRoom, ...]:
    def hours(connection: Connection) -> dict[str, Any]:
        return {
            "week": _week(connection),
            "as_seen": seen.week(connection),
            "dates": plan_edits.dates(connection),
        }

    def plan(connection: Connection) -> dict[str, Any]:
        now = desk.plan(connection)
        return {
            "plan": now,
            "quotas": _quotas(connection),
            "retired": plan_edits.retired(connection),
            "services_seen": {one.id: seen.service(connection, one) for one in now.services.values()},
            "windows_seen": {one.id: seen.window(one) for one in now.windows.values()},
            "offered": {one.id for one in now.offered},
        }

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


def _week(connection: Connection) -> list[str]:
    """Each weekday as its field reads it back; a date of its own does not change its weekday."""
    week = read_hours(connection).week
    return ["，".join(text_of([span]) for span in week.get(weekday, ())) for weekday in range(7)]
