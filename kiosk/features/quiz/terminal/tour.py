"""The steps of 党性体检 in `kiosk tour`."""

from __future__ import annotations

from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.quiz.terminal.frames import SAY


def steps(guide: TourGuide) -> Steps:
    """党性体检 from the first question to the result; one question skipped, one with several answers."""
    yield from guide.begin()
    yield from guide.tap("home.quiz")
    yield from guide.page("quiz.intro")
    yield from guide.picture("quiz-intro")
    yield from guide.tap("quiz.begin.checkup")
    yield from guide.page("quiz.question")
    seen: set[str] = set()
    while guide.page_name == "quiz.question":
        yield from _one_question(guide, seen)
    yield from guide.page("quiz.result")
    yield from guide.picture("quiz-result")
    if guide.view.mistakes:
        yield from guide.tap("quiz.review")
        yield from guide.page("quiz.question")
        yield from guide.picture("quiz-review")
    yield from guide.tap("dock.home")
    yield from guide.page("home")
    yield from guide.tap("dock.end")


def _one_question(guide: TourGuide, seen: set[str]) -> Steps:
    view = guide.view
    kind = "several" if view.several else f"{len(view.states)}-options"
    chosen = range(2) if view.several else range(1)
    for option in chosen:
        yield from guide.tap(f"quiz.option.{option}")
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
        lambda: guide.page_name != "quiz.question" or guide.view.frame.position != before,
    )


def _doubted(guide: TourGuide) -> Steps:
    """这题有问题, said once."""
    yield from guide.tap("quiz.doubt")
    yield from guide.page("quiz.doubt")
    yield from guide.picture("quiz-doubt")
    yield from guide.tap("quiz.doubt.wording")
    yield from guide.page("quiz.question")
    yield from guide.picture("quiz-doubted")
