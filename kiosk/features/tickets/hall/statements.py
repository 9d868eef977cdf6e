"""The queue's hot statements, compiled once when this module is imported (``kiosk/core/database/hot.py``).

From which states a change starts, and which follow, is read from ``rules/states.py``. States stand as literals, not as
bound values: only so SQLite uses the partial indexes of ``schema.tickets``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Update,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    null,
    select,
    true,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.core.database.hot import HotRow, HotStatement
from kiosk.core.database.schema import idempotency_keys, marks
from kiosk.features.tickets.hall.rows import TicketRow
from kiosk.features.tickets.hall.schema import business_days, priority_grants, series_counters, tickets
from kiosk.features.tickets.rules import states
from kiosk.features.tickets.rules.states import STEPS, ServiceState, Verb

_t = tickets.c


def word(state: str) -> ColumnElement[str]:
    return literal_column(f"'{state}'")


def is_in(column: ColumnElement[str], words: Sequence[str]) -> ColumnElement[bool]:
    return column == word(words[0]) if len(words) == 1 else column.in_([word(one) for one in words])


def starts(verb: Verb) -> ColumnElement[bool]:
    """The number stands where the verb starts."""
    step, asked = STEPS[verb], list[ColumnElement[bool]]()
    if step.from_service != states.ANY_SERVICE:
        asked.append(is_in(_t.service_state, step.from_service))
    if step.from_print != states.ANY_PRINT:
        asked.append(is_in(_t.print_state, step.from_print))
    return and_(true(), *asked)


def change(verb: Verb, which: ColumnElement[bool], **values: Any) -> Update:
    """What a verb makes of the numbers ``which`` names; ``values``: what it writes besides the two states."""
    step = STEPS[verb]
    follows = {"print_state": step.to_print, "service_state": step.to_service}
    written = {name: word(state) for name, state in follows.items() if state is not None}
    return update(tickets).where(which & starts(verb)).values(**written, **values)


def fields_of(fields: Sequence[str]) -> Select[Any]:
    """The tickets' columns of these names, in this order: the fields of a row in ``rows.py``."""
    return select(*(_t[name] for name in fields))


IS_WAITING = _t.service_state == word(ServiceState.WAITING)
AT_A_WINDOW = is_in(_t.service_state, states.AT_A_WINDOW)
IS_OPEN = is_in(_t.service_state, states.OPEN)
_MINE = (_t.id == bindparam("ticket_id")) & (_t.terminal_id == bindparam("terminal_id"))

# -- the day and its counters -----------------------------------------------------------------

READ_MARKS = HotStatement(select(marks.c.name, marks.c.value))
# ISO dates compare as text; a mark never falls.
RAISE_MARK = HotStatement(
    upsert(marks)
    .values(name=bindparam("name"), value=bindparam("value"))
    .on_conflict_do_update(
        index_elements=[marks.c.name], set_={"value": bindparam("value")}, where=marks.c.value < bindparam("value")
    )
)

DROP_MARK = HotStatement(delete(marks).where(marks.c.name == bindparam("name")))
SET_MARK = HotStatement(
    upsert(marks)
    .values(name=bindparam("name"), value=bindparam("value"))
    .on_conflict_do_update(index_elements=[marks.c.name], set_={"value": bindparam("value")})
)
BEGIN_DAY = HotStatement(
    upsert(business_days)
    .values(day=bindparam("day"), first_event_id=bindparam("first"))
    .on_conflict_do_nothing(index_elements=[business_days.c.day])
)

_counter = upsert(series_counters).values(
    business_date=bindparam("day"), series=bindparam("series"), lane=bindparam("lane"), last_number=bindparam("first")
)
# No row comes back when the range is used up.
NEXT_NUMBER = HotStatement(
    _counter.on_conflict_do_update(
        index_elements=[series_counters.c.business_date, series_counters.c.series, series_counters.c.lane],
        set_={"last_number": func.max(series_counters.c.last_number + literal_column("1"), bindparam("first"))},
        where=series_counters.c.last_number < bindparam("last"),
    ).returning(series_counters.c.last_number)
)

# -- keys -------------------------------------------------------------------------------------

KNOWN_KEY = HotStatement(
    select(idempotency_keys.c.verb, idempotency_keys.c.ticket_id)
    .where(idempotency_keys.c.owner == bindparam("owner"))
    .where(idempotency_keys.c.key == bindparam("key"))
)
KEEP_KEY = HotStatement(
    insert(idempotency_keys).values(
        owner=bindparam("owner"),
        key=bindparam("key"),
        verb=bindparam("verb"),
        ticket_id=bindparam("ticket_id"),
        at=bindparam("at"),
    )
)

# -- tickets ----------------------------------------------------------------------------------

ISSUE = HotStatement(
    insert(tickets)
    .values(
        business_date=bindparam("day"),
        series=bindparam("series"),
        number=bindparam("number"),
        lane=bindparam("lane"),
        service_id=bindparam("service_id"),
        terminal_id=bindparam("terminal_id"),
        print_state=bindparam("print_state"),
        service_state=bindparam("service_state"),
        ahead=bindparam("ahead"),
        wait_low_minutes=bindparam("low"),
        wait_high_minutes=bindparam("high"),
        taken_at=bindparam("at"),
        person=bindparam("person"),
        training=bindparam("training"),
    )
    .inline()
)

TICKET = HotRow(TicketRow._make, fields_of(TicketRow._fields).where(_t.id == bindparam("ticket_id")))

# A terminal's verbs for one number of its own.
CHANGES: Mapping[Verb, HotStatement] = {
    **{
        verb: HotStatement(change(verb, _MINE))
        for verb in (Verb.REPORT_PRINTED, Verb.REPORT_UNKNOWN, Verb.ABANDON, Verb.GIVE_BACK)
    },
    Verb.REPRINT: HotStatement(change(Verb.REPRINT, _MINE, reprints=_t.reprints + literal_column("1"))),
}
START_UP = HotStatement(change(Verb.START_UP, _t.terminal_id == bindparam("terminal_id")).returning(_t.id))
LAPSE = HotStatement(change(Verb.LAPSE, _t.business_date != bindparam("day")).returning(_t.id))
END_TRAINING = HotStatement(change(Verb.END_TRAINING, _t.training == literal_column("1")).returning(_t.id))
OPEN_TODAY = HotStatement(
    select(literal_column("1")).where((_t.business_date == bindparam("day")) & IS_OPEN).limit(literal_column("1"))
)
FORGET_PERSONS = HotStatement(
    update(tickets).where(_t.person.is_not(None) & (_t.business_date != bindparam("day"))).values(person=null())
)
OPEN_OF_PERSON = HotStatement(
    select(_t.series, _t.number)
    .where((_t.person == bindparam("person")) & (_t.service_id == bindparam("service")))
    .where(_t.person.is_not(None) & IS_OPEN)
)
ISSUED_IN_SLOT = HotStatement(
    select(func.count())
    .where((_t.business_date == bindparam("day")) & (_t.series == bindparam("series")))
    .where((_t.taken_at >= bindparam("since")) & (_t.taken_at < bindparam("until")))
    .where((_t.training == literal_column("0")) & ~is_in(_t.service_state, states.NEVER_WAS))
)
GRANT = HotStatement(
    upsert(priority_grants)
    .values(terminal_id=bindparam("terminal_id"), expires_at=bindparam("until"))
    .on_conflict_do_update(index_elements=[priority_grants.c.terminal_id], set_={"expires_at": bindparam("until")})
)
GRANTED = HotStatement(
    select(priority_grants.c.expires_at)
    .where(priority_grants.c.terminal_id == bindparam("terminal_id"))
    .where(priority_grants.c.expires_at > bindparam("now"))
)
USE_GRANT = HotStatement(
    delete(priority_grants)
    .where(priority_grants.c.terminal_id == bindparam("terminal_id"))
    .where(priority_grants.c.expires_at > bindparam("now"))
    .returning(priority_grants.c.terminal_id)
)

# -- the queue as it stands -------------------------------------------------------------------

WAITING_BY_SERVICE = HotStatement(
    select(_t.service_id, _t.lane, func.count())
    .where((_t.business_date == bindparam("day")) & IS_WAITING)
    .group_by(_t.service_id, _t.lane)
)
# The date is compared by the reader: as a term here it lures SQLite into walking the whole day (120 µs a ticket).
AT_WINDOWS = HotStatement(
    select(_t.window_id, _t.series, _t.number, _t.business_date)
    .where(AT_A_WINDOW & _t.window_id.is_not(None))
    .order_by(_t.window_id, _t.called_at)
)
_MINUTES = (func.julianday(_t.done_at) - func.julianday(func.coalesce(_t.serving_at, _t.called_at))) * literal_column(
    "1440"
)
SERVICE_MINUTES = HotStatement(
    select(_t.service_id, _MINUTES)
    .where((_t.business_date == bindparam("day")) & (_t.service_state == word(ServiceState.DONE)))
    .where(_t.training == literal_column("0"))
    .order_by(_t.done_at)
)
