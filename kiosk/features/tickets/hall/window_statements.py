"""The windows' hot statements. Each change asks the state again in its own WHERE: two clerks can never both win."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, literal_column, null, or_, select, update

from kiosk.core.database.hot import HotStatement
from kiosk.features.tickets.hall.schema import tickets, window_services
from kiosk.features.tickets.hall.statements import AT_A_WINDOW as _AT_WINDOW
from kiosk.features.tickets.hall.statements import CALLABLE as _CALLABLE
from kiosk.features.tickets.hall.statements import IS_WAITING as _WAITING
from kiosk.features.tickets.hall.statements import OPEN_OF_PERSON as OPEN_OF_PERSON
from kiosk.features.tickets.hall.statements import is_in as _in
from kiosk.features.tickets.hall.statements import word as _word

_t = tickets.c

_AT: ColumnElement[str] = bindparam("at")
_TODAY = _t.business_date == bindparam("day")
_served = select(window_services.c.service_id).where(window_services.c.window_id == bindparam("window"))
_FOR_THIS_WINDOW = or_(_t.for_window_id == bindparam("window"), _t.for_window_id.is_(None) & _t.service_id.in_(_served))
_CALLED = {
    "service_state": _word("called"),
    "window_id": bindparam("window"),
    "called_at": _AT,
    "serving_at": null(),
    "kept_at": null(),
    "kept_reason": null(),
    "calls": literal_column("1"),
}
_WAITS_AGAIN = {"service_state": _word("waiting"), "window_id": null(), "called_at": null(), "serving_at": null()}

# The first of each lane whom the window may call: who came first (lowest id) stands first.
HEADS = HotStatement(
    select(_t.lane, func.min(_t.id)).where(_TODAY & _WAITING & _CALLABLE & _FOR_THIS_WINDOW).group_by(_t.lane)
)
# Asked only while both lanes wait.
NORMAL_SINCE_PRIORITY = HotStatement(
    select(func.count())
    .where(_TODAY & (_t.window_id == bindparam("window")) & (_t.lane == _word("normal")))
    .where(
        _t.called_at
        > func.coalesce(
            select(func.max(_t.called_at))
            .where(_TODAY & (_t.window_id == bindparam("window")) & (_t.lane == _word("priority")))
            .scalar_subquery(),
            literal_column("''"),
        )
    )
)
CLAIM = HotStatement(
    update(tickets)
    .where((_t.id == bindparam("ticket_id")) & _WAITING & _CALLABLE)
    .values(**_CALLED)
    .returning(_t.id, _t.series, _t.number, _t.service_id, _t.lane)
)
CALL_BACK = HotStatement(
    update(tickets)
    .where((_t.id == bindparam("ticket_id")) & _in(_t.service_state, "no_show", "held"))
    .values(**_CALLED)
)
CURRENT_AT_WINDOW = HotStatement(
    select(_t.id).where(_AT_WINDOW & (_t.window_id == bindparam("window"))).order_by(_t.called_at.desc())
)
FINISH_AT_WINDOW = HotStatement(
    update(tickets)
    .where(_AT_WINDOW & (_t.window_id == bindparam("window")))
    .values(service_state=_word("done"), done_at=_AT)
    .returning(_t.id)
)
CALLS_SINCE = HotStatement(
    select(func.count()).where(_TODAY & (_t.service_id == bindparam("service")) & (_t.called_at > bindparam("since")))
)
# id, state, window, business date, service, calls, kept since, series, number, person
STATE = HotStatement(
    select(_t.id, _t.service_state, _t.window_id, _t.business_date, _t.service_id, _t.calls, _t.kept_at)
    .add_columns(_t.series, _t.number, _t.person)
    .where(_t.id == bindparam("ticket_id"))
)


def _step(*states: str, **values: Any) -> HotStatement:
    """One number at its own window, from one of ``states``."""
    mine = (_t.id == bindparam("ticket_id")) & (_t.window_id == bindparam("window")) & _in(_t.service_state, *states)
    return HotStatement(update(tickets).where(mine).values(**values))


SERVE = _step("called", service_state=_word("serving"), serving_at=_AT)
FINISH = _step("called", "serving", service_state=_word("done"), done_at=_AT)
NO_SHOW = _step("called", service_state=_word("no_show"), kept_at=_AT)
HOLD = _step("called", "serving", service_state=_word("held"), kept_at=_AT, kept_reason=bindparam("reason"))
RECALL = _step("called", calls=_t.calls + literal_column("1"))
RETURN = _step("called", "serving", **_WAITS_AGAIN)
TRANSFER = _step(
    "called", "serving", service_id=bindparam("service"), for_window_id=bindparam("to_window"), **_WAITS_AGAIN
)

# -- what a clerk sees ------------------------------------------------------------------------

CURRENT = HotStatement(
    select(_t.id, _t.series, _t.number, _t.service_id, _t.lane, _t.taken_at, _t.terminal_id, _t.called_at)
    .add_columns(_t.calls, _t.serving_at, _t.training, _t.service_state)
    .where(_AT_WINDOW & (_t.window_id == bindparam("window")))
    .order_by(_t.called_at.desc())
)
WAITING = HotStatement(
    select(_t.id, _t.series, _t.number, _t.service_id, _t.lane, _t.taken_at)
    .where(_TODAY & _WAITING & _CALLABLE & _FOR_THIS_WINDOW)
    .order_by(_t.id)
)
KEPT = HotStatement(
    select(_t.id, _t.series, _t.number, _t.service_id, _t.service_state, _t.kept_at, _t.kept_reason, _t.window_id)
    .where(_TODAY & _in(_t.service_state, "held", "no_show"))
    .order_by(_t.kept_at.desc())
)
SERVED_AT_WINDOW = HotStatement(
    select(func.julianday(_t.done_at) - func.julianday(func.coalesce(_t.serving_at, _t.called_at)))
    .where(_TODAY & (_t.window_id == bindparam("window")) & (_t.service_state == _word("done")))
    .where(_t.training == literal_column("0"))
)
CALLED = HotStatement(select(_t.series, _t.number, _t.service_id, _t.called_at).where(_t.id == bindparam("ticket_id")))
