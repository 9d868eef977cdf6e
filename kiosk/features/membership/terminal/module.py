"""忆初心 on the terminal: a member's own record, by ID card or number and PIN."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from kiosk.core.terminal.home_tile import HomeTile, TileChip
from kiosk.core.terminal.module import Room, TerminalGives, TerminalModule
from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.membership.terminal import words

if TYPE_CHECKING:
    from devices.id_card.events import CardEvent
    from kiosk.core.link.line import Line
    from kiosk.core.terminal.card_news import Reader

KEY, ICON = "membership", "identification-card"


class Running:
    """What runs beside the pages, from the machine's start to its end: the records room of the hall, and its cards.

    Made on a worker, once the first frame is drawn.
    """

    def __init__(self, line: Line, reader: Reader) -> None:
        from kiosk.features.membership.terminal.card_reading import CardReading
        from kiosk.features.membership.terminal.hall_records import HallRecords

        self.hall = HallRecords(line)
        self.reading = CardReading(self.hall.by_card)
        self.reading.attach(reader)

    def on_card(self, event: CardEvent) -> None:
        """What the card reader tells, on its own thread."""
        self.reading.on_event(event)

    def stop(self) -> None:
        self.reading.stop()


class Gives(TerminalGives, Protocol):
    @property
    def records(self) -> Running | None:
        """None until this terminal belongs to a hall."""

    @property
    def online(self) -> bool:
        """Whether the hall service answers."""

    def hear(self) -> Callable[[], None] | None:
        """Reading the page in front to a headphone; None while the terminal has no voice."""


def open_room(given: Gives) -> Room | None:
    from kiosk.features.membership.terminal.flow import MembershipFlow
    from kiosk.features.membership.terminal.pages import pages

    records, take_ticket = given.records, given.start_of("tickets")
    if records is None or take_ticket is None:
        return None
    flow = MembershipFlow(
        given.stage, records.reading, records.hall, desk_place=given.settings.terminal.service_desk, now=given.now,
        take_ticket=take_ticket, hall_there=lambda: given.online, hear=given.hear,
    )  # fmt: skip
    return Room(flow.start, lambda: pages(flow), lambda: tile(away=given.away(), reader=records.reading.reader_online))


def tile(*, away: bool, reader: bool = True) -> HomeTile:
    """`reader`: it answers; without it a number and a PIN lead there still."""
    needs = words.HOME_NEEDS_CARD if reader else words.HOME_NO_READER
    chip = TileChip(needs, "gold", ICON) if reader else TileChip(needs, "warn")
    large = words.HOME_NOTE_LARGE if reader else words.HOME_NO_READER_LARGE
    return HomeTile(
        KEY, "picture", words.HOME_TITLE, words.HOME_NOTE, words.HOME_TITLE, large, ICON, "gold", chip=chip,
        picture="m_letter", group="learning", brief=words.HOME_AWAY if away else needs,
        stopped=words.HOME_AWAY if away else "",
    )  # fmt: skip


def tour(guide: TourGuide) -> Steps:
    from kiosk.features.membership.terminal.tour import steps

    return steps(guide)


MODULE: TerminalModule[Gives] = TerminalModule(KEY, 2, ICON, lambda: words.HOME_CAN, open_room, tour)
