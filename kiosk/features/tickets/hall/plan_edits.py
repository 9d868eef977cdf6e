"""What a keeper edits: the week, the dates that differ from it, quotas, services and windows.

Works of ``hall.database``; each leaves a PLAN_CHANGED row. Call ``desk.plan_changed()`` in the same work::

    def change(connection):
        plan_edits.set_date(connection, "2026-10-01", "国庆节")
        desk.plan_changed()

Raises PlanRefused, whose message is the sentence a keeper reads.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.core.database import events
from kiosk.core.database.clock import hall_now, stamp
from kiosk.features.tickets.hall import schema as tables
from kiosk.features.tickets.rules import event_names, hours, words
from kiosk.features.tickets.rules.hours import Span, apart, in_order, minutes_of, spans_of, text_of
from kiosk.features.tickets.rules.queue import LAST_NORMAL, UNCLEAR_SERIES, ticket_number
from kiosk.features.tickets.rules.states import AT_A_WINDOW

NAME_LETTERS, ENGLISH_LETTERS = 20, 40
MOST_MINUTES_EACH = 240
_STATES = ("open", "paused", "retired")


class PlanRefused(ValueError):
    """The plan cannot be changed so; the message says why, in the keeper's words."""


@dataclass(frozen=True, slots=True)
class DateEntry:
    """A date that differs from the week. ``spans`` and ``like_weekday`` None: closed all day."""

    day: str
    name: str
    like_weekday: int | None
    spans: tuple[tuple[str, str], ...] | None


def set_hours(connection: Connection, weekday: int, spans: Sequence[tuple[str, str]], *, by: str = "") -> None:
    """The openings of one weekday (0 is Monday), as ``[("08:30", "12:00"), …]``; none: closed."""
    if weekday not in range(7):
        raise PlanRefused(words.PLAN_WEEKDAY)
    ordered = _openings(words.weekday_name(weekday), spans)
    connection.execute(delete(tables.opening_hours).where(tables.opening_hours.c.weekday == weekday))
    for opens, closes in _pairs(ordered):
        connection.execute(insert(tables.opening_hours).values(weekday=weekday, opens=opens, closes=closes))
    _tell(connection, by, f"hours {weekday}")


def set_date(
    connection: Connection,
    day: str,
    name: str,
    spans: Sequence[tuple[str, str]] | None = None,
    like_weekday: int | None = None,
    *,
    by: str = "",
) -> None:
    """A holiday (neither given), 调休 (``like_weekday``), or a day with openings of its own (``spans``)."""
    _known_date(day)
    if like_weekday is not None and (spans is not None or like_weekday not in range(7)):
        raise PlanRefused(words.PLAN_WEEKDAY)
    own = None if spans is None else text_of(_openings(day, spans))
    row = {"day": day, "name": _name(name), "like_weekday": like_weekday, "spans": own}
    change = upsert(tables.dates).values(**row)
    connection.execute(change.on_conflict_do_update(index_elements=[tables.dates.c.day], set_=row))
    _tell(connection, by, f"date {day}")


def clear_date(connection: Connection, day: str, *, by: str = "") -> None:
    """The date is as its weekday again."""
    connection.execute(delete(tables.dates).where(tables.dates.c.day == day))
    _tell(connection, by, f"date {day}")


def dates(connection: Connection) -> list[DateEntry]:
    """Every date that differs from the week, in order."""
    d = tables.dates.c
    rows = connection.execute(select(d.day, d.name, d.like_weekday, d.spans).order_by(d.day))
    return [
        DateEntry(day, name, like, None if spans is None else tuple(_pairs(spans_of(spans))))
        for day, name, like, spans in rows
    ]


def set_quota(connection: Connection, service_id: int, slots: Sequence[tuple[str, str, int]], *, by: str = "") -> None:
    """At most so many numbers a slot, as ``[("08:30", "12:00", 40), …]``; none: no limit."""
    _sound(words.PLAN_QUOTA_PLACE, in_order, [(opens, closes) for opens, closes, _ in slots])
    if any(most < 0 for _, _, most in slots):
        raise PlanRefused(words.PLAN_QUOTA)
    _known(connection, tables.services, service_id)
    connection.execute(delete(tables.quotas).where(tables.quotas.c.service_id == service_id))
    for opens, closes, most in slots:
        connection.execute(insert(tables.quotas).values(service_id=service_id, opens=opens, closes=closes, most=most))
    _tell(connection, by, f"quota {service_id}")


def save_service(
    connection: Connection,
    service_id: int | None,
    *,
    series: str,
    name: str,
    english: str = "",
    description: str = "",
    icon: str = "ticket",
    first_number: int = 1,
    last_number: int = LAST_NORMAL,
    minutes_each: int = 4,
    state: str = "open",
    by: str = "",
) -> int:
    """Add a service (None) or change one; returns its id. 901–999 of a series always belong to priority numbers."""
    if not (len(series) == 1 and "A" <= series <= "Z"):
        raise PlanRefused(words.PLAN_SERIES)
    if not 1 <= first_number <= last_number <= LAST_NORMAL:
        raise PlanRefused(words.PLAN_RANGE)
    if not 1 <= minutes_each <= MOST_MINUTES_EACH or state not in _STATES:
        raise PlanRefused(words.PLAN_MINUTES)
    s = tables.services.c
    taken = connection.execute(select(s.id).where(s.series == series)).scalar_one_or_none()
    if taken is None and series in UNCLEAR_SERIES:  # a hall that has it already keeps it
        raise PlanRefused(words.plan_series_unclear(series))
    if taken not in (None, service_id):
        raise PlanRefused(words.plan_series_taken(series))
    named = {"name": _name(name), "english": _english(english)}
    row = {"series": series, **named, "description": description, "icon": icon}
    numbers = {"first_number": first_number, "last_number": last_number, "minutes_each": minutes_each}
    pause = {"state": state, "paused_until": None, "pause_reason": None}
    saved = _save(connection, tables.services, service_id, {**row, **numbers, **pause})
    _tell(connection, by, f"service {saved}")
    return saved


def save_window(
    connection: Connection,
    window_id: int | None,
    *,
    name: str,
    service_ids: Collection[int],
    english: str = "",
    state: str = "open",
    by: str = "",
) -> int:
    """Add a window (None) or change one, with the services it serves; returns its id."""
    w, serves = tables.windows.c, tables.window_services
    if state not in _STATES:
        raise PlanRefused(words.PLAN_MINUTES)
    taken = connection.execute(select(w.id).where(w.name == _name(name))).scalar_one_or_none()
    if taken not in (None, window_id):
        raise PlanRefused(words.plan_window_taken(name))
    for service_id in service_ids:
        _known(connection, tables.services, service_id)
    row: dict[str, Any] = {"name": _name(name), "english": _english(english), "state": state}
    if window_id is not None:
        if state == "retired":
            _empty_hand(connection, window_id)
        if connection.execute(select(w.state).where(w.id == window_id)).scalar_one_or_none() != state:
            row |= {"paused_until": None, "pause_reason": None}  # a clerk's own pause stays as they said it
    saved = _save(connection, tables.windows, window_id, row)
    s = tables.services.c
    asleep = select(s.id).where(s.state == "retired")  # its keeper could not tick it; it comes back to its windows
    connection.execute(delete(serves).where((serves.c.window_id == saved) & serves.c.service_id.not_in(asleep)))
    for service_id in sorted(set(service_ids)):
        connection.execute(insert(serves).values(window_id=saved, service_id=service_id))
    _tell(connection, by, f"window {saved}")
    return saved


def retired(connection: Connection) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Services (``E 老年食堂``) and windows that are retired, as (id, name)."""
    s, w = tables.services.c, tables.windows.c
    services = connection.execute(select(s.id, s.series, s.name).where(s.state == "retired").order_by(s.position, s.id))
    windows = connection.execute(select(w.id, w.name).where(w.state == "retired").order_by(w.position, w.id))
    return [(row.id, f"{row.series} {row.name}") for row in services], [(row.id, row.name) for row in windows]


def bring_back(connection: Connection, *, service_id: int = 0, window_id: int = 0, by: str = "") -> None:
    """A retired service or window works again, as it was; one that is not retired stays as it is."""
    table, row_id = (tables.services, service_id) if service_id else (tables.windows, window_id)
    _known(connection, table, row_id)
    back = update(table).where((table.c.id == row_id) & (table.c.state == "retired"))
    connection.execute(back.values(state="open", paused_until=None, pause_reason=None))
    _tell(connection, by, f"{'service' if service_id else 'window'} {row_id} back")


# -- steps ------------------------------------------------------------------------------------


def _save(connection: Connection, table: Table, row_id: int | None, row: dict[str, Any]) -> int:
    if row_id is None:
        position = connection.execute(select(func.coalesce(func.max(table.c.position), 0) + 1)).scalar_one()
        added = connection.execute(insert(table).values(**row, position=position)).inserted_primary_key
        return int(added[0]) if added else 0
    _known(connection, table, row_id)
    connection.execute(update(table).where(table.c.id == row_id).values(**row))
    return row_id


def _known(connection: Connection, table: Table, row_id: int) -> None:
    if connection.execute(select(table.c.id).where(table.c.id == row_id)).first() is None:
        raise PlanRefused(words.PLAN_UNKNOWN)


def _openings(place: str, pairs: Sequence[tuple[str, str]]) -> tuple[Span, ...]:
    return _sound(place, apart, pairs)


def _sound(
    place: str, order: Callable[[Sequence[Span]], tuple[Span, ...]], pairs: Sequence[tuple[str, str]]
) -> tuple[Span, ...]:
    """The spans in order; ``place`` (星期二, a date, 限号) is where the keeper finds what is refused."""
    try:
        return order([Span(minutes_of(opens), minutes_of(closes)) for opens, closes in pairs])
    except hours.SpansUnsound as unsound:
        raise PlanRefused(words.plan_hours(place, _fault(unsound))) from unsound
    except ValueError as error:
        raise PlanRefused(words.plan_hours(place, words.PLAN_TIME)) from error


def _fault(unsound: hours.SpansUnsound) -> str:
    first, second = text_of([unsound.first]), text_of([unsound.second] if unsound.second else [])
    if isinstance(unsound, hours.EndsBeforeItBegins):
        return words.plan_turned(*first.split("-"))
    return (words.plan_touching if isinstance(unsound, hours.Touching) else words.plan_overlap)(first, second)


def _empty_hand(connection: Connection, window_id: int) -> None:
    """A window that goes while it has a number in hand would take it along: nobody else could finish it."""
    t = tables.tickets.c
    in_hand = select(t.series, t.number).where((t.window_id == window_id) & t.service_state.in_(AT_A_WINDOW))
    row = connection.execute(in_hand).first()
    if row is not None:
        raise PlanRefused(words.plan_in_hand(ticket_number(row.series, row.number)))


def _pairs(spans: Sequence[Span]) -> list[tuple[str, str]]:
    return [(opens, closes) for opens, _, closes in (text_of([span]).partition("-") for span in spans)]


def _known_date(day: str) -> None:
    try:
        sound = date.fromisoformat(day).isoformat() == day
    except ValueError:
        sound = False
    if not sound:
        raise PlanRefused(words.PLAN_DATE)


def _name(given: str) -> str:
    name = given.strip()
    if not 1 <= len(name) <= NAME_LETTERS:
        raise PlanRefused(words.PLAN_NAME)
    return name


def _english(given: str) -> str:
    name = " ".join(given.split())
    if len(name) > ENGLISH_LETTERS:
        raise PlanRefused(words.PLAN_ENGLISH)
    return name


def _tell(connection: Connection, by: str, what: str) -> None:
    events.append(connection, stamp(hall_now()), event_names.PLAN_CHANGED, by=by, changed=what)
