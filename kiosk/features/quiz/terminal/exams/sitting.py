"""One person in front of their paper: one question after another, each answer in the hall before the next one comes.

    sitting = ExamSitting(stage, hall, asking, room)      # a Player of `terminal/asking.py`; `room` hears how it ends
    sitting.begin(visit, exam)                             # START: begins, or goes on where it was left

Plain Python on Kivy's thread. One thing is asked of the hall at a time, and asked again every `RETRY_SECONDS` until it
answers: an answer keeps its number, so that the hall counts it once. Meanwhile the page says that nothing goes on and
covers the question, since the time stands still too. Nothing of it is stored: whoever leaves before the hall has the
last answer finds that question open again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, Protocol

from content.banks.model import Kind
from kiosk.core.link.answers import HallAway, HallRefused
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.terminal.asking import QUESTIONS, Asking, Way
from kiosk.features.quiz.terminal.exams import words
from kiosk.features.quiz.terminal.exams.question_picture import QuestionPicture
from kiosk.features.quiz.terminal.exams.views import Ended, HandInView, LeaveView, WaitView
from kiosk.features.quiz.terminal.views import Asked, Frame, Press, Sign
from kiosk.features.quiz.wire_exams import ALIVE_SECONDS, ExamQuestion, ExamRefused, Outcome, Refusal, Sitting
from kiosk.ui.stage import Stage

OWN, WAIT, LEAVE, LAST = "exam.own", "exam.wait", "exam.leave", "exam.last"
OURS = QUESTIONS | {OWN, WAIT, LEAVE, LAST}
HELP = "help"  # over a question: somebody still sits here

RETRY_SECONDS = 2.0
BUSY_AFTER_SECONDS = 0.3
LOOK_AGAIN_SECONDS = 0.5
LAST_MINUTES = 5
BEFORE, SKIP, HAND_IN = "before", "skip", "hand_in_all"
_ENDED = {Refusal.CLOSED: Ended.CLOSED, Refusal.TIME_UP: Ended.TIME_UP, Refusal.DONE: Ended.BEFORE}


class Hall(Protocol):
    """What is asked of `HallExams`; every verb blocks and raises HallAway, ExamRefused, HallRefused."""

    def start(self, visit: str, exam: int) -> Sitting: ...

    def answer(self, visit: str, number: int, place: int, answer: Answer, then: int | None) -> Sitting: ...

    def question(self, visit: str, place: int) -> Sitting: ...

    def picture(self, visit: str, place: int) -> bytes: ...

    def alive(self, visit: str) -> Sitting: ...

    def hand_in(self, visit: str) -> Outcome: ...


class Room(Protocol):
    """Who hears how a sitting ends; it is over by then."""

    def outcome(self, outcome: Outcome, ended: Ended) -> None: ...

    def refused(self, reason: Refusal | None) -> None:
        """The hall does not go on; None: for a reason that nobody expects."""

    def left(self) -> None:
        """The visitor went to another room of this terminal."""


@dataclass(frozen=True, eq=False)
class Errand:
    """What the hall is being asked, until it answers."""

    kind: Literal["question", "answer", "hand_in"]
    ask: Callable[[], Sitting | Outcome]
    ended: Ended = Ended.HANDED_IN


class ExamSitting:
    def __init__(
        self, stage: Stage, hall: Hall, asking: Asking, room: Room, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._stage, self._hall, self._asking, self._room = stage, hall, asking, room
        self._monotonic = monotonic
        self._picture_turn = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """The visit is over, or the paper."""
        self._visit = ""
        self._sitting: Sitting | None = None
        self._errand: Errand | None = None
        self._place = 0  # of the question that was in front last
        self._drawn: int | None = None  # of the one that the page shows
        self._ends_at: float | None = None

    @property
    def is_on(self) -> bool:
        return bool(self._visit)

    def begin(self, visit: str, exam: int) -> None:
        """现在开始, or 接着做."""
        self.forget()
        self._visit = visit
        self._ask(Errand("question", partial(self._hall.start, visit, exam)))
        self._stage.after(ALIVE_SECONDS, partial(self._tick, visit))

    # -- as a player of the question page -----------------------------------------------------------------------------

    def answered(self, answer: Answer) -> None:
        """选好了: to the hall, and the next question comes with its receipt."""
        self._leave_question(answer, self._after())

    def pressed(self, key: str) -> None:
        """What is chosen by then goes to the hall, complete or not at all: nobody loses it by another button."""
        if self._errand or not self._question:
            return
        if key == HAND_IN:
            self._leave_question(self._asking.complete, None)
        elif key == BEFORE and self._question.place:
            self._leave_question(self._asking.complete, self._question.place - 1)
        elif key == SKIP:
            self._leave_question(self._asking.complete, self._after())

    def back(self) -> bool:
        """返回: asks once."""
        if self._sitting and not self._errand:
            sitting = self._sitting
            self._stage.show(LEAVE, LeaveView(sitting.title, len(sitting.answered), sitting.total))
        return True

    def leave(self, _way: Way) -> bool:
        """首页 or 结束使用: the same question, since whoever goes has stopped."""
        return self.back()

    def _leave_question(self, answer: Answer | None, then: int | None) -> None:
        """``then``: which one comes next; None: 交卷."""
        sitting, question = self._sitting, self._question
        if not sitting or not question or self._errand:
            return
        if answer is not None and answer != _stored(question):
            job = partial(self._hall.answer, self._visit, sitting.number + 1, question.place, answer, then)
            self._ask(Errand("answer", job))
        elif then is None:
            self.ask_hand_in()
        else:
            self._fetch(then)

    def _after(self) -> int | None:
        """The place after this one; None: it was the last."""
        assert self._sitting and self._question
        place = self._question.place + 1
        return place if place < self._sitting.total else None

    # -- beside the questions -----------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """接着做: back to the question that was in front."""
        if self._sitting and not self._errand:
            if self._question:
                self._show()
            else:
                self._fetch(self._place)

    def ask_hand_in(self) -> None:
        """交卷: asks once, and tells how many are open."""
        sitting = self._sitting
        if sitting and not self._errand:
            left = sitting.total - len(sitting.answered)
            self._stage.show(LAST, HandInView(sitting.title, left, sitting.total, self._minutes()))

    def to_open(self) -> None:
        """去答没答的: the first of them."""
        if self._sitting and not self._errand:
            done = self._sitting.answered
            self._fetch(next((place for place in range(self._sitting.total) if place not in done), 0))

    def hand_in(self) -> None:
        """交卷, said twice."""
        if self._visit and not self._errand:
            self._ask(Errand("hand_in", partial(self._hall.hand_in, self._visit)))

    def _fetch(self, place: int) -> None:
        self._ask(Errand("question", partial(self._hall.question, self._visit, place)))

    # -- the hall -----------------------------------------------------------------------------------------------------

    def _ask(self, errand: Errand) -> None:
        """Ask until it answers; a page that waits longer than a moment says so."""
        self._errand = errand
        self._stage.after(BUSY_AFTER_SECONDS, partial(self._show_busy, errand))
        self._send(errand)

    def _send(self, errand: Errand) -> None:
        if errand is self._errand:
            self._stage.work(errand.ask, partial(self._came, errand), partial(self._failed, errand))

    def _show_busy(self, errand: Errand) -> None:
        page, view = self._stage.now()
        if errand is not self._errand:
            return
        if page in QUESTIONS:
            self._asking.wait()
        elif isinstance(view, HandInView):
            self._stage.show(LAST, replace(view, busy=True))

    def _came(self, errand: Errand, answer: Sitting | Outcome) -> None:
        if errand is not self._errand:
            return
        self._errand = None
        if isinstance(answer, Outcome):
            self.forget()
            self._room.outcome(answer, errand.ended)
            return
        self._sitting = answer
        self._set_clock(answer.left_seconds)
        self._show_when_back()

    def _failed(self, errand: Errand, error: Exception) -> None:
        if errand is not self._errand:
            return
        if isinstance(error, HallAway):
            self._wait(errand)
        elif isinstance(error, ExamRefused):
            self._refused(errand, error.reason)
        elif isinstance(error, HallRefused):
            self._refused(errand, None)
        else:
            raise error

    def _wait(self, errand: Errand) -> None:
        """The hall is away: the question is covered, and the same is asked again in a while."""
        if self._stage.now()[0] in OURS:
            self._stage.show(WAIT, WaitView(unsent=errand.kind == "answer"))
        self._stage.after(RETRY_SECONDS, partial(self._send, errand))

    def _refused(self, errand: Errand, reason: Refusal | None) -> None:
        ended = _ENDED.get(reason) if reason else None
        if ended and errand.kind != "hand_in":  # what was answered counts: there is an outcome
            self._ask(Errand("hand_in", partial(self._hall.hand_in, self._visit), ended))
        else:
            self.forget()
            self._room.refused(reason)

    # -- that somebody sits -------------------------------------------------------------------------------------------

    def _tick(self, visit: str) -> None:
        """Every `ALIVE_SECONDS`; whatever else is asked tells the hall as much."""
        if visit != self._visit:
            return
        if self._stage.now()[0] not in OURS | {HELP}:
            self.forget()
            self._room.left()
            return
        self._stage.after(ALIVE_SECONDS, partial(self._tick, visit))
        if self._errand is None and self._sitting:
            self._stage.work(
                partial(self._hall.alive, visit), partial(self._lives, visit), partial(self._lives_not, visit)
            )

    def _lives(self, visit: str, now: Sitting) -> None:
        if visit == self._visit and not self._errand:
            self._set_clock(now.left_seconds)
            if self._stage.now()[0] in QUESTIONS and self._question:
                self._asking.reframe(self, self._frame())

    def _lives_not(self, visit: str, error: Exception) -> None:
        """Nothing goes on until the hall is there: what is asked until then is the question in front once more."""
        if visit == self._visit and not self._errand:
            errand = self._errand = Errand("question", partial(self._hall.question, visit, self._place))
            self._failed(errand, error)

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

    def _show_when_back(self) -> None:
        """Nobody is taken away from 请人帮忙."""
        if not self._sitting or self._errand:
            return
        if self._stage.now()[0] in OURS:
            if self._question:
                self._show()
            else:
                self.ask_hand_in()
        else:
            self._stage.after(LOOK_AGAIN_SECONDS, self._show_when_back)

    def _show(self) -> None:
        """The question; what is chosen in it and not handed in yet stays, when it is the one that was in front."""
        question = self._question
        assert question
        stored, same = _stored(question), self._drawn == question.place
        self._place = self._drawn = question.place
        begun = None if same or stored.is_empty else stored
        self._asking.ask(self, self._asked(question), self._frame(), begun=begun)

    def _asked(self, question: ExamQuestion) -> Asked:
        picture = None
        if question.picture:
            fetch = partial(self._hall.picture, self._visit, question.place)
            picture = QuestionPicture(fetch, self._picture_turn)
        return Asked(
            (self._visit, question.place), Kind(question.kind), question.tag, question.stem, question.options,
            question.blanks, question.choices, picture,
        )  # fmt: skip

    def _frame(self) -> Frame:
        sitting, question, minutes = self._sitting, self._question, self._minutes()
        assert sitting and question
        sign, foot = None, words.CHANGE_UNTIL
        if minutes is not None:
            tint = "warn" if minutes <= LAST_MINUTES else "pine"
            sign = Sign(words.minutes_left(minutes), tint, "clock", large=True)
            foot = words.LAST_MINUTES if minutes == LAST_MINUTES else foot
        presses = [Press(SKIP, words.NEXT if question.place in sitting.answered else words.SKIP)]
        if question.place:
            presses.insert(0, Press(BEFORE, words.BEFORE))
        # Beside the keys of a keyboard there is no room for it: 返回 leads there, too.
        last = () if question.kind == Kind.FILL else (Press(HAND_IN, words.HAND_IN),)
        return Frame(
            words.number(question.place), words.of_total(sitting.total), sitting.title, sign=sign,
            total=sitting.total, position=question.place, done=frozenset(sitting.answered),
            foot=foot, foot_presses=last, presses=tuple(presses), explains=False,
        )  # fmt: skip


def _stored(question: ExamQuestion) -> Answer:
    """What the hall has of it."""
    return Answer(question.chosen, question.texts)
