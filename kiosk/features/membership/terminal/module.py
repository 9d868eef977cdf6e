"""忆初心 on the terminal: a member's own record, by ID card or number and PIN."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from kiosk.core.terminal.home_tile import HomeTile, TileChip
from kiosk.core.terminal.module import Room, TerminalGives, TerminalModule
from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.membership.terminal import words

if TYPE_CHECKING:
    from kiosk.features.membership.terminal.card_reading import CardReading
    from kiosk.features.membership.terminal.hall_records import HallRecords

KEY, ICON = "membership", "identification-card"


class Gives(TerminalGives, Protocol):
    """Both are None until this terminal belongs to a hall."""

    @property
    def reading(self) -> CardReading | None: ...

    @property
    def records(self) -> HallRecords | None: ...

    @property
    def online(self) -> bool:
        """Whether the hall service answers."""

    def hear(self) -> Callable[[], None] | None:
        """Reading the page in front to a headphone; None while the terminal has no voice."""


def open_room(given: Gives) -> Room | None:
    from kiosk.core.database.clock import hall_now
    from kiosk.features.membership.terminal.flow import MembershipFlow
    from kiosk.features.membership.terminal.pages import pages

    take_ticket = given.start_of("tickets")
    if given.reading is None or given.records is None or take_ticket is None:
        return None
    flow = MembershipFlow(
        given.stage, given.reading, given.records, desk_place=given.settings.terminal.service_desk, now=hall_now,
        take_ticket=take_ticket, hall_there=lambda: given.online, hear=given.hear,
    )  # fmt: skip
    return Room(flow.start, lambda: pages(flow), lambda: tile(away=given.away()))


def tile(*, away: bool) -> HomeTile:
    chip = TileChip(words.HOME_AWAY, "warn") if away else TileChip(words.HOME_NEEDS_CARD, "gold", ICON)
    large = words.HOME_AWAY if away else words.HOME_NOTE_LARGE
    return HomeTile(
        KEY, "picture", words.HOME_TITLE, words.HOME_NOTE, words.HOME_TITLE, large, ICON, "gold", chip=chip,
        picture="m_letter",
    )  # fmt: skip


def tour(guide: TourGuide) -> Steps:
    from kiosk.features.membership.terminal.tour import steps

    return steps(guide)


MODULE: TerminalModule[Gives] = TerminalModule(KEY, 2, ICON, lambda: words.HOME_CAN, open_room, tour)
