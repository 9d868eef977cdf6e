"""The steps of 忆初心 in `kiosk tour`."""

from __future__ import annotations

from devices.emulators import CardLayout, demo_card
from kiosk.core.terminal.tour import Steps, TourGuide


def steps(guide: TourGuide) -> Steps:
    """忆初心: the own record and letters by card, the wipe; a card without a record; number and PIN, refused."""
    if not guide.stand.cards or not guide.has("membership"):
        return
    yield from _to_card(guide, pictures=True)
    yield from guide.lay(guide.stand.cards[0])
    yield from guide.page("membership.arrival")
    yield from guide.picture("membership-arrival", touched=False)
    guide.stand.reader.lift()
    yield from guide.tap("membership.see")
    yield from guide.page("membership.record")
    letters = guide.view.record.letters
    if letters:
        yield from guide.until("the small picture of the letter", lambda: guide.view.thumb is not None)
    yield from guide.picture("membership-record")
    if letters:
        yield from _letter(guide)
    yield from guide.page("idle")
    yield from guide.picture("idle-warning", touched=False)
    yield from guide.tap("idle.extend")
    yield from guide.page("membership.record")
    yield from guide.tap("membership.finish")
    yield from guide.page("take_card")
    yield from guide.picture("take-card")
    yield from _to_card(guide)
    yield from guide.lay(demo_card(CardLayout.RESIDENT, 99))
    yield from guide.page("membership.refused")
    yield from guide.picture("membership-refused", touched=False)
    guide.stand.reader.lift()
    yield from guide.tap("membership.no_card")
    yield from _number_and_pin(guide, guide.stand.cards[0].id_number, "000000")
    yield from guide.page("membership.refused")
    yield from guide.picture("membership-pin-refused")
    yield from guide.tap("dock.end")


def _to_card(guide: TourGuide, *, pictures: bool = False) -> Steps:
    yield from guide.begin()
    yield from guide.tap("home.membership")
    yield from guide.page("membership.notice")
    if pictures:
        yield from guide.picture("membership-notice")
    yield from guide.tap("membership.agree")
    yield from guide.page("membership.card")
    if pictures:
        yield from guide.picture("membership-card")


def _letter(guide: TourGuide) -> Steps:
    """The first letter: its first page, the next one, a part of it enlarged; and back to the record."""
    yield from guide.tap("membership.letter")
    yield from _sheet(guide, "membership-letter")
    yield from guide.tap("letter.on")
    yield from _sheet(guide, "membership-letter-next")
    yield from guide.tap("letter.larger")
    yield from _sheet(guide, "membership-letter-larger")
    yield from guide.tap("dock.back")
    yield from guide.page("membership.record")


def _sheet(guide: TourGuide, name: str) -> Steps:
    yield from guide.page("membership.letter")
    yield from guide.until("the page of the letter", lambda: guide.view.sheet is not None)
    yield from guide.picture(name)


def _number_and_pin(guide: TourGuide, number: str, pin: str) -> Steps:
    yield from guide.page("membership.pin")
    for digit in number:
        yield from guide.tap(f"key.{digit}")
    yield from guide.picture("membership-pin-number")
    yield from guide.tap("pin.on")
    for digit in pin:
        yield from guide.tap(f"key.{digit}")
    yield from guide.picture("membership-pin")
    yield from guide.tap("pin.on")
