"""What every clerk's page says of the whole hall: who waits at shut doors, and the numbers without a window."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.hall.plan import CLOSED
from kiosk.features.tickets.rules import words
from kiosk.features.tickets.rules.doors import Shut, why_shut
from kiosk.features.tickets.wire import Left


@dataclass(frozen=True, slots=True)
class LeftNow:
    """``shut``: 今天结束了, 午休，13:30 继续; empty while the doors are open. ``goes_on``: they open again today."""

    numbers: Left
    shut: str
    goes_on: bool


def read(connection: Connection, desk: TicketDesk, attended: Collection[int] | None) -> LeftNow:
    """``attended`` as in ``read_left.read``."""
    left, hall = desk.left(connection, attended), desk.hall_today(connection)
    if hall.state != CLOSED:
        return LeftNow(left, "", goes_on=True)
    shut = why_shut(hall.days, hall.next_opening)
    goes_on = shut in (Shut.BEFORE, Shut.MIDDAY, Shut.BREAK)
    return LeftNow(left, words.shut_line(shut, hall.next_opening), goes_on=goes_on)
