"""Whether a number may be had now for a service that a directory names, by what the hall said of its queue. Pure.

found = queue_of(known, away=False, name="组织关系转接", called="A")     # None: this hall's queue has no such service
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kiosk.features.tickets.wire import ServiceNow, ServicesNow


class Shut(StrEnum):
    """Why there is no number now; OPEN: there is."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    AWAY = "away"  # the hall cannot be asked
    UNSURE = "unsure"  # the hall does not believe its clock, or cannot write


@dataclass(frozen=True, slots=True)
class QueueNow:
    """`service`: its id in the queue. `until`: of PAUSED the hour when known, of CLOSED the next opening as ISO 8601;
    empty: nobody knows.
    """

    service: int
    shut: Shut = Shut.OPEN
    ahead: int = 0
    low_minutes: int = 0
    high_minutes: int = 0
    until: str = ""

    @property
    def is_open(self) -> bool:
        return self.shut is Shut.OPEN


def queue_of(known: ServicesNow | None, *, away: bool, name: str, called: str = "") -> QueueNow | None:
    """By what the queue calls it, or the letter of its numbers; else by its own name."""
    service = _found(known.services, called or name) if known else None
    if known is None or service is None:
        return None
    if away:
        return QueueNow(service.id, Shut.AWAY)
    hall = known.hall
    if hall.clock_doubted or hall.disk_full:
        return QueueNow(service.id, Shut.UNSURE)
    if hall.state == "closed" or service.state == "closed":
        return QueueNow(service.id, Shut.CLOSED, until=hall.next_opening or "")
    if hall.state == "paused" or service.state == "paused":
        return QueueNow(service.id, Shut.PAUSED, until=service.paused_until or "")
    return QueueNow(service.id, Shut.OPEN, service.ahead, service.wait_low_minutes, service.wait_high_minutes)


def opening(until: str) -> tuple[date, str] | None:
    """The day and the hour of a next opening; None: it is not known."""
    try:
        found = datetime.fromisoformat(until)
    except ValueError:
        return None
    return found.date(), f"{found.hour}:{found.minute:02d}"


def _found(services: tuple[ServiceNow, ...], called: str) -> ServiceNow | None:
    wanted = _plain(called)
    by_name = next((one for one in services if _plain(one.name) == wanted), None)
    return by_name or next((one for one in services if wanted and _plain(one.series) == wanted), None)


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
