"""From the card on the reader to an answer, away from Kivy's thread.

    reading = CardReading(ask)                       # ask: the hall, by POST /api/lookup
    reader = CardReader(port, baud, on_event=reading.on_event)
    reading.attach(reader)
    reading.listen(tell)                             # told on this room's thread: CardSeen, Unread, Answered, …
    reading.begin()                                  # after consent, never before: only now is the reader armed

The card's data live in one local variable of one thread, from the reader's event to the hall's answer. A look-up is
made once: it is never queued for later, stored or tried again (docs/architecture.md).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue

from devices.id_card.card import IdCard
from devices.id_card.events import CardEvent, CardRead
from kiosk.core.terminal.card_news import CardNews, Lying, Reader, ReaderChanged, Unread, news
from kiosk.features.membership.rules.record import RecordView
from kiosk.features.membership.wire import HallCannotAnswer

Ask = Callable[[str, str], RecordView | None]
"""Name and number -> the own record, or None for the neutral refusal. Raises HallCannotAnswer. May block."""


@dataclass(frozen=True, slots=True)
class CardSeen:
    """A card was read; the hall is being asked."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The hall's answer; None is the neutral refusal."""

    record: RecordView | None


@dataclass(frozen=True, slots=True)
class NotNow:
    """The hall cannot be asked now (`reason` as in HallCannotAnswer)."""

    reason: str


Outcome = CardSeen | Answered | NotNow | CardNews


class CardReading:
    """One attempt at a time: `begin` arms the reader, one card or `cancel` ends it. Any thread may call."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._tell: Callable[[Outcome], None] = _nobody
        self._reader: Reader | None = None
        self._lock = threading.Lock()
        self._attempt = 0
        self._asked_for = -1
        self._waiting = False
        self._cards: SimpleQueue[tuple[int, IdCard] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="membership-reading", daemon=True)
        self.reader_online = False

    def attach(self, reader: Reader) -> None:
        self._reader = reader
        self._thread.start()

    def listen(self, tell: Callable[[Outcome], None]) -> None:
        """`tell` is called on this room's thread or the reader's; it must return soon."""
        self._tell = tell

    def stop(self) -> None:
        """End the thread; a look-up under way is waited for at most a second."""
        self.cancel()
        self._cards.put(None)
        if self._thread.is_alive():
            self._thread.join(1.0)

    def begin(self) -> None:
        """The visitor agreed and the card page is in front: look for a card from now on."""
        with self._lock:
            self._attempt += 1
            self._waiting = True
        if self._reader:
            self._reader.arm()

    def pause(self) -> None:
        """Something covers the card page: look for no card; an answer under way still comes."""
        with self._lock:
            self._waiting = False
        if self._reader:
            self._reader.disarm()

    def cancel(self) -> None:
        """Look for no card any more; an answer still under way is dropped."""
        with self._lock:
            self._attempt += 1
        self.pause()

    @property
    def asking(self) -> bool:
        """Whether the hall is being asked for the current attempt."""
        with self._lock:
            return self._asked_for == self._attempt

    def on_event(self, event: CardEvent) -> None:
        """What the card reader tells, on its own thread."""
        match event, news(event):
            case CardRead(card), _:
                self._take(card)
            case _, ReaderChanged(online) as told:
                self.reader_online = online
                self._tell(told)
            case _, (Unread() | Lying()) as told if self._waiting:
                self._tell(told)

    def _take(self, card: IdCard) -> None:
        with self._lock:
            if not self._waiting:
                return
            self._waiting = False
            attempt = self._asked_for = self._attempt
        if self._reader:
            self._reader.disarm()
        self._cards.put((attempt, card))
        self._tell(CardSeen())

    def _serve(self) -> None:
        while (job := self._cards.get()) is not None:
            outcome = self._answer(job[1])
            attempt, job = job[0], None  # nothing of the card outlives its question
            with self._lock:
                wanted, self._asked_for = attempt == self._attempt, -1
            if wanted:
                self._tell(outcome)
            del outcome

    def _answer(self, card: IdCard) -> Outcome:
        try:
            return Answered(self._ask(card.name, card.id_number))
        except HallCannotAnswer as reason:
            return NotNow(reason.reason)


def _nobody(_outcome: Outcome) -> None:
    """Before anybody listens."""
