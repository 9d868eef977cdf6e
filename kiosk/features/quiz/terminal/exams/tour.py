"""The steps of 正式测试 in `kiosk tour`."""

from __future__ import annotations

from devices.emulators import CardLayout, demo_card
from kiosk.core.terminal.tour import Steps, TourGuide

ANSWERED = 3  # then 返回, and 交卷 with the rest open


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
    yield from guide.picture("quiz-exam-question")
    for _ in range(ANSWERED):
        place = guide.view.frame.position
        yield from guide.tap("quiz.skip")
        yield from guide.until("the next question", lambda at=place: guide.view.frame.position != at)  # type: ignore[misc]
    yield from guide.tap("dock.back")
    yield from guide.page("exam.leave")
    yield from guide.picture("quiz-exam-leave")
    yield from guide.tap("exam.stay")
    yield from guide.page("quiz.question")
    yield from guide.tap("quiz.hand_in_all")
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
