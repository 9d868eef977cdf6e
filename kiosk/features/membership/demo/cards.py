"""The cards of the invented people, for the emulated reader."""

from __future__ import annotations

from devices.emulators import DemoCard
from kiosk.features.membership.demo.people import DemoPerson


def card_of(person: DemoPerson) -> DemoCard:
    """The card this invented person would lay on the reader; a card holds 15 characters of a name."""
    return DemoCard(
        name=person.name, sex="1" if person.sequence % 2 else "2", birth=person.born.replace("-", ""),
        id_number=person.id_number,
    )  # fmt: skip
