"""The queue's hot statements, compiled once when this module is imported (``kiosk/core/database/hot.py``).

States stand as literals, not as bound values: only so SQLite uses the partial indexes of ``schema.tickets``.
"""

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, literal_column, null, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.core.database.hot import HotStatement
from kiosk.core.database.schema import idempotency_keys, marks
from kiosk.features.tickets.hall.schema import business_days, priority_grants, series_counters, tickets

_t = tickets.c


def word(state: str) -> ColumnElement[str]:
    return literal_column(f"'{state}'")


def is_in(column: ColumnElement[str], *states: str) -> ColumnElement[bool]:
    return column.in_([word(state) for state in states])


OPEN_STATES = ("waiting", "called", "serving", "held")
IS_WAITING = _t.service_state == word("waiting")
CALLABLE = is_in(_t.print_state, "printed", "unknown")  # never `reserved`: that slip may not exist
AT_A_WINDOW = is_in(_t.service_state, "called", "serving")
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
        service_state=word("waiting"),
        ahead=bindparam("ahead"),
        wait_low_minutes=bindparam("low"),
        wait_high_minutes=bindparam("high"),
        taken_at=bindparam("at"),
        person=bindparam("person"),
        training=bindparam("training"),
    )
    .inline()
)

TICKET = HotStatement(
    select(_t.id, _t.series, _t.number, _t.service_id, _t.business_date, _t.taken_at, _t.ahead)
    .add_columns(_t.wait_low_minutes, _t.wait_high_minutes, _t.print_state, _t.service_state, _t.reprints)
    .add_columns(_t.terminal_id, _t.lane, _t.training)
    .where(_t.id == bindparam("ticket_id"))
)

PRINTED = HotStatement(
    update(tickets).where(_MINE & is_in(_t.print_state, "reserved", "unknown")).values(print_state=word("printed"))
)
PRINT_UNKNOWN = HotStatement(
    update(tickets).where(_MINE & is_in(_t.print_state, "reserved")).values(print_state=word("unknown"))
)
VOID = HotStatement(
    update(tickets)
    .where(_MINE & IS_WAITING & is_in(_t.print_state, "reserved", "unknown"))
    .values(print_state=word("void"), service_state=word("void"))
)
GIVE_BACK = HotStatement(update(tickets).where(_MINE & IS_WAITING).values(service_state=word("given_back")))
REPRINT = HotStatement(
    update(tickets)
    .where(_MINE & CALLABLE & is_in(_t.service_state, "waiting", "called", "serving", "held", "no_show"))
    .values(reprints=_t.reprints + literal_column("1"))
)
RESERVED_OF_TERMINAL = HotStatement(
    update(tickets)
    .where((_t.terminal_id == bindparam("terminal_id")) & (_t.print_state == word("reserved")) & IS_WAITING)
    .values(print_state=word("unknown"))
    .returning(_t.id)
)
LAPSE = HotStatement(
    update(tickets)
    .where((_t.business_date != bindparam("day")) & is_in(_t.service_state, "waiting", "held"))
    .values(service_state=word("lapsed"))
    .returning(_t.id)
)
LAPSE_TRAINING = HotStatement(
    update(tickets)
    .where((_t.training == literal_column("1")) & is_in(_t.service_state, *OPEN_STATES))
    .values(service_state=word("lapsed"))
    .returning(_t.id)
)
OPEN_TODAY = HotStatement(
    select(literal_column("1"))
    .where((_t.business_date == bindparam("day")) & is_in(_t.service_state, *OPEN_STATES))
    .limit(literal_column("1"))
)
FORGET_PERSONS = HotStatement(
    update(tickets).where(_t.person.is_not(None) & (_t.business_date != bindparam("day"))).values(person=null())
)
OPEN_OF_PERSON = HotStatement(
    select(_t.series, _t.number)
    .where((_t.person == bindparam("person")) & (_t.service_id == bindparam("service")))
    .where(_t.person.is_not(None) & is_in(_t.service_state, *OPEN_STATES))
)
ISSUED_IN_SLOT = HotStatement(
    select(func.count())
    .where((_t.business_date == bindparam("day")) & (_t.series == bindparam("series")))
    .where((_t.taken_at >= bindparam("since")) & (_t.taken_at < bindparam("until")))
    .where((_t.training == literal_column("0")) & ~is_in(_t.service_state, "given_back", "void"))
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
    .where((_t.business_date == bindparam("day")) & (_t.service_state == word("done")))
    .where(_t.training == literal_column("0"))
    .order_by(_t.done_at)
)
