"""When a terminal may look records up: in opening hours, and a capped number of times an hour."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, bindparam, func, insert, select

from kiosk.core.access.security_counts import Count, Refused, uncounted
from kiosk.core.database.clock import Clock, hall_now, stamp
from kiosk.features.membership.hall.schema import look_ups
from kiosk.features.tickets.rules.hours import Hours, is_open

LOOK_UP_WINDOW = timedelta(hours=1)

Path = Literal["card", "pin"]
"""How somebody proves at a terminal who they are."""


class OutsideHours(Exception):
    """A terminal may look nothing up while the hall is closed."""


class TooManyLookUps(Exception):
    """This terminal reached the hall's cap of look-ups an hour."""

    def __init__(self, retry_seconds: int) -> None:
        super().__init__(f"no more look-ups for {retry_seconds} s")
        self.retry_seconds = retry_seconds
        self.told = {"retry_seconds": retry_seconds}


_OLDEST_AND_COUNT = select(func.min(look_ups.c.at), func.count()).where(
    (look_ups.c.terminal_id == bindparam("terminal_id"))
    & (look_ups.c.path == bindparam("path"))
    & (look_ups.c.at > bindparam("since"))
)


class LookUpGate:
    """Opening hours and the cap an hour, for every look-up a terminal asks for.

    Args:
        hours: reads the hall's opening hours inside a work.
        an_hour: how many look-ups by card, and as many by PIN, one terminal may do in any 60 minutes; wrong PINs
            must not make somebody with a card wait.
    """

    def __init__(
        self, hours: Callable[[Connection], Hours], an_hour: int, clock: Clock = hall_now, count: Count = uncounted
    ) -> None:
        self._hours, self._an_hour, self._clock, self._count = hours, an_hour, clock, count

    def admit(self, connection: Connection, terminal_id: int, path: Path) -> None:
        """Count one look-up of this terminal, or raise OutsideHours or TooManyLookUps. Call it before looking."""
        now = self._clock()
        if not is_open(now, self._hours(connection)):
            raise OutsideHours
        since = now - LOOK_UP_WINDOW
        asked = {"terminal_id": terminal_id, "path": path, "since": stamp(since)}
        oldest, count = connection.execute(_OLDEST_AND_COUNT, asked).one()
        if count >= self._an_hour:
            self._count(Refused.LOOK_UPS)
            wait = datetime.fromisoformat(oldest) - since if oldest else LOOK_UP_WINDOW
            raise TooManyLookUps(max(1, int(wait.total_seconds()) + 1))
        connection.execute(insert(look_ups).values(terminal_id=terminal_id, path=path, at=stamp(now)))


STATUS: Mapping[type[Exception], int] = {OutsideHours: 403, TooManyLookUps: 429}
"""How the web refuses, by error."""
