"""Looks for one card while the priority page is in front, and takes of it only the number that shows an age."""

from __future__ import annotations

from collections.abc import Callable

from devices.id_card.card import IdCard
from devices.id_card.events import CardEvent
from kiosk.core.terminal.card_lookout import CardLookout
from kiosk.core.terminal.card_news import CardNews, Reader
from kiosk.features.tickets.rules.card_age import CardProof

Seen = CardProof | CardNews


class AgeReader:
    """One card at a time: ``begin`` arms the reader, one card or ``pause`` ends it."""

    def __init__(self) -> None:
        self._tell: Callable[[Seen], None] = _nobody
        self._lookout = CardLookout(self._take, lambda told: self._tell(told))

    @property
    def online(self) -> bool:
        return self._lookout.online

    def attach(self, reader: Reader) -> None:
        self._lookout.attach(reader)

    def listen(self, tell: Callable[[Seen], None]) -> None:
        """``tell`` is called on the reader's thread; it must return soon."""
        self._tell = tell

    def begin(self) -> None:
        self._lookout.begin()

    def pause(self) -> None:
        self._lookout.pause()

    def on_event(self, event: CardEvent) -> None:
        """What the card reader tells, on its own thread."""
        self._lookout.on_event(event)

    def _take(self, card: IdCard, _attempt: int) -> None:
        self._tell(CardProof(card.id_number))


def _nobody(_seen: Seen) -> None:
    """Before anybody listens."""
