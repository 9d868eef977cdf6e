"""The steps of 正式测试 in `kiosk tour`."""

from __future__ import annotations

from kiosk.core.terminal.tour import Steps, TourGuide, printed
from kiosk.features.quiz.demo.module import right_options
from kiosk.features.quiz.terminal.asking import QUESTIONS
from kiosk.features.quiz.terminal.exams import slip_words
from kiosk.features.quiz.terminal.exams.sitting import LAST
from kiosk.features.quiz.terminal.tour import choose

ANSWERED = 4  # of six: enough to pass, and what is written or put in order is left open


def steps(guide: TourGuide) -> Steps:
    """By a card: what is kept, the own test, questions, 返回 that asks, 交卷 that asks, the result and its slip."""
    if not guide.stand.cards:
        return
    yield from guide.begin()
    yield from guide.tap("home.quiz")
    yield from guide.page("quiz.intro")
    yield from guide.until("the open test", lambda: guide.view.test is not None)
    yield from guide.picture("exam-intro")
    yield from guide.tap("quiz.exam")
    yield from guide.page("exam.notice")
    yield from guide.picture("exam-notice")
    yield from guide.tap("exam.agree")
    yield from guide.page("exam.card")
    yield from guide.picture("exam-card")
    yield from guide.lay(guide.stand.cards[0])
    yield from guide.page("exam.own")
    yield from guide.picture("exam-own", touched=False)
    guide.stand.reader.lift()
    yield from guide.tap(f"exam.take.{guide.view.exams[0].exam}")
    yield from guide.until("a question", lambda: guide.page_name in QUESTIONS)
    right = right_options()
    while guide.page_name in QUESTIONS and len(guide.view.frame.done) < ANSWERED:
        yield from _answer(guide, right[guide.view.asked.stem])
    if guide.page_name == LAST:  # the fourth of them was the last of all
        yield from guide.tap("dock.back")
        yield from guide.until("the question", lambda: guide.page_name in QUESTIONS)
    yield from guide.tap("dock.back")
    yield from guide.page("exam.leave")
    yield from guide.picture("exam-leave")
    yield from guide.tap("exam.hand_in_all")
    yield from guide.page(LAST)
    yield from guide.picture("exam-last")
    yield from guide.tap("exam.hand_in")
    yield from guide.page("exam.result")
    yield from guide.picture("exam-result")
    yield from printed(guide, "exam.print")
    yield from guide.slip(slip_words.TITLE)
    yield from guide.tap("exam.finish")


def _answer(guide: TourGuide, right: frozenset[str]) -> Steps:
    """What is chosen is answered; all else is passed over."""
    asked, place = guide.view.asked, guide.view.frame.position
    chosen = [] if asked.blanks or guide.view.places else [at for at, text in enumerate(asked.options) if text in right]
    if chosen:
        yield from choose(guide, *chosen)
    if place == 0:
        yield from guide.picture("exam-question")
    yield from guide.tap("quiz.hand_in" if chosen else "quiz.skip")

    def is_next() -> bool:
        return guide.page_name == LAST or (guide.page_name in QUESTIONS and guide.view.frame.position != place)

    yield from guide.until("the next question", is_next)
