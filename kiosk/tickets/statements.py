"""The queue's hot statements, compiled once when this module is imported (``kiosk/hall/statements.py``).

States stand as literals, not as bound values: only so SQLite uses the partial indexes of ``schema.tickets``.
"""

from sqlalchemy import ColumnElement, bindparam, func, insert, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.hall.schema import idempotency_keys, marks, series_counters, tickets, window_services
from kiosk.hall.statements import HotStatement

_t = tickets.c


def _word(state: str) -> ColumnElement[str]:
    return literal_column(f"'{state}'")


def _in(column: ColumnElement[str], *states: str) -> ColumnElement[bool]:
    return column.in_([_word(state) for state in states])


_WAITING = _t.service_state == _word("waiting")
_CALLABLE = _in(_t.print_state, "printed", "unknown")  # never `reserved`: that slip may not exist
_AT_WINDOW = _in(_t.service_state, "called", "serving")
_MINE = (_t.id == bindparam("ticket_id")) & (_t.terminal_id == bindparam("terminal_id"))

# -- the day and its counters -----------------------------------------------------------------

READ_MARK = HotStatement(select(marks.c.value).where(marks.c.name == bindparam("name")))
# ISO dates compare as text; a mark never falls.
RAISE_MARK = HotStatement(
    upsert(marks)
    .values(name=bindparam("name"), value=bindparam("value"))
    .on_conflict_do_update(
        index_elements=[marks.c.name], set_={"value": bindparam("value")}, where=marks.c.value < bindparam("value")
    )
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
        service_state=_word("waiting"),
        ahead=bindparam("ahead"),
        wait_low_minutes=bindparam("low"),
        wait_high_minutes=bindparam("high"),
        taken_at=bindparam("at"),
    )
    .inline()
)

TICKET = HotStatement(
    select(_t.id, _t.series, _t.number, _t.service_id, _t.business_date, _t.taken_at, _t.ahead)
    .add_columns(_t.wait_low_minutes, _t.wait_high_minutes, _t.print_state, _t.service_state, _t.reprints)
    .add_columns(_t.terminal_id)
    .where(_t.id == bindparam("ticket_id"))
)

PRINTED = HotStatement(
    update(tickets).where(_MINE & _in(_t.print_state, "reserved", "unknown")).values(print_state=_word("printed"))
)
PRINT_UNKNOWN = HotStatement(
    update(tickets).where(_MINE & _in(_t.print_state, "reserved")).values(print_state=_word("unknown"))
)
VOID = HotStatement(
    update(tickets)
    .where(_MINE & _WAITING & _in(_t.print_state, "reserved", "unknown"))
    .values(print_state=_word("void"), service_state=_word("void"))
)
GIVE_BACK = HotStatement(update(tickets).where(_MINE & _WAITING).values(service_state=_word("given_back")))
REPRINT = HotStatement(
    update(tickets)
    .where(_MINE & _CALLABLE & _in(_t.service_state, "waiting", "called", "serving", "held"))
    .values(reprints=_t.reprints + literal_column("1"))
)
RESERVED_OF_TERMINAL = HotStatement(
    update(tickets)
    .where((_t.terminal_id == bindparam("terminal_id")) & (_t.print_state == _word("reserved")))
    .values(print_state=_word("unknown"))
    .returning(_t.id)
)
LAPSE = HotStatement(
    update(tickets)
    .where((_t.business_date < bindparam("day")) & _in(_t.service_state, "waiting", "held"))
    .values(service_state=_word("lapsed"))
    .returning(_t.id)
)

# -- the queue --------------------------------------------------------------------------------

WAITING_BY_SERVICE = HotStatement(
    select(_t.service_id, func.count()).where((_t.business_date == bindparam("day")) & _WAITING).group_by(_t.service_id)
)
# The date is compared by the reader: as a term here it lures SQLite into walking the whole day (120 µs a ticket).
AT_WINDOWS = HotStatement(
    select(_t.window_id, _t.series, _t.number, _t.business_date)
    .where(_AT_WINDOW & _t.window_id.is_not(None))
    .order_by(_t.window_id, _t.called_at)
)
FINISH_AT_WINDOW = HotStatement(
    update(tickets)
    .where(_AT_WINDOW & (_t.window_id == bindparam("window")))
    .values(service_state=_word("done"), done_at=bindparam("at"))
    .returning(_t.id)
)
_served = select(window_services.c.service_id).where(window_services.c.window_id == bindparam("window"))
_first = (
    select(_t.id)
    .where((_t.business_date == bindparam("day")) & _WAITING & _CALLABLE & _t.service_id.in_(_served))
    .order_by(_t.id)
    .limit(literal_column("1"))
)
# One statement claims: `id = (SELECT …)` and the state asked again. Without that, 750 of 1,224 were called twice.
CALL_NEXT = HotStatement(
    update(tickets)
    .where((_t.id == _first.scalar_subquery()) & _WAITING)
    .values(
        service_state=_word("called"),
        window_id=bindparam("window"),
        called_at=bindparam("at"),
        calls=_t.calls + literal_column("1"),
    )
    .returning(_t.id, _t.series, _t.number, _t.service_id)
)
