"""What the clerk at one window sees: the number in hand, who waits in which order, what is kept, the day so far."""

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, literal_column, select

from kiosk.core.database.hot import HotStatement
from kiosk.core.database.schema import events as event_rows
from kiosk.features.tickets.hall import window_statements as statements
from kiosk.features.tickets.hall.boards import said_calls
from kiosk.features.tickets.hall.day import HallDay, Today
from kiosk.features.tickets.hall.plan import Window
from kiosk.features.tickets.hall.rows import StandingRow
from kiosk.features.tickets.hall.schema import business_days, tickets
from kiosk.features.tickets.hall.statements import is_in
from kiosk.features.tickets.hall.undo import LastSteps
from kiosk.features.tickets.rules import queue, words
from kiosk.features.tickets.rules.queue import NORMAL, PRIORITY, UNSAID, NoShowPolicy, ticket_number
from kiosk.features.tickets.rules.states import STEPS, ServiceState, Verb
from kiosk.features.tickets.wire import AtWindow, CurrentTicket, KeptTicket, WaitingTicket, WindowFigures

_GOES = ServiceState.NO_SHOW  # of the two that are kept, the one that is not kept for ever
_e = event_rows.c
_first_of_day = select(business_days.c.first_event_id).where(business_days.c.day == bindparam("day")).scalar_subquery()
_DONE, _NO_SHOWS, _TRANSFERRED = (STEPS[verb].event for verb in (Verb.FINISH, Verb.NO_SHOW, Verb.TRANSFER))
_UNDONE = STEPS[Verb.UNDO].event
_UNDID = func.json_extract(_e.detail, literal_column("'$.undid'"))
_COUNTED = HotStatement(
    select(_e.kind, _UNDID, func.count())
    .select_from(event_rows.join(tickets, tickets.c.id == _e.ticket_id))
    .where(_e.id >= func.coalesce(_first_of_day, literal_column("0")))
    .where((_e.window_id == bindparam("window")) & (tickets.c.training == literal_column("0")))
    .where(is_in(_e.kind, (_DONE, _NO_SHOWS, _TRANSFERRED, _UNDONE)))
    .group_by(_e.kind, _UNDID)
)


def read(
    connection: Connection, hall_day: HallDay, policy: NoShowPolicy, last_steps: LastSteps, window: Window
) -> AtWindow:
    """One window as it is now."""
    today, services = hall_day.today(connection), hall_day.plan(connection).services.values()
    return AtWindow(
        window_id=window.id,
        window=window.name,
        state=window.state,
        paused_until=window.paused_until,
        pause_reason=window.pause_reason,
        services=tuple(service.name for service in services if service.id in window.service_ids),
        current=_current(connection, hall_day, window, today.now),
        waiting=_waiting(connection, hall_day, window, today),
        kept=_kept(connection, hall_day, policy, window, today),
        figures=_figures(connection, window, today),
        lanes_note=words.note_lanes(hall_day.hall.normal_per_priority),
        max_calls=hall_day.hall.max_calls,
        training=today.training,
        undo=last_steps.offer(connection, window.id, today.now),
    )


def is_kept(connection: Connection, policy: NoShowPolicy, row: StandingRow, today: Today) -> bool:
    """Whether a number that is held, or was not there, may still be called back."""
    if row.service_state != _GOES or row.kept_reason == UNSAID:
        return True
    return _left(connection, policy, row.service_id, row.kept_at or today.at, today) > 0


def normal_since_priority(connection: Connection, window_id: int, day: str) -> int:
    """Normal numbers this window called since its last priority number."""
    return int(statements.NORMAL_SINCE_PRIORITY.value(connection, window=window_id, day=day))


def _left(connection: Connection, policy: NoShowPolicy, service_id: int, kept_at: str, today: Today) -> int:
    """Calls or minutes a number that was not there is still kept for; 0: no longer."""
    calls = statements.CALLS_SINCE.value(connection, day=today.day, service=service_id, since=kept_at)
    minutes = (today.now - datetime.fromisoformat(kept_at)).total_seconds() / 60
    return policy.left(calls, minutes)


def _current(connection: Connection, hall_day: HallDay, window: Window, now: datetime) -> CurrentTicket | None:
    row = statements.IN_HAND.first(connection, window=window.id)
    if row is None:
        return None
    return CurrentTicket(
        ticket_id=row.id,
        number=ticket_number(row.series, row.number),
        service=hall_day.service_name(connection, row.service_id),
        lane=row.lane,
        state=row.service_state,
        taken_at=row.taken_at,
        terminal_id=row.terminal_id,
        called_at=row.called_at,
        calls=row.calls,
        serving_at=row.serving_at,
        training=bool(row.training),
        unsaid=row.service_state == ServiceState.CALLED and said_calls.waits_to_be_said(connection, row.id, now),
    )


def _waiting(connection: Connection, hall_day: HallDay, window: Window, today: Today) -> tuple[WaitingTicket, ...]:
    lanes: dict[str, list[WaitingTicket]] = {NORMAL: [], PRIORITY: []}
    rows = statements.WAITING.run(connection, window=window.id, day=today.day).fetchall()
    for ticket_id, series, number, service_id, lane, taken_at in rows:
        service = hall_day.service_name(connection, service_id)
        lanes[lane].append(WaitingTicket(ticket_id, ticket_number(series, number), service, lane, taken_at))
    since = normal_since_priority(connection, window.id, today.day) if lanes[PRIORITY] else 0
    return tuple(queue.call_order(lanes[NORMAL], lanes[PRIORITY], since, hall_day.hall.normal_per_priority))


def _kept(
    connection: Connection, hall_day: HallDay, policy: NoShowPolicy, window: Window, today: Today
) -> tuple[KeptTicket, ...]:
    """Numbers of this window's services, and those it kept itself; one no longer kept is left out."""
    found = []
    for row in statements.KEPT.run(connection, day=today.day).fetchall():
        ticket_id, series, number, service_id, state, since, reason, last_window = row
        if service_id not in window.service_ids and last_window != window.id:
            continue
        unsaid = state == _GOES and reason == UNSAID
        goes = state == _GOES and not unsaid
        left = _left(connection, policy, service_id, since or today.at, today) if goes else None
        if left == 0:
            continue
        left_words = words.KEPT_UNSAID if unsaid else "" if left is None else words.kept_left(policy.kind, left)
        service = hall_day.service_name(connection, service_id)
        why = "" if unsaid else reason or ""
        kept = (ticket_id, ticket_number(series, number), service, state, since, why, left, left_words)
        found.append(KeptTicket(*kept))
    return tuple(found)


def _figures(connection: Connection, window: Window, today: Today) -> WindowFigures:
    counted = Counter[str]()
    for kind, undid, count in _COUNTED.run(connection, window=window.id, day=today.day).fetchall():
        counted[undid if kind == _UNDONE else kind] += -count if kind == _UNDONE else count
    rows = statements.SERVED_AT_WINDOW.run(connection, window=window.id, day=today.day).fetchall()
    took = [days * 24 * 60 for (days,) in rows if days is not None]
    return WindowFigures(
        done=counted[_DONE],
        no_shows=counted[_NO_SHOWS],
        transferred=counted[_TRANSFERRED],
        mean_minutes=sum(took) / len(took) if took else None,
    )
