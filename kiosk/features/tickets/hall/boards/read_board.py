"""Read what the boards show: one work, a handful of compiled statements, nothing written."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, literal_column, select

from kiosk.core.database import events
from kiosk.core.database.clock import stamp
from kiosk.core.database.hot import HotStatement
from kiosk.core.database.schema import events as event_rows
from kiosk.features.help.wire import HelpWanted
from kiosk.features.tickets.hall.plan import Plan, Window
from kiosk.features.tickets.hall.schema import business_days, tickets
from kiosk.features.tickets.hall.statements import AT_A_WINDOW, WAITING_BY_SERVICE, is_in
from kiosk.features.tickets.rules.event_names import CALLS
from kiosk.features.tickets.rules.queue import ticket_number
from kiosk.features.tickets.rules.states import STEPS, Verb
from kiosk.features.tickets.wire import HallToday
from kiosk.features.tickets.wire_board import BoardCall, BoardNow, BoardWaiting, BoardWindow

CALLS_SHOWN = 40  # a board that was away finds every call of a busy minute among them

HelpNow = Callable[[Connection, datetime], tuple[HelpWanted, ...]]
"""The calls for help that nobody has answered, newest first."""

_t, _e = tickets.c, event_rows.c
_first_of_day = select(business_days.c.first_event_id).where(business_days.c.day == bindparam("day")).scalar_subquery()
_UNDONE = STEPS[Verb.UNDO].event
_CALLS = HotStatement(
    select(_e.id, _e.kind, _e.ticket_id, _e.window_id, _e.at, _e.detail, _t.training)
    .select_from(event_rows.join(tickets, _t.id == _e.ticket_id))
    .where(_e.id >= func.coalesce(_first_of_day, literal_column("0")))
    .where(is_in(_e.kind, [*sorted(CALLS), _UNDONE]))
    .order_by(_e.id.desc())
    .limit(bindparam("most"))
)
# The date is compared by the reader, as in statements.AT_WINDOWS.
_AT_WINDOWS = HotStatement(
    select(_t.window_id, _t.id, _t.series, _t.number, _t.service_id, _t.service_state, _t.business_date)
    .where(AT_A_WINDOW & _t.window_id.is_not(None))
    .order_by(_t.window_id, _t.called_at)
)


class _InHand(NamedTuple):
    ticket_id: int
    number: str
    service: str
    stage: str


def read(
    connection: Connection, hall: HallToday, plan: Plan, now: datetime, help_wanted: tuple[HelpWanted, ...]
) -> BoardNow:
    """The hall as its boards show it now."""
    day = hall.business_date
    in_hand = _in_hand(connection, plan, day)
    return BoardNow(
        at=stamp(now),
        hall=hall,
        windows=tuple(_window(plan, window, in_hand) for window in plan.windows.values()),
        waiting=_waiting(connection, plan, day),
        calls=_calls(connection, day),
        help=help_wanted,
        event_id=events.newest_id(connection),
    )


def _in_hand(connection: Connection, plan: Plan, day: str) -> dict[int, _InHand]:
    found = {}
    for window_id, ticket_id, series, number, service_id, stage, taken_on in _AT_WINDOWS.run(connection).fetchall():
        if taken_on == day:
            service = plan.service_name(service_id)
            found[window_id] = _InHand(ticket_id, ticket_number(series, number), service, stage)
    return found


def _window(plan: Plan, window: Window, in_hand: Mapping[int, _InHand]) -> BoardWindow:
    mine = [service for service in plan.services.values() if service.id in window.service_ids]
    now = in_hand.get(window.id)
    return BoardWindow(
        id=window.id,
        name=window.name,
        state=window.state,
        paused_until=window.paused_until,
        service_ids=tuple(service.id for service in mine),
        services=tuple(service.name for service in mine),
        stage=now.stage if now else "",
        ticket_id=now.ticket_id if now else None,
        number=now.number if now else "",
        service=now.service if now else "",
    )


def _waiting(connection: Connection, plan: Plan, day: str) -> tuple[BoardWaiting, ...]:
    people: dict[int, int] = {}
    for service_id, _lane, count in WAITING_BY_SERVICE.run(connection, day=day).fetchall():
        people[service_id] = people.get(service_id, 0) + count
    offered = {
        service.id for service in plan.offered
    }  # whoever waits is told of, also where nobody is offered a number
    shown = [
        one for one in (*plan.services.values(), *plan.retired.values()) if one.id in offered or people.get(one.id)
    ]
    return tuple(BoardWaiting(one.id, one.name, people.get(one.id, 0)) for one in shown)


def _calls(connection: Connection, day: str) -> tuple[BoardCall, ...]:
    found, undone = [], set[int]()
    rows = _CALLS.run(connection, day=day, most=CALLS_SHOWN).fetchall()
    for event_id, kind, ticket_id, window_id, at, detail, training in rows:
        told = json.loads(detail)
        if kind == _UNDONE:
            undone.add(told["undoes"])  # newest first: what it undid follows
        if kind == _UNDONE or event_id in undone:
            continue
        number, window, service = told["number"], told["window"], told.get("service", "")
        found.append(BoardCall(event_id, ticket_id, number, window_id, window, service, at, bool(training)))
    return tuple(found)


def no_help(_connection: Connection, _now: datetime) -> tuple[HelpWanted, ...]:
    """Of a hall whose terminals do not call for help."""
    return ()
