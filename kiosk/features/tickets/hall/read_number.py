"""One number of the day as a clerk opens it: where it stands, what can be done with it, and everything that was said.

Any number of today is found here, also one that is over and stands in no list.
"""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, literal_column, or_, select

from kiosk.core.database.hot import HotStatement
from kiosk.core.database.schema import events as event_rows
from kiosk.features.tickets.hall.day import HallDay
from kiosk.features.tickets.hall.rows import FoundRow
from kiosk.features.tickets.hall.schema import business_days, tickets, windows
from kiosk.features.tickets.hall.statements import fields_of
from kiosk.features.tickets.rules.queue import ticket_number
from kiosk.features.tickets.rules.searching import Wanted
from kiosk.features.tickets.rules.states import STEPS, Verb

SEARCHED = (Verb.CALL_NUMBER, Verb.CALL_BACK, Verb.TAKE_BACK, Verb.ORDER_REPRINT)

_t, _e = tickets.c, event_rows.c
_first_of_day = select(business_days.c.first_event_id).where(business_days.c.day == bindparam("day")).scalar_subquery()
_FOUND = HotStatement(
    fields_of(FoundRow._fields)
    .add_columns(windows.c.name)
    .select_from(tickets.outerjoin(windows, windows.c.id == _t.window_id))
    .where((_t.business_date == bindparam("day")) & (_t.number == bindparam("number")))
    .where(or_(bindparam("series") == literal_column("''"), _t.series == bindparam("series")))
    .order_by(_t.series)
)
_SAID = HotStatement(
    select(_e.at, _e.kind, windows.c.name, _e.terminal_id, _e.detail)
    .select_from(event_rows.outerjoin(windows, windows.c.id == _e.window_id))
    .where(_e.id >= func.coalesce(_first_of_day, literal_column("0")))
    .where(_e.ticket_id == bindparam("ticket_id"))
    .order_by(_e.id)
)


@dataclass(frozen=True, slots=True)
class Said:
    """One row of a number's history. ``by``: "#12" of an account; ``undid``: the event that never was."""

    at: str
    kind: str
    window: str
    terminal_id: int | None
    by: str
    undid: str
    reason: str


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number of today. ``can``: what may be said of it now, by the table of its life."""

    ticket_id: int
    number: str
    service: str
    lane: str
    print_state: str
    state: str
    terminal_id: int | None  # None: issued by hand
    training: bool
    window: str  # that has it, or had it last
    can: frozenset[Verb]


def find(connection: Connection, hall_day: HallDay, sought: Wanted) -> tuple[FoundNumber, ...]:
    """The numbers of today that are meant, by letter."""
    day = hall_day.today(connection).day
    rows = _FOUND.run(connection, day=day, number=sought.number, series=sought.series).fetchall()
    return tuple(_found(connection, hall_day, FoundRow._make(row[:-1]), row[-1]) for row in rows)


def history(connection: Connection, hall_day: HallDay, ticket_id: int) -> tuple[Said, ...]:
    """All that was said of a number today, oldest first."""
    day = hall_day.today(connection).day
    rows = _SAID.run(connection, day=day, ticket_id=ticket_id).fetchall()
    return tuple(_said(*row) for row in rows)


def _found(connection: Connection, hall_day: HallDay, row: FoundRow, window: str | None) -> FoundNumber:
    can = {verb for verb in SEARCHED if STEPS[verb].starts_from(row.print_state, row.service_state)}
    if row.terminal_id is None:
        can.discard(Verb.ORDER_REPRINT)  # there is no slip of it
    return FoundNumber(
        ticket_id=row.id,
        number=ticket_number(row.series, row.number),
        service=hall_day.service_name(connection, row.service_id),
        lane=row.lane,
        print_state=row.print_state,
        state=row.service_state,
        terminal_id=row.terminal_id,
        training=bool(row.training),
        window=window or "",
        can=frozenset(can),
    )


def _said(at: str, kind: str, window: str | None, terminal_id: int | None, detail: str | None) -> Said:
    told = json.loads(detail) if detail else {}
    return Said(at, kind, window or "", terminal_id, told.get("by", ""), told.get("undid", ""), told.get("reason", ""))
