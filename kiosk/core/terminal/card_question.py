"""From the card on the reader to the hall's answer, away from Kivy's thread.

    question = CardQuestion(ask, name="exam-card")        # ask: name and number -> what the flow is told
    question.attach(reader)
    question.listen(tell)                                  # told on its own thread: CardSeen, what `ask` returned, news
    question.begin()                                       # after consent, never before: only now is the reader armed

The card's data live in one local variable of one thread, from the reader's event to the hall's answer. It is asked
once: never queued for later, stored or tried again (docs/architecture.md).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Generic, TypeVar

from devices.id_card.card import IdCard
from devices.id_card.events import CardEvent
from kiosk.core.terminal.card_lookout import CardLookout
from kiosk.core.terminal.card_news import CardNews, Reader

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class CardSeen:
    """A card was read; the hall is being asked."""


class CardQuestion(Generic[A]):
    """One attempt at a time: `begin` arms the reader, one card or `cancel` ends it. Any thread may call.

    `ask` may block; what it returns is told. It raises nothing that a hall or a line can be the cause of. `name` is its
    thread's.
    """

    def __init__(self, ask: Callable[[str, str], A], *, name: str) -> None:
        self._ask = ask
        self._tell: Callable[[CardSeen | CardNews | A], None] = _nobody
        self._lookout = CardLookout(self._take, lambda told: self._tell(told))
        self._asked_for = -1  # which attempt the hall is being asked for
        self._cards: SimpleQueue[tuple[int, IdCard] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)

    @property
    def reader_online(self) -> bool:
        return self._lookout.online

    def attach(self, reader: Reader) -> None:
        self._lookout.attach(reader)
        self._thread.start()

    def listen(self, tell: Callable[[CardSeen | CardNews | A], None]) -> None:
        """`tell` is called on this question's thread or the reader's; it must return soon."""
        self._tell = tell

    def stop(self) -> None:
        """End the thread; a question under way is waited for at most a second."""
        self.cancel()
        self._cards.put(None)
        if self._thread.is_alive():
            self._thread.join(1.0)

    def begin(self) -> None:
        """The visitor agreed and the card page is in front: look for a card from now on."""
        self._lookout.begin()

    def pause(self) -> None:
        """Something covers the card page: look for no card; an answer under way still comes."""
        self._lookout.pause()

    def cancel(self) -> None:
        """Look for no card any more; an answer still under way is dropped."""
        self._lookout.cancel()

    @property
    def asking(self) -> bool:
        """Whether the hall is being asked for the current attempt."""
        return self._asked_for == self._lookout.attempt

    def on_event(self, event: CardEvent) -> None:
        """What the card reader tells, on its own thread."""
        self._lookout.on_event(event)

    def _take(self, card: IdCard, attempt: int) -> None:
        self._asked_for = attempt
        self._cards.put((attempt, card))
        self._tell(CardSeen())

    def _serve(self) -> None:
        while (job := self._cards.get()) is not None:
            outcome = self._ask(job[1].name, job[1].id_number)
            attempt, job = job[0], None  # nothing of the card outlives its question
            if self._asked_for == attempt:
                self._asked_for = -1
            if attempt == self._lookout.attempt:
                self._tell(outcome)
            del outcome


def _nobody(_outcome: object) -> None:
    """Before anybody listens."""
