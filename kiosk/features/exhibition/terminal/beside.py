"""Where a kind's page may lead, besides back: to 找一找, to another exhibit, to a number of the queue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kiosk.features.exhibition.terminal.queueing import QueueNow, queue_of

if TYPE_CHECKING:
    from kiosk.features.tickets.wire import ServicesNow

TICKETS = "tickets"  # the queue's room, as the terminal's features call it
LOOK_SECONDS = 2.0  # how often a page asks anew what changes by itself: the queue, the day


class Terminal(Protocol):
    """What the queue is asked of."""

    def away(self) -> bool: ...

    def last_known(self) -> ServicesNow | None: ...

    def start_of(self, key: str, at: str = "") -> Callable[[], None] | None: ...


class Queue(Protocol):
    """The queue, as a page asks it. Kivy's thread."""

    def of(self, name: str, called: str = "") -> QueueNow | None:
        """Of a service by its name, or as the queue calls it; None: there are no numbers for it here."""

    def take(self, service: int) -> None:
        """To the queue's own page, at that service: a number is taken there."""


class HallQueue:
    """As the hall said last."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def of(self, name: str, called: str = "") -> QueueNow | None:
        if self._terminal.start_of(TICKETS) is None:
            return None
        return queue_of(self._terminal.last_known(), away=self._terminal.away(), name=name, called=called)

    def take(self, service: int) -> None:
        if start := self._terminal.start_of(TICKETS, str(service)):
            start()


class _NoQueue:
    """Where no numbers are given."""

    def of(self, name: str, called: str = "") -> QueueNow | None:
        return None

    def take(self, service: int) -> None:
        """Nothing leads here."""


NO_QUEUE = _NoQueue()


@dataclass(frozen=True, slots=True)
class Beside:
    """`open` shows another exhibit by its key, 返回 calls what it was given. `quiet` runs a call while no finger is on
    the glass.
    """

    find: Callable[[], None]
    open: Callable[[str, Callable[[], None]], None]
    queue: Queue
    quiet: Callable[[Callable[[], None]], None]


def at_once(call: Callable[[], None]) -> None:
    """Where no finger is waited for."""
    call()


def _nothing(*_: object) -> None:
    """Leads nowhere."""


NOWHERE = Beside(_nothing, _nothing, NO_QUEUE, at_once)
