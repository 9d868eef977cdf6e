"""The day's numbers under another date: the clock was put right while people held them.

Steps of ``day``, inside its works. What was given since the machine was turned on belongs to the day that is going on,
whatever date it was given under; it moves whole, so that nobody is lost and the day's report tells of all of it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, delete, func, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.core.database import events
from kiosk.features.tickets.hall.schema import business_days, series_counters, tickets
from kiosk.features.tickets.rules import event_names
from kiosk.features.tickets.rules.queue import ticket_number
from kiosk.features.tickets.rules.states import NOT_YET_SERVED

Counter = tuple[str, str, str]  # business date, series, lane


def newest_ticket(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(tickets.c.id), 0))).scalar_one())


def carry(connection: Connection, was: str, day: str, at: str, *, after: int) -> list[str]:
    """Numbers of the date `was`, given after the ticket id `after`, become those of `day`, which has begun.

    A number that `day` has given already stays behind, and lapses with its date; returns those that somebody holds.
    """
    other = tickets.alias("other")
    taken: Select[Any] = select(literal_column("1")).where(
        (other.c.business_date == day) & (other.c.series == tickets.c.series) & (other.c.number == tickets.c.number)
    )
    mine = (tickets.c.business_date == was) & (tickets.c.id > after)
    moved = connection.execute(update(tickets).where(mine & ~taken.exists()).values(business_date=day)).rowcount
    held = select(tickets.c.series, tickets.c.number).where(mine & tickets.c.service_state.in_(NOT_YET_SERVED))
    left = [ticket_number(series, number) for series, number in connection.execute(held.order_by(tickets.c.id))]
    if not moved and not left:
        return []
    _go_on(connection, was, day)
    _begins_no_later(connection, was, day)
    events.append(
        connection, at, event_names.DATE_CORRECTED, was=was, business_date=day, moved=moved, left=" ".join(left)
    )
    return left


def _go_on(connection: Connection, was: str, day: str) -> None:
    """No number of the day is given twice, whichever of the two dates it was given under."""
    c = series_counters.c
    for series, lane, last in connection.execute(
        select(c.series, c.lane, c.last_number).where(c.business_date == was)
    ).fetchall():
        raise_counter(connection, (day, series, lane), last)


def raise_counter(connection: Connection, key: Counter, last: int) -> None:
    """The next number of a series and lane is above `last`."""
    day, series, lane = key
    row = {"business_date": day, "series": series, "lane": lane, "last_number": last}
    newer = func.max(series_counters.c.last_number, last)
    columns = ["business_date", "series", "lane"]
    change = upsert(series_counters).values(**row)
    connection.execute(change.on_conflict_do_update(index_elements=columns, set_={"last_number": newer}))


def _begins_no_later(connection: Connection, was: str, day: str) -> None:
    """The report of the day reads its rows from where the numbers were given; a date left empty is no day of work."""
    d = business_days.c
    first = connection.execute(select(d.first_event_id).where(d.day == was)).scalar()
    if first is not None:
        connection.execute(
            update(business_days).where((d.day == day) & (d.first_event_id > first)).values(first_event_id=first)
        )
    rest: Select[Any] = select(literal_column("1")).where(tickets.c.business_date == was)
    connection.execute(delete(business_days).where((d.day == was) & ~rest.exists()))
