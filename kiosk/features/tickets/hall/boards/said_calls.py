"""Which calls the boards of the hall have said: told by a board, kept in the event log, and read from its end.

A number that nobody brought to the window counts as called from when a board said it (`rules.saying.is_unsaid`).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, literal_column, select

from kiosk.core.database import events
from kiosk.core.database.clock import stamp
from kiosk.core.database.hot import HotStatement
from kiosk.core.database.schema import events as event_rows
from kiosk.features.tickets.hall.statements import is_in
from kiosk.features.tickets.rules import event_names
from kiosk.features.tickets.rules.saying import Said, is_unsaid
from kiosk.features.tickets.rules.states import STEPS, Verb

LOOKED_BACK = 8  # reports: of several boards not the last one need have said the newest call

_e = event_rows.c
_CALL = HotStatement(
    select(_e.ticket_id, _e.window_id).where((_e.id == bindparam("call")) & is_in(_e.kind, sorted(event_names.CALLS)))
)
_FIRST_CALLS = [STEPS[verb].event for verb in (Verb.CALL_NEXT, Verb.CALL_BACK)]
_CALL_OF_TICKET = HotStatement(
    select(func.coalesce(func.max(_e.id), literal_column("0")))
    .where((_e.id > bindparam("since")) & (_e.ticket_id == bindparam("ticket_id")))
    .where(is_in(_e.kind, _FIRST_CALLS))
)


def tell(connection: Connection, now: datetime, terminal_id: int, call: int) -> None:
    """A board has said this call. Of what is no call, and of one that was told already, nothing is written."""
    row = _CALL.run(connection, call=call).fetchone()
    told = events.latest(connection, event_names.TICKET_SAID, LOOKED_BACK)
    if row is None or any(one.detail.get("call") == call for one in told):
        return
    ticket_id, window_id = row
    events.append(
        connection, stamp(now), event_names.TICKET_SAID, ticket_id=ticket_id, terminal_id=terminal_id,
        window_id=window_id, call=call,
    )  # fmt: skip


def waits_to_be_said(connection: Connection, ticket_id: int, now: datetime) -> bool:
    """Whether the number was called, and a board that speaks has not come to it yet."""
    since = events.newest_id(connection) - events.LOOKED_BACK
    call = int(_CALL_OF_TICKET.value(connection, since=since, ticket_id=ticket_id))
    return bool(call) and is_unsaid(call, _said(connection), now)


def _said(connection: Connection) -> Said | None:
    told = events.latest(connection, event_names.TICKET_SAID, LOOKED_BACK)
    if not told:
        return None
    return Said(max(one.detail["call"] for one in told), datetime.fromisoformat(told[0].at))
