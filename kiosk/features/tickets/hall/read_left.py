"""Numbers of today that no open window would call, and everybody who waits: so that nobody is ever invisible.

Read-only. ``hall/fates.py`` asks the same of a plan before it is saved.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from kiosk.core.database.hot import HotStatement
from kiosk.features.tickets.hall import window_statements
from kiosk.features.tickets.hall.day import HallDay, Today
from kiosk.features.tickets.hall.plan import Plan, Window
from kiosk.features.tickets.hall.read_window import is_kept
from kiosk.features.tickets.hall.schema import tickets
from kiosk.features.tickets.hall.statements import starts
from kiosk.features.tickets.rules import words
from kiosk.features.tickets.rules.queue import NoShowPolicy, ticket_number
from kiosk.features.tickets.rules.states import KEPT, ServiceState, Verb
from kiosk.features.tickets.wire import Left, Unserved

_t = tickets.c
_WAITING = HotStatement(
    select(_t.id, _t.series, _t.number, _t.service_id, _t.taken_at, _t.for_window_id)
    .where((_t.business_date == bindparam("day")) & starts(Verb.CALL_NEXT))
    .order_by(_t.id)
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A number of today that waits, or is kept for whoever was not there. ``window_id``: sent to it, or kept by it."""

    ticket_id: int
    number: str
    service_id: int
    state: str
    since: str  # taken, or kept since
    window_id: int | None

    def callers(self, plan: Plan) -> tuple[Window, ...]:
        """The windows, open or paused, whose clerk sees it."""
        own = plan.windows.get(self.window_id or 0)
        if self.state == ServiceState.WAITING and self.window_id is not None:
            return (own,) if own else ()
        serving = plan.windows_of(self.service_id)
        return serving if own is None or own in serving else (*serving, own)


def read(connection: Connection, day: HallDay, policy: NoShowPolicy, attended: Collection[int] | None) -> Left:
    """What a clerk at any window should know of the whole hall.

    ``attended``: the windows somebody sits at; None: not known, and whichever is open counts.
    """
    plan, standing = day.plan(connection), standing_today(connection, day, policy)

    def calls(window: Window) -> bool:
        return window.is_open and (attended is None or window.id in attended)

    unserved = (one for one in standing if not any(map(calls, one.callers(plan))))
    return Left(
        tuple(one.number for one in standing if one.state == ServiceState.WAITING),
        tuple(
            Unserved(
                one.ticket_id, one.number, plan.service_name(one.service_id), one.state, one.since, _why(plan, one)
            )
            for one in unserved
        ),
    )


def standing_today(connection: Connection, day: HallDay, policy: NoShowPolicy) -> list[Standing]:
    """Who waits first, then who is kept; of a missed number only while the hall's policy keeps it."""
    today = day.today(connection)
    found = [
        Standing(ticket_id, ticket_number(series, number), service_id, ServiceState.WAITING, taken_at, sent_to)
        for ticket_id, series, number, service_id, taken_at, sent_to in _WAITING.run(connection, day=today.day)
    ]
    for row in window_statements.KEPT.run(connection, day=today.day).fetchall():
        ticket_id, series, number, service_id, state, since, _reason, window_id = row
        if state in KEPT and _is_kept(connection, policy, ticket_id, today):
            kept = Standing(ticket_id, ticket_number(series, number), service_id, state, since or today.at, window_id)
            found.append(kept)
    return found


def _is_kept(connection: Connection, policy: NoShowPolicy, ticket_id: int, today: Today) -> bool:
    row = window_statements.STANDING.first(connection, ticket_id=ticket_id)
    return row is not None and is_kept(connection, policy, row, today)


def _why(plan: Plan, one: Standing) -> str:
    callers = one.callers(plan)
    if callers:
        return words.WHY_JOIN.join(
            words.window_empty(window.name) if window.is_open else words.window_pauses(window.name, window.paused_until)
            for window in callers
        )
    if one.state == ServiceState.WAITING and one.window_id is not None:
        return words.window_retired(plan.window_name(one.window_id))
    return words.SERVICE_RETIRED if one.service_id in plan.retired else words.NO_WINDOW
