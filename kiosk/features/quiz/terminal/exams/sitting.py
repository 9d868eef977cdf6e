"""One person in front of their paper: one question after another, each answer in the hall before the next one comes.

    sitting = ExamSitting(stage, hall, asking, ended=…)      # a Player of `terminal/asking.py`
    sitting.begin(visit, exam)                                # START: begins, or goes on where it was left

Plain Python on Kivy's thread. One thing is asked of the hall at a time, and asked again every `RETRY_SECONDS` until it
answers: an answer keeps its number, so that the hall counts it once. Meanwhile the page says that nothing goes on and
covers the question, since the time stands still too. Nothing of it is stored: whoever leaves before the hall has the
last answer finds that question open again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Protocol

from content.banks.model import Kind
from kiosk.core.link.answers import HallAway, HallRefused
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.terminal.asking import QUESTION, Asking
from kiosk.features.quiz.terminal.exams import words
from kiosk.features.quiz.terminal.exams.views import HandInView, LeaveView, WaitView
from kiosk.features.quiz.terminal.views import Asked, Frame, Press, Sign
from kiosk.features.quiz.wire_exams import ALIVE_SECONDS, ExamQuestion, ExamRefused, Outcome, Refusal, Sitting
from kiosk.ui.stage import Stage

WAIT, LEAVE, HAND_IN_PAGE = "exam.wait", "exam.leave", "exam.hand_in"
PAGES = frozenset({QUESTION, WAIT, LEAVE, HAND_IN_PAGE, "help", "idle"})
"""While one of these is in front somebody sits."""

RETRY_SECONDS = 2.0
BUSY_AFTER_SECONDS = 0.3
LAST_MINUTES = 5
BEFORE, SKIP, HAND_IN = "before", "skip", "hand_in_all"


class Hall(Protocol):
    """What is asked of `HallExams`; every verb blocks and raises HallAway, ExamRefused, HallRefused."""

    def start(self, visit: str, exam: int) -> Sitting: ...

    def answer(self, visit: str, number: int, place: int, answer: Answer, then: int | None) -> Sitting: ...

    def question(self, visit: str, place: int) -> Sitting: ...

    def alive(self, visit: str) -> Sitting: ...

    def hand_in(self, visit: str) -> Outcome: ...


Job = Callable[[], Sitting | Outcome]


class ExamSitting:
    """``ended`` hears of the outcome or why there is none: a refusal, or None where the hall says what nobody expects."""

    def __init__(
        self,
        stage: Stage,
        hall: Hall,
        asking: Asking,
        *,
        ended: Callable[[Outcome | Refusal | None], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stage, self._hall, self._asking = stage, hall, asking
        self._ended, self._monotonic = ended, monotonic
        self.forget()

    def forget(self) -> None:
        """The visit is over, or the paper."""
        self._visit = ""
        self._sitting: Sitting | None = None
        self._job: Job | None = None  # what the hall is being asked
        self._turn = getattr(self, "_turn", 0) + 1  # an answer to an earlier one is dropped
        self._ends_at: float | None = None
        self._away = False

    @property
    def is_on(self) -> bool:
        return bool(self._visit)

    def begin(self, visit: str, exam: int) -> None:
        """现在开始, or 接着做."""
        self.forget()
        self._visit = visit
        self._ask(partial(self._hall.start, visit, exam))
        self._stage.after(ALIVE_SECONDS, partial(self._alive, visit))

    # -- as a player of the question page -----------------------------------------------------------------------------

    def answered(self, answer: Answer) -> None:
        """选好了: to the hall, and the next question comes with its receipt."""
        self._hand(answer, self._after())

    def pressed(self, key: str) -> None:
        if self._job or not self._question:
            return
        if key == HAND_IN:
            self._leave_question(None)
        elif key == BEFORE and self._question.place:
            self._leave_question(self._question.place - 1)
        elif key == SKIP:
            self._leave_question(self._after())

    def back(self) -> bool:
        """返回: asks once."""
        if self._sitting and not self._job:
            sitting = self._sitting
            self._stage.show(LEAVE, LeaveView(sitting.title, len(sitting.answered), sitting.total))
        return True

    def _leave_question(self, then: int | None) -> None:
        """To another one, or to 交卷. What is chosen goes to the hall, complete or not at all: nobody loses by a button."""
        chosen, stored = self._asking.complete, _stored(self._question)
        if chosen is not None and chosen != stored:
            self._hand(chosen, then)
        elif then is None:
            self.ask_hand_in()
        else:
            self._ask(partial(self._hall.question, self._visit, then))

    def _hand(self, answer: Answer, then: int | None) -> None:
        sitting, question = self._sitting, self._question
        if not sitting or not question or self._job:
            return
        if answer == _stored(question) and then is not None:
            self._ask(partial(self._hall.question, self._visit, then))
            return
        number = sitting.number + 1
        self._ask(partial(self._hall.answer, self._visit, number, question.place, answer, then))

    def _after(self) -> int | None:
        """The place after this one; None: it was the last."""
        assert self._sitting and self._question
        place = self._question.place + 1
        return place if place < self._sitting.total else None

    # -- beside the questions -----------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """接着做: back to the question that was in front."""
        if self._sitting and not self._job:
            self._show()

    def ask_hand_in(self) -> None:
        """交卷: asks once, and tells how many are open."""
        sitting = self._sitting
        if sitting and not self._job:
            left = sitting.total - len(sitting.answered)
            self._stage.show(HAND_IN_PAGE, HandInView(sitting.title, left, sitting.total, self._minutes()))

    def to_open(self) -> None:
        """去答没答的: the first of them."""
        if self._sitting and not self._job:
            done = self._sitting.answered
            place = next((place for place in range(self._sitting.total) if place not in done), 0)
            self._ask(partial(self._hall.question, self._visit, place))

    def hand_in(self) -> None:
        """交卷, said twice."""
        if self._visit and not self._job:
            self._ask(partial(self._hall.hand_in, self._visit))

    # -- the hall -----------------------------------------------------------------------------------------------------

    def _ask(self, job: Job) -> None:
        """Ask until it answers; a page that waits longer than a moment says so."""
        self._turn += 1
        self._job = job
        self._stage.after(BUSY_AFTER_SECONDS, partial(self._show_busy, self._turn))
        self._send(self._turn, job)

    def _send(self, turn: int, job: Job) -> None:
        if turn == self._turn and self._visit:
            self._stage.work(job, partial(self._came, turn), partial(self._failed, turn))

    def _show_busy(self, turn: int) -> None:
        if turn == self._turn and self._job and self._stage.now()[0] == QUESTION:
            self._asking.wait()

    def _came(self, turn: int, answer: Sitting | Outcome) -> None:
        if turn != self._turn or not self._visit:
            return
        self._job, self._away = None, False
        if isinstance(answer, Outcome):
            self.forget()
            self._ended(answer)
            return
        before, self._sitting = self._sitting, answer
        if answer.question is None and before and before.question:
            kept = before.question  # an answer without a question after it: this one stays to go back to
            self._sitting = _with(answer, kept if kept.place not in answer.answered else None)
        self._set_clock(answer.left_seconds)
        if not self._is_front:
            return
        if answer.question is None:
            self.ask_hand_in()
        else:
            self._show()

    def _failed(self, turn: int, error: Exception) -> None:
        if turn != self._turn or not self._visit:
            return
        if isinstance(error, HallAway):
            self._wait(turn)
        elif isinstance(error, ExamRefused | HallRefused):
            self._refused(error.reason if isinstance(error, ExamRefused) else None)
        else:
            raise error

    def _wait(self, turn: int) -> None:
        """The hall is away: the question is covered, and asked is again in a while."""
        self._away = True
        if self._is_front:
            self._stage.show(WAIT, WaitView(unsent=_is_answer(self._hall, self._job)))
        if self._job:
            self._stage.after(RETRY_SECONDS, partial(self._send, turn, self._job))

    def _refused(self, reason: Refusal | None) -> None:
        over = reason in (Refusal.CLOSED, Refusal.TIME_UP, Refusal.DONE)
        asked_already = self._job is not None and getattr(self._job, "func", None) == self._hall.hand_in
        if over and not asked_already:  # what was answered counts: the result is there
            self._job = None
            self._ended(reason)
            self._ask(partial(self._hall.hand_in, self._visit))
            return
        self.forget()
        self._ended(reason)

    # -- that somebody sits -------------------------------------------------------------------------------------------

    @property
    def _is_front(self) -> bool:
        return self._stage.now()[0] in PAGES

    def _alive(self, visit: str) -> None:
        """Every `ALIVE_SECONDS`; whatever else is asked tells the hall as much."""
        if visit != self._visit:
            return
        if not self._is_front:
            self._ended(Refusal.GONE)  # they went elsewhere on this terminal: it pauses
            return
        self._stage.after(ALIVE_SECONDS, partial(self._alive, visit))
        if self._job is None and self._sitting:
            self._turn += 1
            turn, job = self._turn, partial(self._hall.alive, visit)
            self._stage.work(job, partial(self._lives, turn), partial(self._lives_not, turn))

    def _lives(self, turn: int, now: Sitting) -> None:
        if turn == self._turn and self._visit:
            self._set_clock(now.left_seconds)
            if self._stage.now()[0] == QUESTION and self._sitting and self._question:
                self._asking.reframe(self, self._frame())

    def _lives_not(self, turn: int, error: Exception) -> None:
        """Nothing goes on until the hall is there: what is asked until then is the question in front once more."""
        if turn != self._turn or not self._visit:
            return
        if isinstance(error, HallAway) and self._question:
            self._turn += 1
            self._job = partial(self._hall.question, self._visit, self._question.place)
            self._wait(self._turn)
        else:
            self._failed(turn, error)

    # -- the clock ----------------------------------------------------------------------------------------------------

    def _set_clock(self, left_seconds: int | None) -> None:
        self._ends_at = None if left_seconds is None else self._monotonic() + left_seconds

    def _minutes(self) -> int | None:
        """Begun minutes that are left; None: there is no clock."""
        if self._ends_at is None:
            return None
        return max(0, -(-int(self._ends_at - self._monotonic()) // 60))

    # -- the page -----------------------------------------------------------------------------------------------------

    @property
    def _question(self) -> ExamQuestion | None:
        return self._sitting.question if self._sitting else None

    def _show(self) -> None:
        assert self._sitting
        question = self._question
        if question is None:
            self.ask_hand_in()
            return
        begun = _stored(question)
        asked = _asked(self._visit, question)
        self._asking.ask(self, asked, self._frame(), begun=None if begun.is_empty else begun)

    def _frame(self) -> Frame:
        sitting, question, minutes = self._sitting, self._question, self._minutes()
        assert sitting and question
        sign = None
        if minutes is not None:
            late = minutes <= LAST_MINUTES
            sign = Sign(words.minutes_left(minutes), "warn" if late else "pine", "clock", large=True)
        foot = words.LAST_MINUTES if minutes is not None and minutes == LAST_MINUTES else words.CHANGE_UNTIL
        presses = [Press(SKIP, words.SKIP if question.place not in sitting.answered else words.NEXT)]
        if question.place:
            presses.insert(0, Press(BEFORE, words.BEFORE))
        return Frame(
            words.number(question.place), words.of_total(sitting.total), sitting.title, sign=sign,
            total=sitting.total, position=question.place, done=frozenset(sitting.answered),
            foot=foot, foot_presses=(Press(HAND_IN, words.HAND_IN),), presses=tuple(presses), explains=False,
        )  # fmt: skip


def _asked(visit: str, question: ExamQuestion) -> Asked:
    return Asked(
        (visit, question.place), Kind(question.kind), question.tag, question.stem, question.options, question.blanks,
        question.choices,
    )  # fmt: skip


def _stored(question: ExamQuestion | None) -> Answer:
    """What the hall has."""
    return Answer(question.chosen, question.texts) if question else Answer()


def _with(sitting: Sitting, question: ExamQuestion | None) -> Sitting:
    return Sitting(
        sitting.title, sitting.total, sitting.answered, sitting.number, sitting.left_seconds, question
    )  # fmt: skip


def _is_answer(hall: Hall, job: Job | None) -> bool:
    return getattr(job, "func", None) == hall.answer
