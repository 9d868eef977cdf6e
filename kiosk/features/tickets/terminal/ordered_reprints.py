"""Prints the slips that a clerk ordered for this terminal, once for each order, beside whatever a visitor does."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue

from kiosk.features.tickets.terminal.views import Refused, Taken
from kiosk.features.tickets.wire import ServicesNow

log = logging.getLogger(__name__)


class OrderedReprints:
    """``heard`` may be called on any thread and never waits; ``print_again`` blocks on this one's own.

    An order the printer refused is tried again when the hall next moves, as long as the hall keeps it.
    """

    def __init__(self, print_again: Callable[[int], Taken | Refused]) -> None:
        self._print_again = print_again
        self._lock = threading.Lock()
        self._begun: set[int] = set()
        self._orders: SimpleQueue[int | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="ordered-reprints", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._orders.put(None)
        if self._thread.is_alive():
            self._thread.join(5.0)

    def heard(self, now: ServicesNow) -> None:
        with self._lock:
            fresh = [ticket for ticket in now.reprints if ticket not in self._begun]
            self._begun = (self._begun & set(now.reprints)) | set(fresh)
        for ticket in fresh:
            self._orders.put(ticket)

    def _serve(self) -> None:
        while (ticket := self._orders.get()) is not None:
            outcome = self._print_again(ticket)
            if isinstance(outcome, Refused):
                log.warning("ticket %s was not printed again: %s", ticket, outcome.reason)
                with self._lock:
                    self._begun.discard(ticket)
