"""One printer for tickets and for whatever else a visitor takes along: a ticket always goes first.

    shared = SharedPrinter(printer, store)
    counter = TicketCounter(…, printer=shared, …)     # status() and print(), as of `devices.printer.Printer`
    outcome = shared.print_beside(document, "wrong-book")

From the moment a ticket asks for the printer's state until its slip is out, or until `RESERVED_SECONDS` have passed
(the hall refused the number), nothing else begins. What is on the paper already is let finish, and the ticket waits
for that before it asks: a busy printer must not look like one that is gone.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Protocol

from devices.printer.document import Document
from devices.printer.outcome import NeverAnswers, Outcome, Printed, PrinterBusy, PrinterTrouble, Refused, Unknown
from devices.printer.status import PrinterStatus
from kiosk.core.link.store import StoreClosed, TerminalStore

log = logging.getLogger(__name__)

RESERVED_SECONDS = 10.0  # from a ticket's question to its slip: the hall answers, or is found to be away, before
PATIENCE_SECONDS = 15.0  # how long anything else waits for tickets
SLIP_UNDER_WAY = "slip_under_way"


class RealPrinter(Protocol):
    """What this needs of `devices.printer.Printer`. Both block; any thread."""

    def status(self) -> PrinterStatus: ...

    def print(self, document: Document, job_id: str) -> Outcome: ...


def left_unfinished(store: TerminalStore) -> bool:
    """Whether the last run ended before it knew of such a slip; for ``Printer(left_unfinished=…)``."""
    known = store.recall(SLIP_UNDER_WAY)
    return known is not None and known[0] is not None


def keeps_paper(status: PrinterStatus) -> PrinterTrouble | None:
    """Why a printer in this state prints tickets at most: paper near its end is kept for them."""
    return status.trouble or (None if isinstance(status.warning, NeverAnswers) else status.warning)


class SharedPrinter:
    """`status` and `print` are the tickets'. Everything blocks; any worker thread."""

    def __init__(
        self, printer: RealPrinter, store: TerminalStore, clock: Callable[[], float] = time.monotonic
    ) -> None:  # fmt: skip
        self._printer, self._store, self._clock = printer, store, clock
        self._moved = threading.Condition()
        self._reserved_until = float("-inf")
        self._beside = False  # something else is being printed

    # -- tickets ------------------------------------------------------------------------------

    def status(self) -> PrinterStatus:
        with self._moved:
            self._reserved_until = self._clock() + RESERVED_SECONDS
            self._moved.wait_for(lambda: not self._beside)
        found = self._printer.status()
        if found.trouble is not None:
            self._release()
        return found

    def print(self, document: Document, job_id: str) -> Outcome:
        with self._moved:
            self._reserved_until = float("inf")
            self._moved.wait_for(lambda: not self._beside)
        try:
            outcome = self._printer.print(document, job_id)
        finally:
            self._release()
        if isinstance(outcome, Printed):  # what lay torn before it was marked void and cut off
            self._remember(None)
        return outcome

    def _release(self) -> None:
        with self._moved:
            self._reserved_until = float("-inf")
            self._moved.notify_all()

    # -- everything else ----------------------------------------------------------------------

    def print_beside(self, document: Document, job_id: str) -> Outcome:
        """One slip that is no ticket. Refused with PrinterBusy when tickets keep the printer, or another slip does."""
        if not self._begin():
            return Refused(job_id, PrinterBusy())
        try:
            if (trouble := keeps_paper(self._printer.status())) is not None:
                return Refused(job_id, trouble)
            return self._print_remembered(document, job_id)
        finally:
            with self._moved:
                self._beside = False
                self._moved.notify_all()

    def glance(self) -> PrinterStatus:
        """Its state for whoever may want a slip later: nothing is kept for it, and a busy printer is a sound one."""
        with self._moved:
            if self._beside or self._clock() < self._reserved_until:
                return PrinterStatus()
        found = self._printer.status()
        return PrinterStatus() if isinstance(found.trouble, PrinterBusy) else found

    def _begin(self) -> bool:
        ends = self._clock() + PATIENCE_SECONDS
        with self._moved:
            while self._beside or self._clock() < self._reserved_until:
                left = min(ends, self._reserved_until) - self._clock() if not self._beside else ends - self._clock()
                if self._clock() >= ends:
                    return False
                self._moved.wait(max(left, 0.01))
            self._beside = True
            return True

    def _print_remembered(self, document: Document, job_id: str) -> Outcome:
        """A slip that a crash tears must be known of at the next start: it would be the head of a ticket."""
        if not self._remember(job_id):
            return Refused(job_id, PrinterBusy("the store takes nothing"))
        outcome = self._printer.print(document, job_id)
        is_torn = isinstance(outcome, Unknown) and not isinstance(outcome.reason, NeverAnswers)
        if not is_torn:
            self._remember(None)
        return outcome

    def _remember(self, job_id: str | None) -> bool:
        try:
            self._store.remember(SLIP_UNDER_WAY, job_id)
        except (sqlite3.Error, StoreClosed) as error:
            log.warning("not remembered of a slip: %s", type(error).__name__)
            return False
        return True
