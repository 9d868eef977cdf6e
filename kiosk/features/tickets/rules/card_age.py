"""What a card proves at the ticket counter: an age. Read, compared and forgotten; nothing of a card is ever kept."""

from dataclasses import dataclass
from datetime import date

from devices.id_card import id_number
from kiosk.features.tickets.rules import queue


@dataclass(frozen=True, slots=True, weakref_slot=True)
class CardProof:
    """The number of the card in the reader: proves age, and that a person holds one open number of a service."""

    id_number: str

    def __repr__(self) -> str:
        return "CardProof(hidden)"


def old_enough(card: CardProof, today: date, years: int) -> bool:
    """By the date of birth in a sound number of 18 characters; any other card proves no age here."""
    try:
        number = id_number.parse(card.id_number, today=today)
    except id_number.IdNumberWrong:
        return False
    return queue.age_on(today, id_number.birth_date(number)) >= years
