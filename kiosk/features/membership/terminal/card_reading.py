"""From the card on the reader to the own record: one look-up a card, as `kiosk.core.terminal.card_question` says.

reading = CardReading(ask)                       # ask: the hall, by POST /api/lookup
reader = CardReader(port, baud, on_event=reading.on_event)
reading.attach(reader)
reading.listen(tell)                             # told on this room's thread: CardSeen, Unread, Answered, …
reading.begin()                                  # after consent, never before: only now is the reader armed
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.core.terminal.card_news import CardNews
from kiosk.core.terminal.card_question import CardQuestion, CardSeen
from kiosk.features.membership.rules.record import RecordView
from kiosk.features.membership.wire import HallCannotAnswer

__all__ = ["Answered", "Ask", "CardReading", "CardSeen", "NotNow", "Outcome"]

Ask = Callable[[str, str], RecordView | None]
"""Name and number -> the own record, or None for the neutral refusal. Raises HallCannotAnswer. May block."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The hall's answer; None is the neutral refusal."""

    record: RecordView | None


@dataclass(frozen=True, slots=True)
class NotNow:
    """The hall cannot be asked now (`reason` as in HallCannotAnswer)."""

    reason: str


Outcome = CardSeen | Answered | NotNow | CardNews


class CardReading(CardQuestion[Answered | NotNow]):
    def __init__(self, ask: Ask) -> None:
        def answer(name: str, id_number: str) -> Answered | NotNow:
            try:
                return Answered(ask(name, id_number))
            except HallCannotAnswer as reason:
                return NotNow(reason.reason)

        super().__init__(answer, name="membership-reading")
