"""The rows of one business date, read for ``statistics``; training left out."""

import json
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, literal_column, select

from kiosk.core.database.hot import HotStatement
from kiosk.core.database.schema import events
from kiosk.features.tickets.hall.schema import business_days, tickets
from kiosk.features.tickets.rules.statistics import Change, kind_of

_e, _d = events.c, business_days.c
_first = select(_d.first_event_id).where(_d.day == bindparam("day")).scalar_subquery()
# Calls of the evening may end after midnight, so the day's rows reach to the end of the next one.
_behind = (
    select(_d.first_event_id)
    .where(_d.day > bindparam("day"))
    .order_by(_d.day)
    .limit(literal_column("1"))
    .offset(literal_column("1"))
    .scalar_subquery()
)
_ROWS = HotStatement(
    select(_e.at, _e.kind, _e.ticket_id, _e.window_id, _e.detail)
    .select_from(events.join(tickets, tickets.c.id == _e.ticket_id))
    .where(_e.id >= func.coalesce(_first, literal_column("0")))
    .where(_e.id < func.coalesce(_behind, literal_column("9223372036854775807")))
    .where((tickets.c.business_date == bindparam("day")) & (tickets.c.training == literal_column("0")))
    .order_by(_e.id)
)


def read_day(connection: Connection, day: str) -> tuple[Change, ...]:
    """Every row of the numbers of one business date (``2026-11-17``), in the order in which they were written."""
    rows = _ROWS.run(connection, day=day).fetchall()
    return tuple(
        Change(datetime.fromisoformat(at), kind_of(kind), ticket_id, window_id, *_told(detail))
        for at, kind, ticket_id, window_id, detail in rows
    )


def days(connection: Connection) -> list[str]:
    """The business dates there are, newest first."""
    return list(connection.execute(select(_d.day).order_by(_d.day.desc())).scalars())


def _told(detail: str | None) -> tuple[int | None, str]:
    """The service of a row, and the event it undid."""
    found = json.loads(detail) if detail else {}
    service = found.get("service_id")
    return service if isinstance(service, int) else None, kind_of(str(found.get("undid", "")))
