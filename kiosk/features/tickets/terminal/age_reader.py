"""Looks for one card while the priority page is in front, and takes nothing from it but the number that shows an age.

The reader is shared with 忆初心, which arms it for itself: whoever looks for no card lets every card pass. Any thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from devices.id_card.events import CardEvent, CardGone, CardLying, CardRead, CardUnread, ReaderOffline, ReaderOnline
from kiosk.features.tickets.rules.card_age import CardProof


class Reader(Protocol):
    """What this needs of ``devices.id_card.CardReader``."""

    def arm(self) -> None: ...

    def disarm(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Unread:
    """A card lies there but could not be read; lifted and put back it may."""


@dataclass(frozen=True, slots=True)
class Lying:
    """A card lay there before this visitor came to the page: it is not read. False: it was taken away."""

    still: bool


@dataclass(frozen=True, slots=True)
class ReaderChanged:
    """The reader was connected or lost."""

    online: bool


Seen = CardProof | Unread | Lying | ReaderChanged


class AgeReader:
    """One card at a time: ``begin`` arms the reader, one card or ``pause`` ends it."""

    def __init__(self) -> None:
        self._tell: Callable[[Seen], None] = _nobody
        self._reader: Reader | None = None
        self._lock = threading.Lock()
        self._waiting = False
        self.online = False

    def attach(self, reader: Reader) -> None:
        self._reader = reader

    def listen(self, tell: Callable[[Seen], None]) -> None:
        """``tell`` is called on the reader's thread; it must return soon."""
        self._tell = tell

    def begin(self) -> None:
        with self._lock:
            self._waiting = True
        if self._reader:
            self._reader.arm()

    def pause(self) -> None:
        with self._lock:
            waited, self._waiting = self._waiting, False
        if waited and self._reader:
            self._reader.disarm()

    def on_event(self, event: CardEvent) -> None:
        """What the card reader tells, on its own thread."""
        match event:
            case ReaderOnline() | ReaderOffline():
                self.online = isinstance(event, ReaderOnline)
                self._tell(ReaderChanged(self.online))
            case CardUnread():
                if self._waiting:
                    self._tell(Unread())
            case CardLying() | CardGone():
                if self._waiting:
                    self._tell(Lying(isinstance(event, CardLying)))
            case CardRead(card):
                with self._lock:
                    wanted, self._waiting = self._waiting, False
                if wanted:
                    if self._reader:
                        self._reader.disarm()
                    self._tell(CardProof(card.id_number))


def _nobody(_seen: Seen) -> None:
    """Before anybody listens."""
