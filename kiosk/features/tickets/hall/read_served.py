"""What is told of windows to those who ask visitors how they were served."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, exists, select

from kiosk.core.database.clock import stamp
from kiosk.features.tickets.hall.schema import services, tickets, windows
from kiosk.features.tickets.rules.queue import ticket_number
from kiosk.features.tickets.rules.states import ServiceState
from kiosk.features.tickets.wire import LastServed

# What a rating is joined to: one row a number.
NUMBERS = (
    select(tickets.c.id.label("ticket_id"), tickets.c.business_date, tickets.c.series, tickets.c.number)
    .add_columns(services.c.name.label("service"), tickets.c.training)
    .join(services, services.c.id == tickets.c.service_id)
    .subquery("numbers")
)


def last_served(connection: Connection, window_id: int, since: datetime, now: datetime) -> LastServed | None:
    """The ticket this window was done with last: after `since`, and not after `now`."""
    t = tickets.c
    found = connection.execute(
        select(t.id, t.series, t.number, services.c.name)
        .join(services, services.c.id == t.service_id)
        .where(t.business_date.in_([day.date().isoformat() for day in (now, since)]))
        .where((t.window_id == window_id) & (t.service_state == ServiceState.DONE))
        .where((t.done_at > stamp(since)) & (t.done_at <= stamp(now)))
        .order_by(t.done_at.desc(), t.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    return LastServed(found.id, ticket_number(found.series, found.number), found.name, _serves(connection, window_id))


def window_name(connection: Connection, window_id: int) -> str | None:
    """Also of a window that was retired; None: there never was one."""
    return connection.execute(select(windows.c.name).where(windows.c.id == window_id)).scalar_one_or_none()


def _serves(connection: Connection, window_id: int) -> bool:
    serving = exists().where((tickets.c.window_id == window_id) & (tickets.c.service_state == ServiceState.SERVING))
    return bool(connection.execute(select(serving)).scalar())
