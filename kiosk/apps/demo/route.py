"""The way of the tour through every main screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from devices.emulators import CardLayout, demo_card, demo_number
from devices.emulators.printer import Paper
from kiosk.apps.demo.guide import Guide
from kiosk.ui.typing.syllables import digits_of

Steps = Iterator[Callable[[], bool]]


def route(guide: Guide) -> Steps:
    """Every chapter begins and ends at the attract screen or home."""
    yield from guide.page("attract")
    yield from guide.picture("attract", touched=False)
    yield from _begin(guide)
    yield from guide.picture("home")
    yield from tickets(guide)
    yield from priority(guide)
    yield from membership(guide)
    yield from quiz(guide)
    yield from exhibition(guide)
    yield from help_and_modes(guide)
    yield from hall_away(guide)


def _begin(guide: Guide) -> Steps:
    yield from guide.page("attract")
    yield from guide.touch(guide.shell.width / 2, guide.shell.height / 4)
    yield from guide.page("home")


def _front_number(guide: Guide) -> str:
    return str(_view(guide).ticket.number)


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


def priority(guide: Guide) -> Steps:
    """A priority number by a card that is old enough."""
    yield from _begin(guide)
    yield from guide.tap("home.tickets")
    yield from guide.page("tickets.choose")
    yield from guide.tap("tickets.priority")
    yield from guide.page("tickets.priority")
    yield from guide.picture("tickets-priority")
    born = "19480305"
    guide.stand.reader.put(demo_card(CardLayout.RESIDENT, 7, birth=born, id_number=demo_number(7, born)))
    yield from guide.page("tickets.choose")
    guide.stand.reader.lift()
    yield from guide.picture("tickets-priority-choose", touched=False)
    yield from guide.tap("service.A")
    yield from guide.page("tickets.done")
    yield from guide.slip(_front_number(guide))
    yield from guide.picture("tickets-priority-done")
    yield from guide.tap("tickets.ok")


def membership(guide: Guide) -> Steps:
    """忆初心: the own record and letters by card, the wipe; a card without a record; number and PIN, refused."""
    if not guide.stand.cards or "membership" not in guide.app.facts.modules:
        return
    yield from _to_card(guide, pictures=True)
    guide.stand.reader.put(guide.stand.cards[0])
    yield from guide.page("membership.arrival")
    yield from guide.picture("membership-arrival", touched=False)
    guide.stand.reader.lift()
    yield from guide.tap("membership.see")
    yield from guide.page("membership.record")
    letters = _view(guide).record.letters
    if letters:
        yield from guide.until("the small picture of the letter", lambda: _view(guide).thumb is not None)
    yield from guide.picture("membership-record")
    if letters:
        yield from _letter(guide)
    yield from guide.page("idle")
    yield from guide.picture("idle-warning", touched=False)
    yield from guide.tap("idle.extend")
    yield from guide.page("membership.record")
    yield from guide.tap("membership.finish")
    yield from guide.page("attract")
    yield from guide.picture("membership-wiped")
    yield from _to_card(guide)
    guide.stand.reader.put(demo_card(CardLayout.RESIDENT, 99))
    yield from guide.page("membership.refused")
    yield from guide.picture("membership-refused", touched=False)
    guide.stand.reader.lift()
    yield from guide.tap("membership.no_card")
    yield from _number_and_pin(guide, guide.stand.cards[0].id_number, "000000")
    yield from guide.page("membership.refused")
    yield from guide.picture("membership-pin-refused")
    yield from guide.tap("dock.end")


def _to_card(guide: Guide, *, pictures: bool = False) -> Steps:
    yield from _begin(guide)
    yield from guide.tap("home.membership")
    yield from guide.page("membership.notice")
    if pictures:
        yield from guide.picture("membership-notice")
    yield from guide.tap("membership.agree")
    yield from guide.page("membership.card")
    if pictures:
        yield from guide.picture("membership-card")


def _letter(guide: Guide) -> Steps:
    """The first letter: its first page, the next one, a part of it enlarged; and back to the record."""
    yield from guide.tap("membership.letter")
    yield from _sheet(guide, "membership-letter")
    yield from guide.tap("letter.on")
    yield from _sheet(guide, "membership-letter-next")
    yield from guide.tap("letter.larger")
    yield from _sheet(guide, "membership-letter-larger")
    yield from guide.tap("dock.back")
    yield from guide.page("membership.record")


def _sheet(guide: Guide, name: str) -> Steps:
    yield from guide.page("membership.letter")
    yield from guide.until("the page of the letter", lambda: _view(guide).sheet is not None)
    yield from guide.picture(name)


def _number_and_pin(guide: Guide, number: str, pin: str) -> Steps:
    yield from guide.page("membership.pin")
    for digit in number:
        yield from guide.tap(f"key.{digit}")
    yield from guide.picture("membership-pin-number")
    yield from guide.tap("pin.on")
    for digit in pin:
        yield from guide.tap(f"key.{digit}")
    yield from guide.picture("membership-pin")
    yield from guide.tap("pin.on")


def quiz(guide: Guide) -> Steps:
    """党性体检 from the first question to the result; one question skipped, one with several answers."""
    yield from _begin(guide)
    yield from guide.tap("home.quiz")
    yield from guide.page("quiz.intro")
    yield from guide.picture("quiz-intro")
    yield from guide.tap("quiz.begin.checkup")
    yield from guide.page("quiz.question")
    seen: set[str] = set()
    while guide.shell.page_name == "quiz.question":
        yield from _one_question(guide, seen)
    yield from guide.page("quiz.result")
    yield from guide.picture("quiz-result")
    if _view(guide).mistakes:
        yield from guide.tap("quiz.review")
        yield from guide.page("quiz.question")
        yield from guide.picture("quiz-review")
    yield from guide.tap("dock.home")
    yield from guide.page("home")
    yield from guide.tap("dock.end")


def _one_question(guide: Guide, seen: set[str]) -> Steps:
    view = _view(guide)
    kind = "several" if view.several else f"{len(view.states)}-options"
    chosen = range(2) if view.several else range(1)
    for option in chosen:
        yield from guide.tap(f"quiz.option.{option}")
    if kind not in seen:
        yield from guide.picture(f"quiz-question-{kind}")
    yield from guide.tap("quiz.hand_in")
    yield from guide.until("the explanation", lambda: _view(guide).verdict is not None)
    if kind not in seen:
        yield from guide.picture(f"quiz-explained-{kind}")
    seen.add(kind)
    before = view.position
    yield from guide.tap("quiz.next")
    yield from guide.until(
        "the next question",
        lambda: guide.shell.page_name != "quiz.question" or _view(guide).position != before,
    )


def exhibition(guide: Guide) -> Steps:
    """The list, a picture, every screen of the long poster, its text version, an article; a word looked for."""
    yield from _begin(guide)
    yield from guide.tap("home.exhibition")
    yield from guide.page("exhibition.browse")
    yield from guide.until("the small pictures", lambda: bool(_view(guide).thumbs))
    yield from guide.picture("exhibition-list")
    yield from guide.tap("browse.starter/lane")
    yield from guide.page("exhibition.image")
    yield from guide.until("the picture", lambda: _view(guide).picture is not None)
    yield from guide.picture("exhibition-image")
    yield from guide.tap("dock.back")
    yield from guide.page("exhibition.browse")
    yield from guide.tap("browse.starter/fee")
    yield from guide.page("exhibition.poster")
    yield from guide.until("the poster", lambda: _view(guide).picture is not None)
    yield from guide.picture("exhibition-poster-1")
    yield from guide.tap("exhibit.on")
    yield from guide.until("its second screen", lambda: _view(guide).page == 1)
    yield from guide.picture("exhibition-poster-2")
    yield from guide.tap("exhibit.version")
    yield from guide.until("its text", lambda: _view(guide).as_text)
    yield from guide.picture("exhibition-poster-text")
    yield from guide.tap("dock.back")
    yield from guide.page("exhibition.browse")
    yield from guide.tap("browse.starter/join")
    yield from guide.page("exhibition.article")
    yield from guide.picture("exhibition-article")
    yield from guide.tap("dock.back")
    yield from guide.page("exhibition.browse")
    yield from _find(guide, "dangfei")
    yield from guide.tap("dock.home")
    yield from guide.page("home")
    yield from guide.tap("dock.end")


def _find(guide: Guide, letters: str) -> Steps:
    """找一找: a word spelled on the keys of the mode, or a ready one where the pinyin library is missing."""
    yield from guide.tap("browse.find")
    yield from guide.page("exhibition.find")
    if _view(guide).missing:
        yield from guide.tap("typing.phrase.0")
    else:
        for symbol in digits_of(letters) if guide.large else letters:
            yield from guide.tap(f"typing.{symbol}")
    yield from guide.picture("exhibition-find")
    yield from guide.tap("typing.done")
    yield from guide.page("exhibition.found")
    yield from guide.picture("exhibition-found")


def _view(guide: Guide) -> Any:
    return guide.shell.now()[1]


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
        yield from guide.page("membership.away")
        yield from guide.picture("membership-away")
