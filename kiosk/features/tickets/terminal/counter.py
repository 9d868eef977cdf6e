"""From the tap to the slip: printer ready? -> number from the hall -> slip -> report. On worker threads, no Kivy.

The order is fixed by what paper does (``docs/protocols.md``): bytes sent to a printer without paper are
printed when paper returns, so the printer is asked before a number is taken, and a slip of which nobody knows
is never sent again by itself. Reports travel through the outbox, so they also arrive after the hall was away.
"""

import logging
import threading
import uuid
from typing import Protocol

from devices.printer.document import Document
from devices.printer.outcome import (
    CoverOpen,
    NeverAnswers,
    Outcome,
    PaperOut,
    Printed,
    PrinterBusy,
    PrinterOffline,
    PrinterTrouble,
    Unknown,
)
from devices.printer.outcome import Refused as NotSent
from devices.printer.status import PrinterStatus
from kiosk.core.link.answers import HallAway, HallRefused
from kiosk.core.link.store import TerminalStore
from kiosk.features.tickets.rules import refusals
from kiosk.features.tickets.rules.states import PrintState
from kiosk.features.tickets.terminal.hall_tickets import HallTickets, TicketReports
from kiosk.features.tickets.terminal.slip import slip
from kiosk.features.tickets.terminal.views import NORMAL_LANE, Lane, Refused, Taken
from kiosk.features.tickets.wire import ServicesNow, Ticket

log = logging.getLogger(__name__)

HALL_AWAY = Refused("hall_away")
_REASONS: dict[type[Exception], str] = {
    PaperOut: "paper_out",
    CoverOpen: "cover_open",
    PrinterOffline: "printer_offline",
    PrinterBusy: "printer_offline",
    refusals.HallClosed: "closed",
    refusals.DateUnsure: "date_unsure",
    refusals.ServicePaused: "paused",
    refusals.NoWindow: "paused",
    refusals.SeriesExhausted: "used_up",
    refusals.QuotaFull: "slot_full",
    refusals.AlreadyCalled: "called_already",
    refusals.AlreadyWaiting: "already_waiting",
    refusals.NotEntitled: "not_entitled",
}


PRINTING = "printing"  # the job under way, or one of which nobody knows: the next start voids what is torn of it


def left_unfinished(store: TerminalStore) -> bool:
    """Whether the last run ended before it knew of its last slip; for ``Printer(left_unfinished=…)``."""
    known = store.recall(PRINTING)
    return known is not None and known[0] is not None


class SlipPrinter(Protocol):
    """What issuing needs of ``devices.printer.Printer``."""

    def status(self) -> PrinterStatus: ...

    def print(self, document: Document, job_id: str) -> Outcome: ...


class TicketCounter:
    """The terminal's ticket counter, as the flow of the screens knows it (``flow.Counter``).

    Every method blocks and belongs on a worker thread; two at once wait for each other, since there is one printer.

    Args:
        tickets, reports: what is asked of the hall, and what it hears of, now or later.
        store: the terminal's database, which remembers the job under way.
        hall, terminal, demo: what the slip says.
    """

    def __init__(
        self,
        tickets: HallTickets,
        reports: TicketReports,
        printer: SlipPrinter,
        store: TerminalStore,
        *,
        hall: str,
        terminal: str,
        demo: bool,
    ) -> None:
        self._tickets, self._reports, self._printer, self._store = tickets, reports, printer, store
        self._hall, self._terminal, self._demo = hall, terminal, demo
        self._turn = threading.Lock()
        self._taken: dict[str, Taken] = {}  # by the tap's key: a second tap never prints a second slip
        self._renewed: dict[str, str] = {}  # the key of an abandoned order -> the key of its next attempt

    def begin(self) -> None:
        """The terminal started: its own reserved numbers turn unknown, as soon as the hall is there."""
        self._reports.started()

    def forget(self) -> None:
        """The visit ended. Never waits: it is told on Kivy's thread, maybe while a slip is still printing."""
        self._taken, self._renewed = {}, {}

    def services(self) -> ServicesNow | None:
        """The queue as it is now, or None while the hall is away."""
        try:
            return self._tickets.services_now()
        except (HallAway, HallRefused) as away:
            log.warning("no services: %s", away)
            return None

    def take(
        self, service_id: int, key: str, lane: Lane = NORMAL_LANE, *, english: bool = False
    ) -> Taken | Refused:  # fmt: skip
        """One tap: a number and its slip, or a reason why no number was taken. The same key: the same ticket.

        `english`: the slip says everything in English too.
        """
        with self._turn:
            if key in self._taken:
                return self._taken[key]
            trouble = self._printer.status().trouble
            if trouble is not None:
                return _refused(trouble)
            reserved = self._reserve(service_id, key, lane)
            if isinstance(reserved, Refused):
                return reserved
            taken = self._print_first(reserved, key, english=english)
            if isinstance(taken, Taken):
                self._taken[key] = taken
            return taken

    def give_back(self, ticket: Ticket) -> bool:
        """取错了: True when the number is gone; False when it was called already, or the hall is away."""
        with self._turn:
            try:
                self._tickets.give_back(ticket.id)
            except (HallAway, HallRefused, refusals.TicketRefused) as error:
                log.warning("%s was not given back: %s", ticket.number, type(error).__name__)
                return False
            self._taken = {key: taken for key, taken in self._taken.items() if taken.ticket.id != ticket.id}
            return True

    def reprint(self, ticket: Ticket, *, english: bool = False) -> Taken | Refused:
        """小票没出来: one more slip of the same number, marked 补打. Needs the hall, which logs it."""
        return self.reprint_ordered(ticket.id, english=english)

    def reprint_ordered(self, ticket_id: int, *, english: bool = False) -> Taken | Refused:
        """The same for a number that a clerk named."""
        with self._turn:
            trouble = self._printer.status().trouble
            if trouble is not None:
                return _refused(trouble)
            try:
                again = self._tickets.reprint(ticket_id, str(uuid.uuid4()))
            except HallAway:
                return HALL_AWAY
            except (HallRefused, refusals.TicketRefused) as error:
                return _refused(error)
            outcome = self._print(again, reprint=True, english=english)
            if isinstance(outcome, NotSent):
                return _refused(outcome.reason)
            return self._report(again, outcome)

    def slip_seen(self, ticket: Ticket) -> None:
        """The visitor says the slip is out (or needs none)."""
        self._store.remember(PRINTING, None)
        self._reports.printed(ticket.id)

    # -- steps --------------------------------------------------------------------------------

    def _reserve(self, service_id: int, key: str, lane: Lane) -> Ticket | Refused:
        order = self._renewed.get(key, key)
        try:
            return self._tickets.take_ticket(service_id, order, priority=lane.priority, card=lane.card)
        except HallAway as away:
            if away.sent:  # the hall may have reserved a number by now: it must not wait for nobody
                self._abandon(key, order)
            return HALL_AWAY
        except refusals.OrderAbandoned:
            self._renewed[key] = str(uuid.uuid4())
            return HALL_AWAY
        except (HallRefused, refusals.TicketRefused) as error:
            return _refused(error)

    def _abandon(self, key: str, order: str) -> None:
        self._reports.abandon(order)
        self._renewed[key] = str(uuid.uuid4())

    def _print_first(self, ticket: Ticket, key: str, *, english: bool) -> Taken | Refused:
        if ticket.print_state != PrintState.RESERVED:  # answered before; its slip is out, or nobody knows
            return Taken(ticket, printed=ticket.print_state == PrintState.PRINTED)
        outcome = self._print(ticket, reprint=False, english=english)
        if isinstance(outcome, NotSent):  # not one byte left: no slip exists, so no number may
            self._abandon(key, self._renewed.get(key, key))
            return _refused(outcome.reason)
        return self._report(ticket, outcome)

    def _print(self, ticket: Ticket, *, reprint: bool, english: bool) -> Outcome:
        document = slip(
            ticket, hall=self._hall, terminal=self._terminal, demo=self._demo, reprint=reprint, english=english
        )
        job_id = f"{ticket.id}-{ticket.reprints}"
        known = self._store.recall(PRINTING)
        self._store.remember(PRINTING, job_id)
        outcome = self._printer.print(document, job_id)
        if isinstance(outcome, NotSent):  # nothing went out: a slip that was torn before is torn still
            self._store.remember(PRINTING, known[0] if known else None)
        elif isinstance(outcome, Printed) or isinstance(outcome.reason, NeverAnswers):
            self._store.remember(PRINTING, None)
        return outcome

    def _report(self, ticket: Ticket, outcome: Printed | Unknown) -> Taken:
        if isinstance(outcome, Unknown):
            self._reports.unknown(ticket.id)
            log.warning("%s: nobody knows whether the slip came out: %s", ticket.number, outcome.reason)
        else:
            self._reports.printed(ticket.id)
        return Taken(ticket, printed=isinstance(outcome, Printed))


def _refused(error: Exception) -> Refused:
    reason = _REASONS.get(type(error), "other")
    if reason == "other":
        log.warning("no ticket: %s: %s", type(error).__name__, error)
    detail = error.code if isinstance(error, PrinterTrouble) else type(error).__name__
    log.info("no number taken: %s", detail)
    return Refused(reason, str(error) if isinstance(error, refusals.AlreadyWaiting) else "")
