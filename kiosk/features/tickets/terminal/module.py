"""取号办事 on the terminal: a number, its slip, and the lane of those who need not queue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.core.terminal.home_tile import HomeTile
from kiosk.core.terminal.module import Room, TerminalGives, TerminalModule
from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.tickets.terminal import words
from kiosk.features.tickets.wire import ServicesNow
from kiosk.ui import language

if TYPE_CHECKING:
    from devices.id_card.events import CardEvent
    from kiosk.core.link.line import Line, Look
    from kiosk.core.link.outbox import Outbox
    from kiosk.core.link.store import TerminalStore
    from kiosk.core.terminal.card_news import Reader
    from kiosk.features.tickets.terminal.counter import SlipPrinter, TicketCounter
    from kiosk.features.tickets.terminal.hall_tickets import HallTickets
    from kiosk.features.tickets.terminal.ordered_reprints import OrderedReprints

KEY, ICON = "tickets", "ticket"


class Running:
    """What runs beside the pages, from the machine's start to its end: the counter, its slips, what was known last.

    Made on a worker, once the first frame is drawn. `known`: services and hours as they were before this start.
    `slip_was_torn`: the last run died while it printed. `ages`: the card reader, for priority numbers. `counter` and
    `hall`, what it is asked, are None until this terminal belongs to a hall (`join`).
    """

    def __init__(self, store: TerminalStore) -> None:
        from kiosk.features.tickets.terminal.age_reader import AgeReader
        from kiosk.features.tickets.terminal.counter import left_unfinished
        from kiosk.features.tickets.terminal.last_known import LastKnown

        self._store, self._last = store, LastKnown(store)
        self.known = self._last.recall()
        _learn(self.known)
        self.slip_was_torn = left_unfinished(store)
        self.ages = AgeReader()
        self.counter: TicketCounter | None = None
        self.hall: HallTickets | None = None
        self._reprints: OrderedReprints | None = None

    def look(self, told: Callable[[ServicesNow], None]) -> Look[ServicesNow]:
        """What the line to the hall keeps fresh."""
        from kiosk.features.tickets.terminal.hall_tickets import services_look

        return services_look(told)

    def join(
        self, line: Line, outbox: Outbox, printer: SlipPrinter, reader: Reader, *, hall: str, terminal: str, demo: bool
    ) -> None:
        """This terminal belongs to a hall. `hall`, `terminal` and `demo` stand on the slip."""
        from kiosk.features.tickets.terminal.counter import TicketCounter
        from kiosk.features.tickets.terminal.hall_tickets import HallTickets, TicketReports
        from kiosk.features.tickets.terminal.ordered_reprints import OrderedReprints

        self.hall = HallTickets(line)
        self.counter = TicketCounter(
            self.hall, TicketReports(outbox), printer, self._store, hall=hall, terminal=terminal, demo=demo
        )
        self._reprints = OrderedReprints(self.counter.reprint_ordered)
        self.ages.attach(reader)

    def start(self) -> None:
        if self.counter and self._reprints:
            self.counter.begin()
            self._reprints.start()

    def heard(self, now: ServicesNow) -> None:
        """The queue moved; on the line's thread."""
        _learn(now)
        self._last.keep(now)
        if self._reprints:
            self._reprints.heard(now)

    def on_card(self, event: CardEvent) -> None:
        """What the card reader tells, on its own thread."""
        self.ages.on_event(event)

    def stop(self) -> None:
        if self._reprints:
            self._reprints.stop()


def _learn(now: ServicesNow | None) -> None:
    language.know(KEY, dict(now.english) if now else {})


class Gives(TerminalGives, Protocol):
    @property
    def queue(self) -> Running: ...

    def last_known(self) -> ServicesNow | None:
        """Services and hours as they were known last, in this run or an earlier one."""

    def on_services(self, heard: Callable[[ServicesNow], None]) -> None:
        """Call this when the queue has moved and no finger is on the glass."""

    def printer_trouble(self, *, now: bool = False) -> str:
        """Why no slip can be printed, as it was seen a moment ago; empty: nothing. `now`: asked, which blocks."""

    def call_for_help(self, page: str, key: str) -> bool:
        """Whether the hall service has the call. Blocks."""


def open_room(given: Gives) -> Room | None:
    from kiosk.features.tickets.terminal.flow import TicketFlow
    from kiosk.features.tickets.terminal.pages import pages
    from kiosk.features.tickets.terminal.priority_flow import PriorityFlow

    counter, settings = given.queue.counter, given.settings
    if counter is None:
        return None
    desk_place = settings.terminal.service_desk
    flow = TicketFlow(
        given.stage, counter, terminal=settings.terminal.name, desk_place=desk_place, demo=settings.demo,
        return_seconds=settings.visit.done_return_seconds, known=given.last_known, clock=given.now,
        printer=partial(printer_stops, given),
    )  # fmt: skip
    priority = flow.priority = PriorityFlow(
        given.stage, given.queue.ages, call=given.call_for_help, entitled=flow.entitled, desk_place=desk_place,
        today=lambda: given.now().date(),
    )  # fmt: skip

    def moved(now: ServicesNow) -> None:
        if flow.choosing:
            flow.refresh(now)

    def now_tile() -> HomeTile:
        known = given.last_known()
        services = [language.named(one.name) for one in known.services] if known else ()
        return tile(services, away=given.away(), trouble=given.printer_trouble())

    def made() -> Mapping[str, Callable[[], Any]]:
        return pages(flow, priority, given.start_of("exhibition"))

    given.on_services(moved)
    return Room(flow.start, made, now_tile, wipes=(counter.forget,), at=flow.start_at)


def printer_stops(given: Gives) -> str:
    """Why no slip comes out, as the page of trouble calls it; empty: one does. What was seen is asked again: blocks."""
    if not given.printer_trouble():
        return ""
    trouble = given.printer_trouble(now=True)
    return trouble if not trouble or trouble in words.TROUBLE else "other"


def tile(services: Sequence[str], *, away: bool, trouble: str = "") -> HomeTile:
    """`services`: what is done here; `trouble`: the printer's, if it prints no slip."""
    stopped = words.HOME_AWAY if away else words.HOME_STOPPED.get(trouble, words.HOME_STOPPED[""]) if trouble else ""
    note = words.home_services(services) if services else ""
    return HomeTile(
        KEY, "first", words.HOME_TITLE, note, words.HOME_TITLE, words.HOME_NOTE_LARGE, ICON, group="errands",
        brief=words.HOME_DESK if stopped else words.HOME_BRIEF, stopped=stopped,
    )  # fmt: skip


def tour(guide: TourGuide) -> Steps:
    from kiosk.features.tickets.terminal.tour import steps

    return steps(guide)


MODULE: TerminalModule[Gives] = TerminalModule(KEY, 1, ICON, lambda: words.HOME_CAN, open_room, tour)
