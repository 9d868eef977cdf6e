"""The way of the tour through every main screen: the features' own steps, and those of the terminal itself."""

from __future__ import annotations

from functools import partial
from threading import Thread

from kiosk.apps.demo.guide import Guide
from kiosk.apps.demo.published import ITEM
from kiosk.apps.terminal.features import MODULES
from kiosk.apps.terminal.maintenance import set_pin
from kiosk.core.terminal.tour import Steps, opened_of_all

PIN = "704215"


def route(guide: Guide) -> Steps:
    """Every chapter begins and ends at the attract screen."""
    yield from guide.page("attract")
    yield from guide.picture("attract", touched=False)
    for module in sorted(MODULES, key=lambda module: module.place):
        yield from module.tour(guide)
    yield from all_services(guide)
    yield from help_and_modes(guide)
    yield from published(guide)
    yield from maintenance(guide)
    yield from hall_away(guide)


def all_services(guide: Guide) -> Steps:
    """全部服务, in large type each of its groups; one thing opened from there."""
    yield from guide.begin()
    yield from guide.tap("home.all")
    yield from guide.page("all")
    yield from guide.picture("all-services")
    groups = [group for group, _ in guide.view.groups]
    for group in groups[1:] if guide.large else ():
        yield from guide.tap(f"all.{group}")
        yield from guide.until("the group", partial(_in_front, guide, group))
        yield from guide.picture(f"all-services-{group}")
    yield from opened_of_all(guide, "exhibition")  # on whichever terminal: it is never without something on
    yield from guide.page("exhibition.browse")
    yield from guide.tap("dock.home")
    yield from guide.page("home")
    yield from guide.tap("dock.end")


def _in_front(guide: Guide, group: str) -> bool:
    return bool(guide.view.in_front[0] == group)


def help_and_modes(guide: Guide) -> Steps:
    """请人帮忙, and the two switches of the dock."""
    yield from guide.begin()
    yield from guide.tap("dock.help")
    yield from guide.page("help")
    yield from guide.picture("help")
    yield from guide.tap("help.back")
    yield from guide.page("home")
    yield from guide.tap("dock.end")


def published(guide: Guide) -> Steps:
    """A keeper publishes a pack in the hall: it comes by itself, and what it holds is on."""
    yield from guide.page("attract")
    keeper = Thread(target=guide.stand.publish, name="keeper")
    keeper.start()
    delivered = guide.app.machine and guide.app.machine.delivered
    yield from guide.until("the pack that was published", lambda: bool(delivered and delivered.from_hall))
    keeper.join()
    yield from guide.begin()
    yield from guide.picture("home-published")
    yield from guide.tap("home.exhibition")
    yield from guide.page("exhibition.browse")
    yield from guide.until("the small pictures", lambda: bool(guide.view.thumbs))
    yield from guide.picture("exhibition-published")
    yield from guide.tap(f"browse.{ITEM}")
    yield from guide.page("exhibition.image")
    yield from guide.until("the picture", lambda: guide.view.picture is not None)
    yield from guide.picture("exhibition-published-image")
    yield from guide.tap("dock.home")
    yield from guide.page("home")
    yield from guide.tap("dock.end")


def maintenance(guide: Guide) -> Steps:
    """Behind corner and PIN: the first page, a new roll of paper with its test slip, and what plays."""
    set_pin(guide.app.settings.terminal.data_dir, PIN)
    yield from guide.page("attract")
    yield from guide.tap_corner()
    yield from guide.page("staff.pin")
    for digit in PIN:
        yield from guide.tap(f"key.{digit}")
    yield from guide.tap("staff.enter")
    yield from guide.page("staff")
    yield from guide.picture("maintenance")
    for part, tapped in (("paper", "staff.paper.test"), ("packs", ""), ("network", ""), ("touch", "")):
        back = "staff.touch.back" if part == "touch" else "dock.back"  # its marks have the whole screen
        yield from guide.tap(f"staff.open.{part}")
        yield from guide.page(f"staff.{part}")
        if tapped:
            yield from guide.tap(tapped)
            yield from guide.until("the test slip", lambda: getattr(guide.view, "phase", "") == "printed")
        yield from guide.picture(f"maintenance-{part}")
        yield from guide.tap(back)
        yield from guide.page("staff")
    yield from guide.tap("dock.home")
    yield from guide.page("home")
    yield from guide.tap("dock.end")


def hall_away(guide: Guide) -> Steps:
    """The hall service goes away: what still works stays, the rest says where to go."""
    yield from guide.page("attract")
    guide.stand.stop_hall()
    yield from guide.until("hall away", lambda: not guide.app.facts.online)
    yield from guide.begin()
    yield from guide.picture("home-hall-away")
    yield from guide.tap("home.all")
    yield from guide.page("all")
    yield from guide.picture("all-services-hall-away")
    yield from guide.tap("dock.home")
    yield from guide.page("home")
    yield from guide.tap("home.tickets")
    yield from guide.page("tickets.trouble")
    yield from guide.picture("tickets-hall-away")
    yield from guide.tap("dock.home")
    yield from guide.page("home")
    if guide.has("membership"):
        yield from guide.tap("home.membership")
        yield from guide.page("membership.away")
        yield from guide.picture("membership-away")
