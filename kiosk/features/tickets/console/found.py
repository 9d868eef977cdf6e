"""The number a clerk searched, as the page shows it beside the window."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from kiosk.features.tickets.hall.day import HallDay
from kiosk.features.tickets.hall.read_number import FoundNumber, Said, find, history
from kiosk.features.tickets.rules.searching import wanted
from kiosk.typed import squeezed


@dataclass(frozen=True, slots=True)
class Found:
    """What was typed, and the numbers of today it may mean; ``said``: the history, once it is one."""

    typed: str
    numbers: tuple[FoundNumber, ...]
    said: tuple[Said, ...]


def look_for(connection: Connection, hall_day: HallDay, typed: str) -> Found:
    sought = wanted(squeezed(typed))
    numbers = find(connection, hall_day, sought) if sought else ()
    return Found(typed, numbers, history(connection, hall_day, numbers[0].ticket_id) if len(numbers) == 1 else ())
