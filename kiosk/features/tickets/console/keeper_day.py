"""A business date of the queue for its keeper, read in one work."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection

from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.hall.read_day import days, read_day
from kiosk.features.tickets.rules.statistics import TAKEN, QueueDay, figures


def read(desk: TicketDesk, connection: Connection, day: str | None) -> QueueDay:
    """One business date; None or an unknown one: today."""
    today, known = desk.hall_today(connection).business_date, days(connection)
    shown = day if day in known else today
    changes, plan = read_day(connection, shown), desk.plan(connection)
    return QueueDay(
        day=shown,
        days=known or [today],
        services={one.id: f"{one.series} {one.name}" for one in (*plan.services.values(), *plan.retired.values())},
        windows={one.id: one.name for one in plan.windows.values()} | dict(plan.retired_windows),
        figures=figures(changes),
        taken_by_hour=Counter(change.at.hour for change in changes if change.kind == TAKEN),
        training=desk.training(connection),
        clock=desk.day.clock_now(connection),
    )
