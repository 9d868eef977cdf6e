"""The steps of 党性体检 in `kiosk tour`."""

from __future__ import annotations

from content.banks.model import Kind
from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.quiz.terminal.along.tour import left_and_gone_on_with, printed_and_kept
from kiosk.features.quiz.terminal.asking import FILL, QUESTION, QUESTIONS
from kiosk.features.quiz.terminal.doubting import SAY
from kiosk.ui.typing.syllables import digits_of


def steps(guide: TourGuide) -> Steps:
    """党性体检 from the first question to the result; one question skipped, one with several answers."""
    yield from guide.begin()
    yield from guide.tap("home.quiz")
    yield from guide.page("quiz.intro")
    yield from guide.picture("quiz-intro")
    yield from guide.tap("quiz.begin.checkup")
    yield from guide.until("a question", lambda: guide.page_name in QUESTIONS)
    seen: set[str] = set()
    yield from _one_question(guide, seen)
    yield from left_and_gone_on_with(guide)
    while guide.page_name in QUESTIONS:
        yield from _one_question(guide, seen)
    yield from guide.page("quiz.result")
    yield from guide.picture("quiz-result")
    yield from printed_and_kept(guide)
    yield from guide.page("quiz.result")
    if guide.view.mistakes:
        yield from guide.tap("quiz.review")
        yield from guide.page("quiz.question")
        yield from guide.picture("quiz-review")
    yield from guide.tap("dock.home")
    yield from guide.page("home")
    yield from guide.tap("dock.end")


def _one_question(guide: TourGuide, seen: set[str]) -> Steps:
    view = guide.view
    kind = view.asked.kind.value
    if view.asked.kind is Kind.FILL:
        yield from _fill(guide, first=kind not in seen)
    else:
        count = {Kind.MULTIPLE: 2, Kind.ORDER: len(view.asked.options)}.get(view.asked.kind, 1)
        yield from choose(guide, *range(count))
    if kind not in seen:
        yield from guide.picture(f"quiz-question-{kind}")
    yield from guide.tap("quiz.hand_in")
    yield from guide.until("the explanation", lambda: guide.view.verdict is not None)
    if kind not in seen:
        yield from guide.picture(f"quiz-explained-{kind}")
    if not seen and any(press.key == SAY for press in guide.view.frame.presses):
        yield from _doubted(guide)
    seen.add(kind)
    before = view.frame.position
    yield from guide.tap("quiz.next")
    yield from guide.until(
        "the next question",
        lambda: guide.page_name not in QUESTIONS or guide.view.frame.position != before,
    )


def choose(guide: TourGuide, *options: int) -> Steps:
    """Tap those options; a question of several screens is walked through to its end."""
    begin = 0
    while True:
        yield from guide.page(guide.page_name if guide.page_name in QUESTIONS else QUESTION)
        while begin < len(guide.view.options) and guide.there(f"quiz.option.{begin}"):
            if begin in options:
                yield from guide.tap(f"quiz.option.{begin}")
            begin += 1
        if not guide.there("quiz.screen.next"):
            return
        yield from guide.tap("quiz.screen.next")


def _fill(guide: TourGuide, *, first: bool) -> Steps:
    """With the keys up to the first letters, then as a choice, blank after blank."""
    yield from as_choice(guide, typed=first)
    for blank in range(guide.view.asked.blanks):
        if blank:
            yield from guide.tap("quiz.blank.next")
        yield from choose(guide, 0)


def as_choice(guide: TourGuide, *, typed: bool = False) -> Steps:
    """改成选择题, where a blank is to be written; `typed`: the first letters are tapped before."""
    if guide.page_name != FILL:
        return
    if guide.there("quiz.screen.next"):
        yield from guide.tap("quiz.screen.next")
    if typed:
        for symbol in digits_of("yi") if guide.large else "yi":
            yield from guide.tap(f"typing.{symbol}")
        yield from guide.picture("quiz-fill-keys")
    yield from guide.tap("quiz.by_choice")
    yield from guide.page(QUESTION)


def _doubted(guide: TourGuide) -> Steps:
    """这题有问题, said once."""
    yield from guide.tap("quiz.doubt")
    yield from guide.page("quiz.doubt")
    yield from guide.picture("quiz-doubt")
    yield from guide.tap("quiz.doubt.wording")
    yield from guide.page("quiz.question")
    yield from guide.picture("quiz-doubted")
