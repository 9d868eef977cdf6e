"""The steps of 正式测试 in `kiosk tour`."""

from __future__ import annotations

from devices.emulators import CardLayout, demo_card
from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.quiz.demo.module import right_options
from kiosk.features.quiz.terminal.asking import QUESTIONS

SKIPPED = ("fill", "order")


def steps(guide: TourGuide) -> Steps:
    """By a card: what is kept, the own test, questions, 返回 that asks, 交卷 that asks, the result and its slip."""
    if not guide.stand.cards:
        return
    yield from _to_card(guide, pictures=True)
    yield from guide.lay(guide.stand.cards[0])
    yield from guide.page("exam.own")
    yield from guide.picture("quiz-exam-own", touched=False)
    guide.stand.reader.lift()
    yield from guide.tap(f"exam.take.{guide.view.exams[0].exam}")
    yield from guide.page("quiz.question")
    right = right_options()
    while guide.page_name in QUESTIONS:
        yield from _answer(guide, right.get(guide.view.asked.stem, frozenset()))
    yield from guide.page("exam.last")
    yield from guide.tap("exam.to_open")
    yield from guide.until("a question that is open", lambda: guide.page_name in QUESTIONS)
    yield from guide.page(guide.page_name)
    yield from guide.tap("dock.back")
    yield from guide.page("exam.leave")
    yield from guide.picture("quiz-exam-leave")
    yield from guide.tap("exam.stay")
    yield from guide.until("the question again", lambda: guide.page_name in QUESTIONS)
    yield from guide.page(guide.page_name)
    yield from guide.tap("dock.home")
    yield from guide.page("exam.leave")
    yield from guide.tap("exam.hand_in_all")
    yield from guide.page("exam.last")
    yield from guide.picture("quiz-exam-last")
    yield from guide.tap("exam.hand_in")
    yield from guide.page("exam.result")
    yield from guide.picture("quiz-exam-result")
    yield from guide.tap("exam.print")
    yield from guide.until("the slip", lambda: guide.view.slip.state.value == "printed")
    yield from guide.slip("quiz-exam")
    yield from guide.picture("quiz-exam-printed")
    yield from guide.tap("exam.finish")
    yield from guide.page("take_card")
    yield from _to_card(guide)
    yield from guide.lay(demo_card(CardLayout.RESIDENT, 99))
    yield from guide.page("exam.told")
    yield from guide.picture("quiz-exam-nobody", touched=False)
    guide.stand.reader.lift()
    yield from guide.tap("exam.home")
    yield from guide.page("home")
    yield from guide.tap("dock.end")


def _answer(guide: TourGuide, right: frozenset[str]) -> Steps:
    """What is chosen is answered, what is written or put in order is left open."""
    yield from guide.until("a question", lambda: guide.page_name in QUESTIONS)
    yield from guide.page(guide.page_name)  # a page that has just come hears no touch for a moment
    asked, place = guide.view.asked, guide.view.frame.position
    chosen = [at for at, text in enumerate(asked.options) if text in right] if asked.kind.value not in SKIPPED else []
    for option in chosen:
        yield from guide.tap(f"quiz.option.{option}")
    if place == 0:
        yield from guide.picture("quiz-exam-question")
    yield from guide.tap("quiz.hand_in" if chosen else "quiz.skip")

    def is_next() -> bool:
        return guide.page_name == "exam.last" or guide.view.frame.position != place

    yield from guide.until("the next question", is_next)


def _to_card(guide: TourGuide, *, pictures: bool = False) -> Steps:
    yield from guide.begin()
    yield from guide.tap("home.quiz")
    yield from guide.page("quiz.intro")
    yield from guide.until("the open test", lambda: guide.view.test is not None)
    if pictures:
        yield from guide.picture("quiz-exam-intro")
    yield from guide.tap("quiz.exam")
    yield from guide.page("exam.notice")
    if pictures:
        yield from guide.picture("quiz-exam-notice")
    yield from guide.tap("exam.agree")
    yield from guide.page("exam.card")
    if pictures:
        yield from guide.picture("quiz-exam-card")
