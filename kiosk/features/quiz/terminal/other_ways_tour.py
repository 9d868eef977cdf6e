"""The steps of the question of the day and of a challenge in `kiosk tour`, as somebody who knows the starter's bank."""

from __future__ import annotations

from content.banks.model import Item, Kind
from content.pack.open import STARTER, open_pack
from kiosk.core.terminal.tour import Steps, TourGuide, opened
from kiosk.features.quiz.terminal.asking import QUESTIONS
from kiosk.features.quiz.terminal.challenge.flow import INTRO, RESULT
from kiosk.features.quiz.terminal.tour import as_choice, choose

RIGHTLY = 2  # answers, before the mistake


def steps(guide: TourGuide) -> Steps:
    """One leads to the other."""
    known = {item.stem: item for bank in open_pack(STARTER, decode=False).banks for item in bank}
    yield from _daily(guide, known)
    yield from _challenge(guide, known)
    yield from guide.tap("dock.end")


def _challenge(guide: TourGuide, known: dict[str, Item]) -> Steps:
    """Rightly until the mistake, by the clock, and on to the board."""
    yield from guide.page(INTRO)
    yield from guide.tap("quiz.challenge.timed")
    yield from guide.picture("challenge-intro")
    yield from guide.tap("quiz.challenge.go")
    yield from guide.until("a question", lambda: guide.page_name in QUESTIONS)
    answered = 0
    while guide.view.verdict is None:
        before = guide.view.asked
        yield from _answer(guide, known[before.stem], rightly=answered < RIGHTLY)
        if answered == 0:
            yield from guide.picture("challenge-question")
        yield from guide.tap("quiz.hand_in")
        yield from guide.until("the next question", lambda before=before: _moved(guide, before))  # type: ignore[misc]
        answered += 1
    yield from guide.picture("challenge-explained")
    yield from guide.tap("quiz.challenge.result")
    yield from guide.page(RESULT)
    if guide.view.names:
        yield from guide.tap("quiz.challenge.name.0")
        yield from guide.picture("challenge-result")
        yield from guide.tap("quiz.challenge.enter")
        yield from guide.until("a place on the board", lambda: guide.view.entered)
    yield from guide.picture("challenge-entered")


def _daily(guide: TourGuide, known: dict[str, Item]) -> Steps:
    yield from guide.begin()
    yield from opened(guide, "daily")
    yield from guide.until("the question", lambda: guide.page_name in QUESTIONS)
    yield from guide.picture("daily-question")
    yield from _answer(guide, known[guide.view.asked.stem], rightly=True)
    yield from guide.tap("quiz.hand_in")
    yield from guide.until("the explanation", lambda: guide.view.verdict is not None)
    yield from guide.picture("daily-explained")
    yield from guide.tap("quiz.daily.challenge")


def _moved(guide: TourGuide, before: object) -> bool:
    return guide.page_name in QUESTIONS and (guide.view.verdict is not None or guide.view.asked != before)


def _answer(guide: TourGuide, item: Item, *, rightly: bool) -> Steps:
    """Blanks as a choice. Steps that take more than one screen are tapped as they stand there: a mistake."""
    if item.kind is Kind.FILL:
        yield from as_choice(guide)
        for blank, texts in enumerate(item.blanks):
            if blank:
                yield from guide.tap("quiz.blank.next")
            yield from choose(guide, *_places(guide, texts, rightly=rightly)[:1])
    elif item.kind is Kind.ORDER:
        yield from _put_in_order(guide, item, rightly=rightly)
    else:
        found = _places(guide, item.answer_texts(), rightly=rightly)
        yield from choose(guide, *(found if rightly else found[:1]))


def _put_in_order(guide: TourGuide, item: Item, *, rightly: bool) -> Steps:
    yield from guide.page(guide.page_name)
    options = guide.view.options
    if not all(guide.there(f"quiz.option.{place}") for place in range(len(options))):
        yield from choose(guide, *range(len(options)))
        return
    steps = item.answer_texts() if rightly else item.answer_texts()[::-1]
    for text in steps:
        yield from guide.tap(f"quiz.option.{options.index(text)}")


def _places(guide: TourGuide, texts: tuple[str, ...], *, rightly: bool) -> list[int]:
    """Of the options that are among `texts`, or of those that are not."""
    return [place for place, option in enumerate(guide.view.options) if (option in texts) is rightly]
