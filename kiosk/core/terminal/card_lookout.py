"""Whoever looks for one card: the reader is shared, so who looks for none lets every card pass. Any thread.

    lookout = CardLookout(seen=take, told=tell)      # both on the reader's thread; they must return soon
    lookout.attach(reader)
    lookout.begin()                                  # after consent: only now is the reader armed
    lookout.on_event(event)                          # what the reader tells; the first card goes to `seen`
    lookout.pause()                                  # the page was covered
    lookout.cancel()                                 # it was left

`seen` hears of one card after each `begin`, and of which `attempt` it is; `told` of what the reader says besides
(`card_news`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from devices.id_card.card import IdCard
from devices.id_card.events import CardEvent, CardRead
from kiosk.core.terminal.card_news import CardNews, Lying, Reader, ReaderChanged, Unread, news


class CardLookout:
    """One card at a time: `begin` arms the reader, one card or `pause` ends it. `online`: the reader answers."""

    def __init__(self, seen: Callable[[IdCard, int], None], told: Callable[[CardNews], None]) -> None:
        self._seen, self._told = seen, told
        self._reader: Reader | None = None
        self._lock = threading.Lock()
        self._waiting = False
        self._attempt = 0
        self.online = False

    def attach(self, reader: Reader) -> None:
        self._reader = reader

    def begin(self) -> None:
        """The page that asks for a card is in front."""
        with self._lock:
            self._attempt += 1
            self._waiting = True
        if self._reader:
            self._reader.arm()

    def pause(self) -> None:
        """Look for no card any more; a reader that somebody else has armed stays armed."""
        if self._stopped() and self._reader:
            self._reader.disarm()

    def cancel(self) -> None:
        """The attempt is over, whatever has come of it."""
        with self._lock:
            self._attempt += 1
        self.pause()

    @property
    def attempt(self) -> int:
        """Which one is under way; another after each `begin` and `cancel`."""
        with self._lock:
            return self._attempt

    def on_event(self, event: CardEvent) -> None:
        """What the card reader tells, on its own thread."""
        match event, news(event):
            case CardRead(card), _:
                self._take(card)
            case _, ReaderChanged(online) as told:
                self.online = online
                self._told(told)
            case _, (Unread() | Lying()) as told if self._waiting:
                self._told(told)

    def _take(self, card: IdCard) -> None:
        with self._lock:
            wanted, self._waiting, attempt = self._waiting, False, self._attempt
        if wanted:
            if self._reader:
                self._reader.disarm()
            self._seen(card, attempt)

    def _stopped(self) -> bool:
        with self._lock:
            waited, self._waiting = self._waiting, False
        return waited
