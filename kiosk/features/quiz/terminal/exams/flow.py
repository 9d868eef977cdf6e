"""正式测试 at the terminal: what is kept -> card -> the own exams -> the paper (`sitting.py`) -> the result.

Plain Python on Kivy's thread. The card is asked for only after consent, and once in a visit, unless the hall has
forgotten the visit: then it is asked for again, and nothing is lost. What a card says is in the hall's hands alone;
here is a masked name, a random word that stands for the visit, and the paper, until the wipe.

A card that lies on the reader was read once and is not seen again (docs/protocols.md), so nobody can know that it was
lifted: what pauses a sitting is 返回, the idle warning that nobody answers, and a hall that hears nothing any more.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol

from devices.printer.document import Document
from kiosk.core.link.answers import HallAway, HallRefused
from kiosk.core.terminal.card_corner import CardCorner
from kiosk.core.terminal.card_question import CardQuestion
from kiosk.core.terminal.slips import SlipHand, SlipNews, SlipsOfVisit
from kiosk.features.quiz.terminal.asking import Asking
from kiosk.features.quiz.terminal.exams import sitting, words
from kiosk.features.quiz.terminal.exams.card_answer import WHY, CardAnswer
from kiosk.features.quiz.terminal.exams.certificate import certificate
from kiosk.features.quiz.terminal.exams.sitting import OWN, ExamSitting
from kiosk.features.quiz.terminal.exams.views import (
    CardPageView,
    Ended,
    OwnView,
    ResultView,
    ToldView,
    Why,
)
from kiosk.features.quiz.terminal.views import Offered
from kiosk.features.quiz.wire_exams import (
    ExamRefused,
    Mine,
    OpenExam,
    OpenExams,
    Outcome,
    OwnExam,
    Refusal,
    State,
)
from kiosk.ui.pages.card_state import CardState
from kiosk.ui.stage import Stage

NOTICE, CARD, RESULT, TOLD = "exam.notice", "exam.card", "exam.result", "exam.told"
JOB = "exam-certificate"


class Hall(sitting.Hall, Protocol):
    def open(self) -> OpenExams: ...

    def end(self, visit: str) -> None: ...


class ExamFlow:
    """``hall_there``: the hall answered last; while it does not, nobody is asked for a card. ``slips`` prints the
    certificate; None: nothing is printed here.
    """

    def __init__(
        self,
        stage: Stage,
        hall: Hall,
        question: CardQuestion[CardAnswer],
        asking: Asking,
        *,
        desk_place: str,
        now: Callable[[], datetime],
        hall_there: Callable[[], bool] = lambda: True,
        slips: SlipsOfVisit | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stage, self._hall, self._slips = stage, hall, slips
        self._desk_place, self._now, self._hall_there = desk_place, now, hall_there
        self._agreed_at = ""
        self._again = False  # the card was read before in this visit
        self._mine: Mine | None = None
        self._outcome: Outcome | None = None
        self.sitting = ExamSitting(stage, hall, asking, self, monotonic)
        self.card = CardCorner(
            stage, question, CARD, view=self._card_view, answered=self._answered, late=self._late,
            remind=lambda: words.TAKE_CARD,
        )  # fmt: skip
        self.open_now: tuple[OpenExam, ...] = ()
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        """The visit ended, or the visitor left this room: the sitting pauses, and nothing of it stays here."""
        self.card.leave()
        self.sitting.forget()
        self._agreed_at, self._again, self._outcome = "", False, None
        self._end_visit()

    def _end_visit(self) -> None:
        mine, self._mine = self._mine, None
        if mine:
            self._end(mine.visit)

    def _end(self, visit: str) -> None:
        self._stage.work(partial(self._hall.end, visit), _nothing, _ended_by_itself)

    # -- whether there is one -----------------------------------------------------------------------------------------

    def look(self, changed: Callable[[], None]) -> None:
        """Ask the hall what may be sat now; told when that is another than before. Whoever sat here does no more."""
        if self._mine:
            self.wipe()
        self._stage.work(self._hall.open, partial(self._looked, changed), partial(self._not_looked, changed))

    def _looked(self, changed: Callable[[], None], found: OpenExams) -> None:
        if found.exams != self.open_now:
            self.open_now = found.exams
            changed()

    def _not_looked(self, changed: Callable[[], None], error: Exception) -> None:
        """A hall that is away holds no exam; one that speaks another version neither."""
        if not isinstance(error, HallAway | HallRefused):
            raise error
        self._looked(changed, OpenExams(()))

    @property
    def offered(self) -> Offered | None:
        """For the list of papers; None while none is open."""
        titles = tuple(exam.title for exam in self.open_now)
        return Offered("", words.ROW_TITLE, words.row_note(titles), "identification-card") if titles else None

    # -- before the paper ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        """正式测试 was tapped."""
        self.wipe()
        if self._hall_there():
            self._stage.show(NOTICE, None)
        else:
            self._tell(Why.AWAY)

    def agree(self) -> None:
        """我同意."""
        now = self._now()
        self._agreed_at = f"{now.hour}:{now.minute:02d}"
        self.card.ask()

    def leave(self) -> None:
        """不考了, or 返回 before anything was begun."""
        self.wipe()
        self._stage.home()

    def back_to_notice(self) -> bool:
        """返回 on the card page."""
        self.start()
        return True

    def _card_view(self, state: CardState) -> CardPageView:
        return CardPageView(self._agreed_at, state, self._desk_place, self._again)

    def _answered(self, answer: CardAnswer) -> None:
        if answer.mine is None:
            self._tell(answer.why)
            return
        self._mine = answer.mine
        self._show_own()

    def _late(self, answer: CardAnswer) -> None:
        """Nobody waits for it any more: what it opened is closed again."""
        if answer.mine:
            self._end(answer.mine.visit)

    # -- the own exams ------------------------------------------------------------------------------------------------

    def _show_own(self, page: int = 0, *, busy: bool = False) -> None:
        if self._mine:
            self._stage.show(OWN, OwnView(self._mine.who, self._mine.exams, page, busy))

    def turn(self, page: int) -> None:
        """Another page of them."""
        if not self.sitting.is_on:
            self._show_own(page)

    def take(self, exam: int) -> None:
        """A row was tapped: begin, go on, or the result of one that is done."""
        own = self._own(exam)
        if own is None or self._mine is None or self.sitting.is_on:
            return
        if own.state == State.DONE:
            if own.outcome:
                self._show_outcome(own.outcome, Ended.BEFORE)
            return
        page, view = self._stage.now()
        if page == OWN and isinstance(view, OwnView):
            self._stage.show(OWN, replace(view, busy=True))
        self.sitting.begin(self._mine.visit, exam)

    def _own(self, exam: int) -> OwnExam | None:
        return next((one for one in self._mine.exams if one.exam == exam), None) if self._mine else None

    def back_from_own(self) -> bool:
        self.leave()
        return True

    # -- in the paper -------------------------------------------------------------------------------------------------

    def stop_here(self) -> None:
        """先停下: the visit ends, the same card goes on."""
        self._stage.end_visit()

    def outcome(self, outcome: Outcome, ended: Ended) -> None:
        """The paper is in the hall for good."""
        self._show_outcome(outcome, ended)

    def refused(self, reason: Refusal | None) -> None:
        if reason is Refusal.GONE:  # the hall began anew: it asks who is there, and goes on
            self._mine, self._again = None, True
            self.card.ask()
            return
        self._end_visit()
        self._tell(WHY[reason] if reason else Why.UNCLEAR)

    def left(self) -> None:
        self.wipe()

    def again_by_card(self) -> None:
        """放身份证，接着做: consent was given in this visit; nobody's paper is open meanwhile."""
        self._end_visit()
        if self._agreed_at and self._hall_there():
            self._again = True
            self.card.ask()
        else:
            self.start()

    def _tell(self, why: Why) -> None:
        self._stage.show(TOLD, ToldView(why, self._desk_place))

    # -- the result ---------------------------------------------------------------------------------------------------

    def _show_outcome(self, outcome: Outcome, ended: Ended) -> None:
        self._outcome = outcome
        who = self._mine.who if self._mine else outcome.who
        self._stage.touched()
        self._stage.show(RESULT, _result(who, outcome, ended, prints=self._slips is not None))

    def print_certificate(self) -> None:
        """打印成绩单: again as often as it did not come out."""
        if self._slips and self._outcome and self._outcome.number:
            self._slips.want(JOB, partial(_made, self._outcome), self._slip_told)

    def _slip_told(self, news: SlipNews) -> None:
        page, view = self._stage.now()
        if page == RESULT and isinstance(view, ResultView):
            self._stage.show(RESULT, replace(view, slip=news))

    def finish(self) -> None:
        """看完了，清除并退出."""
        self._stage.end_visit()


def _made(outcome: Outcome, hand: SlipHand) -> Document:
    return certificate(outcome, hand)


def _result(who: str, outcome: Outcome, ended: Ended, *, prints: bool) -> ResultView:
    return ResultView(
        who, outcome.title, outcome.points, outcome.passed,
        words.answered(outcome.right, outcome.total, outcome.seconds), words.moment(outcome.finished_at), ended,
        certificate=prints and bool(outcome.number),
    )  # fmt: skip


def _nothing(_: object) -> None:
    """Nothing is left to show."""


def _ended_by_itself(error: Exception) -> None:
    """The hall is away, or has forgotten the visit: it hears nothing more of it, and so the time stands still."""
    if not isinstance(error, HallAway | HallRefused | ExamRefused):
        raise error
