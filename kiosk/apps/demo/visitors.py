"""Who may step up in a demonstration: the invented people of the records, and some who are in no record.

visitors(stand.people, stand.cards, date.today())
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from devices.emulators import CardLayout, DemoCard, demo_card
from kiosk.apps.demo import words
from kiosk.features.membership.rules.dates import LedgerDate


class OnRecord(Protocol):
    """Somebody of the invented records; the last of `dates` (ISO) is full membership, empty where it is not yet."""

    @property
    def dates(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody invented with a card; `note` says in a few words what the terminal should find."""

    card: DemoCard
    note: str

    @property
    def id_tail(self) -> str:
        return self.card.id_number[-4:]


def visitors(people: Sequence[OnRecord], cards: Sequence[DemoCard], today: date) -> tuple[Visitor, ...]:
    """The people of the records, each with the card of the same place in `cards`, then three strangers."""
    members = (Visitor(card, _note(person, today)) for person, card in zip(people, cards, strict=True))
    return *members, *_strangers()


def _note(person: OnRecord, today: date) -> str:
    """党龄 counts from the last milestone, full membership (党章 article 7, see membership/record.py)."""
    full = person.dates[-1]
    if not full:
        return words.PROBATIONARY
    return words.party_years(LedgerDate.from_iso(full).years_until(LedgerDate.from_date(today)))


def _strangers() -> tuple[Visitor, ...]:
    """Numbers 901 to 903: no person of the records has them."""
    cards = (
        demo_card(CardLayout.RESIDENT, 901, name="沈一帆"),
        demo_card(CardLayout.HMT_PERMIT, 902, name="李嘉敏"),
        demo_card(CardLayout.FOREIGNER_2023, 903, name="安娜"),
    )
    return tuple(Visitor(card, note) for card, note in zip(cards, words.STRANGERS, strict=True))
