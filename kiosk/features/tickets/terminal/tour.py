"""The steps of 取号办事 in `kiosk tour`."""

from __future__ import annotations

from devices.emulators import CardLayout, demo_card, demo_number
from devices.emulators.printer import Paper
from kiosk.core.terminal.tour import Steps, TourGuide


def steps(guide: TourGuide) -> Steps:
    yield from _tickets(guide)
    yield from _priority(guide)


def _tickets(guide: TourGuide) -> Steps:
    """Take a number, give it back, take another, miss the slip; then a printer without paper."""
    yield from guide.begin()
    yield from guide.tap("home.tickets")
    yield from guide.page("tickets.choose")
    yield from guide.picture("tickets-choose")
    yield from guide.tap("service.A")
    yield from guide.page("tickets.done")
    yield from guide.slip(_front_number(guide))
    yield from guide.picture("tickets-done")
    yield from guide.tap("tickets.wrong")
    yield from guide.page("tickets.give_back")
    yield from guide.picture("tickets-give-back")
    yield from guide.tap("tickets.give_back")
    yield from guide.page("tickets.choose")
    yield from guide.picture("tickets-given-back")
    yield from guide.tap("service.B")
    yield from guide.page("tickets.done")
    number = _front_number(guide)
    yield from guide.slip(number)
    yield from guide.tap("tickets.missing")
    yield from guide.page("tickets.unsure")
    yield from guide.picture("tickets-unsure")
    yield from guide.tap("tickets.again")
    yield from guide.page("tickets.done")
    yield from guide.slip(number)
    yield from guide.picture("tickets-reprinted")
    yield from guide.tap("tickets.ok")
    guide.stand.printer.paper = Paper.OUT
    yield from guide.begin()
    yield from guide.until("home to say so", lambda: any(tile.stopped for tile in guide.view.tiles))
    yield from guide.picture("home-no-paper")
    yield from guide.tap("home.tickets")
    yield from guide.page("tickets.trouble")
    yield from guide.picture("tickets-no-paper")
    guide.stand.printer.paper = Paper.IN
    yield from guide.tap("tickets.retry")
    yield from guide.page("tickets.choose")
    yield from guide.tap("service.C")
    yield from guide.page("tickets.done")
    yield from guide.slip(_front_number(guide))
    yield from guide.tap("tickets.ok")


def _priority(guide: TourGuide) -> Steps:
    """A priority number by a card that is old enough."""
    yield from guide.begin()
    yield from guide.tap("home.tickets")
    yield from guide.page("tickets.choose")
    yield from guide.tap("tickets.priority")
    yield from guide.page("tickets.priority")
    yield from guide.picture("tickets-priority")
    born = "19480305"
    yield from guide.lay(demo_card(CardLayout.RESIDENT, 7, birth=born, id_number=demo_number(7, born)))
    yield from guide.page("tickets.choose")
    guide.stand.reader.lift()
    yield from guide.picture("tickets-priority-choose", touched=False)
    yield from guide.tap("service.A")
    yield from guide.page("tickets.done")
    yield from guide.slip(_front_number(guide))
    yield from guide.picture("tickets-priority-done")
    yield from guide.tap("tickets.ok")


def _front_number(guide: TourGuide) -> str:
    return str(guide.view.ticket.number)
