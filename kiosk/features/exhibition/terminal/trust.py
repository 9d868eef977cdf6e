"""Whether the clock is to be believed: what has dates and hours is shown by a believed clock alone.

The hall decides about its clock (`features/tickets/rules/clock.py`), and a terminal or a board goes as it does. While
the hall is away, the same table judges: against the date the hall served last and what this machine has counted since.
A machine without a battery for its clock starts years before that date.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from kiosk.core.database.clock import HallClock
from kiosk.features.exhibition.rules.showing import Doubt
from kiosk.features.tickets.rules.clock import Known, Reading, is_a_time, judge
from kiosk.features.tickets.wire import HallToday


class Trust:
    """``hall`` is what it said last, in this run or an earlier one. Asked whenever something is about to be shown."""

    def __init__(self, clock: HallClock, hall: Callable[[], HallToday | None]) -> None:
        self._clock, self._hall = clock, hall
        self._day = date.min  # the newest the hall served under
        self._high: datetime | None = None  # the newest time believed under it, and what the machine had counted then
        self._ran = 0.0

    def doubt(self) -> Doubt | None:
        """None: the clock is believed."""
        hall, now = self._hall(), self._clock()
        if hall is None:  # a terminal that never had a hall: it has this clock and no other
            return None if is_a_time(now) else Doubt()
        day = date.fromisoformat(hall.business_date)
        if day != self._day:  # the hall has decided, also to go back
            self._day, self._high = day, None
        known = Known(self._high, day)
        doubted = hall.clock_doubted or not is_a_time(now)
        if doubted or judge(Reading(now, self._counted()), known, self._clock.synchronised).undecided:
            return Doubt(self._since())
        if self._high is None or now > self._high:
            self._high, self._ran = now, self._clock.ran()
        return None

    def _counted(self) -> datetime | None:
        return self._high + timedelta(seconds=self._clock.ran() - self._ran) if self._high else None

    def _since(self) -> datetime:
        served = datetime.combine(self._day, time())
        return max(served, self._high.replace(tzinfo=None)) if self._high else served
