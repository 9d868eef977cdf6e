"""取号办事 on the terminal: a number, its slip, and the lane of those who need not queue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.core.terminal.home_tile import HomeTile
from kiosk.core.terminal.module import Room, TerminalGives, TerminalModule
from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.tickets.terminal import words
from kiosk.features.tickets.wire import ServicesNow

if TYPE_CHECKING:
    from kiosk.features.tickets.terminal.age_reader import AgeReader
    from kiosk.features.tickets.terminal.counter import TicketCounter

KEY, ICON = "tickets", "ticket"


class Gives(TerminalGives, Protocol):
    """`counter` is None until this terminal belongs to a hall."""

    @property
    def counter(self) -> TicketCounter | None: ...

    @property
    def ages(self) -> AgeReader: ...

    def last_known(self) -> ServicesNow | None:
        """Services and hours as they were known last, in this run or an earlier one."""

    def on_services(self, heard: Callable[[ServicesNow], None]) -> None:
        """Call this when the queue has moved and no finger is on the glass."""

    def call_for_help(self, page: str, key: str) -> bool:
        """Whether the hall service has the call. Blocks."""


def open_room(given: Gives) -> Room | None:
    from kiosk.core.database.clock import hall_now
    from kiosk.features.tickets.terminal.flow import TicketFlow
    from kiosk.features.tickets.terminal.pages import pages
    from kiosk.features.tickets.terminal.priority_flow import PriorityFlow

    counter, settings = given.counter, given.settings
    if counter is None:
        return None
    desk_place = settings.terminal.service_desk
    flow = TicketFlow(
        given.stage, counter, terminal=settings.terminal.name, desk_place=desk_place, demo=settings.demo,
        return_seconds=settings.visit.done_return_seconds, known=given.last_known,
    )  # fmt: skip
    priority = flow.priority = PriorityFlow(
        given.stage, given.ages, call=given.call_for_help, entitled=flow.entitled, desk_place=desk_place,
        today=lambda: hall_now().date(),
    )  # fmt: skip

    def moved(now: ServicesNow) -> None:
        if flow.choosing:
            flow.refresh(now)

    def now_tile() -> HomeTile:
        known = given.last_known()
        return tile([service.name for service in known.services] if known else (), away=given.away())

    def made() -> Mapping[str, Callable[[], Any]]:
        return pages(flow, priority, given.start_of("exhibition"))

    given.on_services(moved)
    return Room(flow.start, made, now_tile, wipes=(counter.forget,))


def tile(services: Sequence[str], *, away: bool) -> HomeTile:
    """`services`: what is done here."""
    note = words.HOME_AWAY if away else words.home_services(services) if services else ""
    large = words.HOME_AWAY if away else words.HOME_NOTE_LARGE
    return HomeTile(KEY, "first", words.HOME_TITLE, note, words.HOME_TITLE, large, ICON)


def tour(guide: TourGuide) -> Steps:
    from kiosk.features.tickets.terminal.tour import steps

    return steps(guide)


MODULE: TerminalModule[Gives] = TerminalModule(KEY, 1, ICON, lambda: words.HOME_CAN, open_room, tour)
