"""The steps of a challenge and of the question of the day in `kiosk tour`, as somebody who knows the starter's bank."""

from __future__ import annotations

from content.banks.model import Item
from content.pack.open import STARTER, open_pack
from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.quiz.terminal.asking import QUESTIONS
from kiosk.features.quiz.terminal.challenge.flow import INTRO, RESULT
from kiosk.features.quiz.terminal.tour import choose

RIGHTLY = 3  # answers, before the mistake


def steps(guide: TourGuide) -> Steps:
    known = {item.stem: item for bank in open_pack(STARTER, decode=False).banks for item in bank}
    yield from _challenge(guide, known)
    yield from _daily(guide, known)


def _challenge(guide: TourGuide, known: dict[str, Item]) -> Steps:
    """Three rightly and one not, by the clock, and on to the board."""
    yield from guide.begin()
    yield from guide.tap("home.quiz")
    yield from guide.page("quiz.intro")
    while not guide.there("quiz.begin.challenge"):  # on another page of the papers
        yield from guide.tap("quiz.papers.next")
        yield from guide.page("quiz.intro")
    yield from guide.tap("quiz.begin.challenge")
    yield from guide.page(INTRO)
    yield from guide.tap("quiz.challenge.timed")
    yield from guide.picture("challenge-intro")
    yield from guide.tap("quiz.challenge.go")
    yield from guide.until("a question", lambda: guide.page_name in QUESTIONS)
    for answered in range(RIGHTLY + 1):
        if not guide.view.asked.options or guide.view.places:
            break  # nothing to choose from: the last right answer counts
        yield from choose(guide, *_options(guide, known, rightly=answered < RIGHTLY))
        if answered == RIGHTLY - 1:
            yield from guide.picture("challenge-question")
        before = guide.view.asked
        yield from guide.tap("quiz.hand_in")
        yield from guide.until("the next question", lambda before=before: _moved(guide, before))  # type: ignore[misc]
    if guide.page_name in QUESTIONS and guide.view.verdict is None:
        yield from guide.tap("quiz.challenge.enough")
    elif guide.page_name in QUESTIONS:
        yield from guide.picture("challenge-explained")
        yield from guide.tap("quiz.challenge.result")
    yield from guide.page(RESULT)
    yield from guide.picture("challenge-result")
    if guide.view.names:
        yield from guide.tap("quiz.challenge.name.0")
        yield from guide.picture("challenge-named")
        yield from guide.tap("quiz.challenge.enter")
        yield from guide.until("a place on the board", lambda: guide.view.entered)
        yield from guide.picture("challenge-entered")
    yield from guide.tap("dock.end")


def _daily(guide: TourGuide, known: dict[str, Item]) -> Steps:
    yield from guide.begin()
    yield from guide.tap("home.daily")
    yield from guide.until("the question", lambda: guide.page_name in QUESTIONS)
    yield from guide.picture("daily-question")
    if guide.view.asked.options and not guide.view.places:
        yield from choose(guide, *_options(guide, known, rightly=True))
        yield from guide.tap("quiz.hand_in")
        yield from guide.until("the explanation", lambda: guide.view.verdict is not None)
        yield from guide.picture("daily-explained")
        yield from guide.tap("quiz.daily.challenge")
        yield from guide.page(INTRO)
    yield from guide.tap("dock.home")
    yield from guide.page("home")
    yield from guide.tap("dock.end")


def _moved(guide: TourGuide, before: object) -> bool:
    return guide.page_name not in QUESTIONS or guide.view.verdict is not None or guide.view.asked != before


def _options(guide: TourGuide, known: dict[str, Item], *, rightly: bool) -> list[int]:
    asked = guide.view.asked
    texts = known[asked.stem].answer_texts()
    return [place for place, option in enumerate(asked.options) if (option in texts) is rightly][
        : None if rightly else 1
    ]
