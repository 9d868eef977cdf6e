"""Looks for one card while the priority page is in front, and takes nothing from it but the number that shows an age.

The reader is shared with 忆初心, which arms it for itself: whoever looks for no card lets every card pass. Any thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from devices.id_card.card import IdCard
from devices.id_card.events import CardEvent, CardRead
from kiosk.core.terminal.card_news import CardNews, Lying, Reader, ReaderChanged, Unread, news
from kiosk.features.tickets.rules.card_age import CardProof

Seen = CardProof | CardNews


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
        match event, news(event):
            case CardRead(card), _:
                self._take(card)
            case _, ReaderChanged(online) as told:
                self.online = online
                self._tell(told)
            case _, (Unread() | Lying()) as told if self._waiting:
                self._tell(told)

    def _take(self, card: IdCard) -> None:
        with self._lock:
            wanted, self._waiting = self._waiting, False
        if wanted:
            if self._reader:
                self._reader.disarm()
            self._tell(CardProof(card.id_number))


def _nobody(_seen: Seen) -> None:
    """Before anybody listens."""
