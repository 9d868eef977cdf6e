"""The verbs of the queue as a terminal asks them, over its line to the hall.

    tickets = HallTickets(line)
    ticket = tickets.take_ticket(service_id, key)         # raises HallAway, TicketRefused

Every verb blocks, never longer than its deadline; call them on worker threads. What must arrive though the hall is
away (`abandon`, `printed`, …) is a report and goes through the outbox.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from kiosk.core.link.answers import HallRefused, content_of
from kiosk.core.link.line import ASK_SECONDS, Line, Look
from kiosk.core.link.outbox import Outbox
from kiosk.features.tickets.rules.card_age import CardProof
from kiosk.features.tickets.rules.queue import PRIORITY
from kiosk.features.tickets.rules.refusals import REFUSALS
from kiosk.features.tickets.wire import (
    HallClockNow,
    HallToday,
    ServicesNow,
    Ticket,
    clock_from_json,
    hall_from_json,
    services_from_json,
    ticket_from_json,
)

if TYPE_CHECKING:
    import httpx

SERVICES, CLOCK = "/api/services", "/api/clock"
_NUMBER: Final = re.compile("[A-Z0-9-]{1,12}")


def services_look(told: Callable[[ServicesNow], None]) -> Look[ServicesNow]:
    """What a terminal's line keeps fresh: the queue as its home and service pages show it."""
    return Look(SERVICES, _services, told)


class HallTickets:
    """The questions; each raises HallAway and, where it names none of its own, HallRefused."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def hall_today(self) -> HallToday:
        """The doors."""
        return self._line.ask("GET", "/api/hall", ASK_SECONDS, content=_hall)

    def services_now(self) -> ServicesNow:
        """The queue as it is."""
        return self._line.ask("GET", SERVICES, ASK_SECONDS, content=_services)

    def clock(self) -> HallClockNow:
        """What the hall thinks of its clock."""
        return self._line.ask("GET", CLOCK, ASK_SECONDS, content=_clock)

    def decide_clock(self, at: str | None) -> HallClockNow:
        """Staff say that the clock is right (None), or what time it is (``2026-11-30T08:40``).

        Raises ClerksDecide, NoSuchTime, TimeServerKnows.
        """
        return self._line.ask("POST", CLOCK, ASK_SECONDS, {} if at is None else {"at": at}, content=_clock)

    def take_ticket(
        self,
        service_id: int,
        key: str,
        *,
        priority: bool = False,
        card: CardProof | None = None,
        deadline_seconds: float = ASK_SECONDS,
    ) -> Ticket:
        """The next number. Raises TicketRefused by name; after HallAway with ``sent``, report `abandon`.

        A priority number needs the card of who is old enough, or else a clerk's grant for this terminal.
        """
        body: dict[str, Any] = {"service_id": service_id}
        if priority:
            body["lane"] = PRIORITY
        if card is not None:
            body["card"] = {"id_number": card.id_number}
        return self._line.ask("POST", "/api/tickets", deadline_seconds, body, key=key, content=_ticket)

    def give_back(self, ticket_id: int) -> None:
        """Raises AlreadyCalled, UnknownTicket."""
        self._line.ask("POST", f"/api/tickets/{ticket_id}/give-back", ASK_SECONDS, content=_content)

    def reprint(self, ticket_id: int, key: str) -> Ticket:
        """Raises NotReprintable, UnknownTicket."""
        return self._line.ask("POST", f"/api/tickets/{ticket_id}/reprint", ASK_SECONDS, key=key, content=_ticket)


class TicketReports:
    """What the hall hears of this terminal's numbers, now or when it is there again. Durable when a call returns."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def started(self) -> None:
        """This terminal's own reserved numbers turn unknown."""
        self._outbox.put("/api/startup")

    def abandon(self, key: str) -> None:
        """Nobody waits for the number that was ordered with this key."""
        self._outbox.put("/api/tickets/abandon", key=key)

    def printed(self, ticket_id: int) -> None:
        """Its slip is out."""
        self._outbox.put(f"/api/tickets/{ticket_id}/printed")

    def unknown(self, ticket_id: int) -> None:
        """Nobody knows whether its slip is out."""
        self._outbox.put(f"/api/tickets/{ticket_id}/unknown")


def _hall(answer: httpx.Response) -> HallToday:
    return hall_from_json(content_of(answer))


def _services(answer: httpx.Response) -> ServicesNow:
    return services_from_json(content_of(answer))


def _clock(answer: httpx.Response) -> HallClockNow:
    return clock_from_json(_content(answer))


def _ticket(answer: httpx.Response) -> Ticket:
    return ticket_from_json(_content(answer))


def _content(answer: httpx.Response) -> Any:
    """As `content_of`; the refusals of the queue are raised as such."""
    try:
        return content_of(answer)
    except HallRefused as refused:
        if refused.name not in REFUSALS:
            raise
        number = answer.json().get("number")  # of AlreadyWaiting: the holder's own
        known = isinstance(number, str) and _NUMBER.fullmatch(number)
        raise REFUSALS[refused.name](*([number] if known else [])) from None
