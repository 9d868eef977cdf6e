"""How the numbers of the queue go on after a restore: slips in people's hands are newer than the copy.

The counters restart above the highest number the hall gave: read from the database that is replaced, or, where that
cannot be read, told by a person. Ticket ids move on too: a terminal that reports an old ticket must not hit a new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.core.database.clock import stamp
from kiosk.core.database.numbers import UNKNOWN_GAP, Numbered, Reached
from kiosk.core.database.schema import marks
from kiosk.features.tickets.hall.carry import Counter, raise_counter
from kiosk.features.tickets.hall.clock_marks import BUSINESS_DATE, OF_ONE_MACHINE
from kiosk.features.tickets.hall.schema import series_counters, services, tickets
from kiosk.features.tickets.rules.queue import FIRST_PRIORITY, LAST_NORMAL, LAST_PRIORITY, NORMAL, PRIORITY
from kiosk.features.tickets.rules.states import PrintState, ServiceState

PRIORITY_GAP = 30
NO_DAY = "0001-01-01"  # the business date of the row that holds the ticket ids' place; no report shows it


@dataclass(frozen=True, slots=True)
class TicketNumbers:
    """How far the queue had come; `gap`: by how much more the ticket ids move on."""

    counters: Mapping[Counter, int] = field(default_factory=dict)
    ticket_id: int = 0
    business_date: str = ""
    gap: int = UNKNOWN_GAP

    @classmethod
    def read(cls, replaced: sqlite3.Connection | None) -> TicketNumbers:
        """Raises sqlite3.DatabaseError."""
        if replaced is None:
            return cls()
        rows = replaced.execute("SELECT business_date, series, lane, last_number FROM series_counters").fetchall()
        ticket_id = replaced.execute("SELECT max(id) FROM tickets").fetchone()[0]
        mark = replaced.execute("SELECT value FROM marks WHERE name = ?", (BUSINESS_DATE,)).fetchone()
        counters = {(day, series, lane): int(last) for day, series, lane, last in rows}
        return cls(counters, int(ticket_id or 0), mark[0] if mark else "", gap=1)

    def go_on(self, connection: Connection, above: int | None, now: datetime) -> Reached:
        mark = connection.execute(select(marks.c.value).where(marks.c.name == BUSINESS_DATE)).scalar() or ""
        day = max(mark, self.business_date, now.date().isoformat() if above is not None else "")
        for key, last in self.counters.items():
            raise_counter(connection, key, last)
        if above is not None:
            _raise_above(connection, day, above)
        if day:
            row = {"name": BUSINESS_DATE, "value": day}
            connection.execute(upsert(marks).values(**row).on_conflict_do_update(index_elements=["name"], set_=row))
        connection.execute(delete(marks).where(marks.c.name.in_(OF_ONE_MACHINE)))
        self._hold_ids(connection, now)
        of_day = select(series_counters.c.series, series_counters.c.lane, series_counters.c.last_number)
        rows = connection.execute(of_day.where(series_counters.c.business_date == day))
        return Reached(day, {f"{series} {lane}": last for series, lane, last in rows})

    def _hold_ids(self, connection: Connection, now: datetime) -> None:
        """One empty ticket that holds the place of all that were lost."""
        newest = connection.execute(select(func.coalesce(func.max(tickets.c.id), 0))).scalar_one()
        service = connection.execute(select(func.min(services.c.id))).scalar()
        if service is None:
            return
        earlier = select(func.count()).where(tickets.c.business_date == NO_DAY)
        number = connection.execute(earlier).scalar_one() + 1
        connection.execute(
            insert(tickets).values(
                id=max(newest, self.ticket_id) + self.gap, business_date=NO_DAY, series="-", number=number,
                service_id=service, taken_at=stamp(now), print_state=PrintState.VOID,
                service_state=ServiceState.VOID, ahead=0, wait_low_minutes=0, wait_high_minutes=0,
            )
        )  # fmt: skip


NUMBERED = Numbered((tickets, series_counters), TicketNumbers.read)


def _raise_above(connection: Connection, day: str, above: int) -> None:
    """Every series of the day, as somebody saw the highest number; 0: none was given."""
    for series in connection.execute(select(services.c.series)).scalars().all():
        raise_counter(connection, (day, series, NORMAL), min(above, LAST_NORMAL))
        given = connection.execute(_last((day, series, PRIORITY))).scalar() or FIRST_PRIORITY - 1
        if above:
            raise_counter(connection, (day, series, PRIORITY), min(given + PRIORITY_GAP, LAST_PRIORITY))


def _last(key: Counter) -> Select[Any]:
    c = series_counters.c
    same = (c.business_date == key[0]) & (c.series == key[1]) & (c.lane == key[2])
    return select(c.last_number).where(same)
