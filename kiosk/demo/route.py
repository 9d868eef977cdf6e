"""The way of the tour through every main screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from devices.emulators import CardLayout, demo_card
from devices.emulators.printer import Paper
from kiosk.demo.guide import Guide

Steps = Iterator[Callable[[], bool]]


def route(guide: Guide) -> Steps:
    """Every chapter begins and ends at the attract screen or home."""
    yield from guide.page("attract")
    yield from guide.picture("attract", touched=False)
    yield from _begin(guide)
    yield from guide.picture("home")
    yield from tickets(guide)
    yield from membership(guide)
    yield from help_and_modes(guide)
    yield from hall_away(guide)


def _begin(guide: Guide) -> Steps:
    yield from guide.page("attract")
    yield from guide.touch(guide.shell.width / 2, guide.shell.height / 4)
    yield from guide.page("home")


def _front_number(guide: Guide) -> str:
    view = guide.shell.now()[1]
    return str(view.ticket.number)  # type: ignore[attr-defined]


def tickets(guide: Guide) -> Steps:
    """Take a number, give it back, take another, miss the slip; then a printer without paper."""
    yield from guide.tap("home.tickets")
    yield from guide.page("tickets.choose")
    yield from guide.picture("tickets-choose")
    yield from guide.tap("service.A")
    yield from guide.page("tickets.done")
    yield from guide.slip(_front_number(guide))
    yield from guide.picture("tickets-done")
    yield from guide.tap("tickets.wrong")
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
    yield from _begin(guide)
    yield from guide.tap("home.tickets")
    yield from guide.page("tickets.choose")
    yield from guide.tap("service.C")
    yield from guide.page("tickets.trouble")
    yield from guide.picture("tickets-no-paper")
    guide.stand.printer.paper = Paper.IN
    yield from guide.tap("tickets.retry")
    yield from guide.page("tickets.done")
    yield from guide.slip(_front_number(guide))
    yield from guide.tap("tickets.ok")


def membership(guide: Guide) -> Steps:
    """Consent, card, record, idle warning over it, wipe; then a card without a record."""
    if not guide.stand.cards or "membership" not in guide.app.facts.modules:
        return
    yield from _begin(guide)
    yield from guide.tap("home.membership")
    yield from guide.page("membership.notice")
    yield from guide.picture("membership-notice")
    yield from guide.tap("membership.agree")
    yield from guide.page("membership.card")
    yield from guide.picture("membership-card")
    guide.stand.reader.put(guide.stand.cards[0])
    yield from guide.page("membership.record")
    yield from guide.picture("membership-record", touched=False)
    guide.stand.reader.lift()
    yield from guide.page("idle")
    yield from guide.picture("idle-warning", touched=False)
    yield from guide.tap("idle.extend")
    yield from guide.page("membership.record")
    yield from guide.tap("membership.finish")
    yield from _begin(guide)
    yield from guide.tap("home.membership")
    yield from guide.page("membership.notice")
    yield from guide.tap("membership.agree")
    yield from guide.page("membership.card")
    guide.stand.reader.put(demo_card(CardLayout.RESIDENT, 99))
    yield from guide.page("membership.refused")
    yield from guide.picture("membership-refused", touched=False)
    guide.stand.reader.lift()
    yield from guide.tap("dock.end")


def help_and_modes(guide: Guide) -> Steps:
    """请人帮忙, and the two switches of the dock."""
    yield from _begin(guide)
    yield from guide.tap("dock.help")
    yield from guide.page("help")
    yield from guide.picture("help")
    yield from guide.tap("help.back")
    yield from guide.page("home")
    yield from guide.tap("dock.end")


def hall_away(guide: Guide) -> Steps:
    """The hall service goes away: what still works stays, the rest says where to go."""
    yield from guide.page("attract")
    guide.stand.stop_hall()
    yield from guide.until("hall away", lambda: not guide.app.facts.online)
    yield from _begin(guide)
    yield from guide.picture("home-hall-away")
    yield from guide.tap("home.tickets")
    yield from guide.page("tickets.trouble")
    yield from guide.picture("tickets-hall-away")
    yield from guide.tap("dock.home")
    yield from guide.page("home")
    if "membership" in guide.app.facts.modules:
        yield from guide.tap("home.membership")
        yield from guide.page("membership.notice")
        yield from guide.tap("membership.agree")
        yield from guide.page("membership.card")
        guide.stand.reader.put(guide.stand.cards[1])
        yield from guide.page("membership.away")
        yield from guide.picture("membership-away", touched=False)
