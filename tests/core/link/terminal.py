"""A terminal as far as its hall knows it: the line, the verbs of the queue and the outbox, with no screen."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kiosk.core.link.delivery import Delivery
from kiosk.core.link.enrolment import HallLink
from kiosk.core.link.line import Line
from kiosk.core.link.outbox import Outbox
from kiosk.core.link.store import TerminalStore
from kiosk.features.tickets.terminal.hall_tickets import HallTickets, services_look
from kiosk.features.tickets.wire import ServicesNow

DEADLINE_SECONDS = 20
T = TypeVar("T")


class Terminal:
    """What of a terminal talks to its hall; `states` and `seen` are what it was told."""

    def __init__(self, link: HallLink, directory: Path) -> None:
        self.store = TerminalStore(directory / "terminal.db").open()
        self.outbox = Outbox(self.store)
        self.changed = threading.Condition()
        self.states: list[bool] = []
        self.seen: list[ServicesNow] = []
        self.line = Line(link, services_look(self._tell(self.seen)), on_state=self._tell(self.states))
        self.tickets = HallTickets(self.line)
        self.line.beside(Delivery(self.outbox, self.line).run)
        self.line.start()

    def _tell(self, told: list[T]) -> Callable[[T], None]:
        def tell(value: T) -> None:
            with self.changed:
                told.append(value)
                self.changed.notify_all()

        return tell

    def wait(self, until: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(until, DEADLINE_SECONDS), (self.states, self.line.problem)

    def wait_delivered(self) -> None:
        """Until the outbox is empty; the line says nothing about it, so its rows are asked."""
        ends = time.monotonic() + DEADLINE_SECONDS
        while self.outbox.first() is not None:
            assert time.monotonic() < ends, "the outbox was not delivered"
            with self.changed:
                self.changed.wait(0.02)

    def close(self) -> None:
        self.line.stop()
        self.store.close()
