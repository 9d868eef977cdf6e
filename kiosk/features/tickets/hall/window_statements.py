"""The windows' hot statements. Each change asks the state again in its own WHERE: two clerks can never both win."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, literal_column, null, or_, select

from kiosk.core.database.hot import HotRow, HotStatement
from kiosk.features.tickets.hall.rows import CalledRow, InHandRow, StandingRow
from kiosk.features.tickets.hall.schema import tickets, window_services
from kiosk.features.tickets.hall.statements import AT_A_WINDOW, change, fields_of, is_in, starts, word
from kiosk.features.tickets.rules.queue import NORMAL, PRIORITY
from kiosk.features.tickets.rules.states import KEPT as KEPT_STATES
from kiosk.features.tickets.rules.states import ServiceState, Verb

_t = tickets.c

_AT: ColumnElement[str] = bindparam("at")
_TODAY = _t.business_date == bindparam("day")
_served = select(window_services.c.service_id).where(window_services.c.window_id == bindparam("window"))
_FOR_THIS_WINDOW = or_(_t.for_window_id == bindparam("window"), _t.for_window_id.is_(None) & _t.service_id.in_(_served))
_CALLED = {
    "window_id": bindparam("window"),
    "called_at": _AT,
    "serving_at": null(),
    "done_at": null(),
    "kept_at": null(),
    "kept_reason": null(),
    "calls": literal_column("1"),
}
_AT_NO_WINDOW = {"window_id": null(), "called_at": null(), "serving_at": null()}
_CAN_BE_CALLED = _TODAY & starts(Verb.CALL_NEXT) & _FOR_THIS_WINDOW

# The first of each lane whom the window may call: who came first (lowest id) stands first.
HEADS = HotStatement(select(_t.lane, func.min(_t.id)).where(_CAN_BE_CALLED).group_by(_t.lane))
# Asked only while both lanes wait.
NORMAL_SINCE_PRIORITY = HotStatement(
    select(func.count())
    .where(_TODAY & (_t.window_id == bindparam("window")) & (_t.lane == word(NORMAL)))
    .where(
        _t.called_at
        > func.coalesce(
            select(func.max(_t.called_at))
            .where(_TODAY & (_t.window_id == bindparam("window")) & (_t.lane == word(PRIORITY)))
            .scalar_subquery(),
            literal_column("''"),
        )
    )
)
CLAIM = HotStatement(
    change(Verb.CALL_NEXT, _t.id == bindparam("ticket_id"), **_CALLED).returning(
        _t.id, _t.series, _t.number, _t.service_id, _t.lane
    )
)
# By its number: a window calls whom a clerk searched for or keeps.
CALLS: Mapping[Verb, HotStatement] = {
    verb: HotStatement(change(verb, _t.id == bindparam("ticket_id"), **_CALLED))
    for verb in (Verb.CALL_NUMBER, Verb.CALL_BACK)
}
TAKE_BACK = HotStatement(
    change(
        Verb.TAKE_BACK,
        _t.id == bindparam("ticket_id"),
        window_id=null(),
        called_at=null(),
        serving_at=null(),
        done_at=null(),
        kept_at=null(),
        kept_reason=null(),
    )
)
CURRENT_AT_WINDOW = HotStatement(
    select(_t.id).where(AT_A_WINDOW & (_t.window_id == bindparam("window"))).order_by(_t.called_at.desc())
)
FINISH_AT_WINDOW = HotStatement(change(Verb.FINISH, _t.window_id == bindparam("window"), done_at=_AT).returning(_t.id))
CALLS_SINCE = HotStatement(
    select(func.count()).where(_TODAY & (_t.service_id == bindparam("service")) & (_t.called_at > bindparam("since")))
)
STANDING = HotRow(StandingRow._make, fields_of(StandingRow._fields).where(_t.id == bindparam("ticket_id")))


def _in_hand(verb: Verb, **values: Any) -> HotStatement:
    """One number at its own window."""
    mine = (_t.id == bindparam("ticket_id")) & (_t.window_id == bindparam("window"))
    return HotStatement(change(verb, mine, **values))


CHANGES: Mapping[Verb, HotStatement] = {
    Verb.SERVE: _in_hand(Verb.SERVE, serving_at=_AT),
    Verb.FINISH: _in_hand(Verb.FINISH, done_at=_AT),
    Verb.NO_SHOW: _in_hand(Verb.NO_SHOW, kept_at=_AT, kept_reason=bindparam("reason")),
    Verb.HOLD: _in_hand(Verb.HOLD, kept_at=_AT, kept_reason=bindparam("reason")),
    Verb.RECALL: _in_hand(Verb.RECALL, calls=_t.calls + literal_column("1")),
    Verb.RETURN_TO_QUEUE: _in_hand(Verb.RETURN_TO_QUEUE, **_AT_NO_WINDOW),
    Verb.TRANSFER: _in_hand(
        Verb.TRANSFER, service_id=bindparam("service"), for_window_id=bindparam("to_window"), **_AT_NO_WINDOW
    ),
}

# -- what a clerk sees ------------------------------------------------------------------------

IN_HAND = HotRow(
    InHandRow._make,
    fields_of(InHandRow._fields)
    .where(AT_A_WINDOW & (_t.window_id == bindparam("window")))
    .order_by(_t.called_at.desc()),
)
WAITING = HotStatement(
    select(_t.id, _t.series, _t.number, _t.service_id, _t.lane, _t.taken_at).where(_CAN_BE_CALLED).order_by(_t.id)
)
KEPT = HotStatement(
    select(_t.id, _t.series, _t.number, _t.service_id, _t.service_state, _t.kept_at, _t.kept_reason, _t.window_id)
    .where(_TODAY & is_in(_t.service_state, KEPT_STATES))
    .order_by(_t.kept_at.desc())
)
SERVED_AT_WINDOW = HotStatement(
    select(func.julianday(_t.done_at) - func.julianday(func.coalesce(_t.serving_at, _t.called_at)))
    .where(_TODAY & (_t.window_id == bindparam("window")) & (_t.service_state == word(ServiceState.DONE)))
    .where(_t.training == literal_column("0"))
)
CALLED = HotRow(CalledRow._make, fields_of(CalledRow._fields).where(_t.id == bindparam("ticket_id")))
