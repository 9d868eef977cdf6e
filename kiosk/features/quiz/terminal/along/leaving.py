"""先不做了: asked once before a running paper is left, by whatever way; and a slip by which it goes on.

The paper is laid aside first, then printed: whoever gets no slip may write the eight digits down. Nobody goes on with
it by standing here, since the screen is wiped; and whoever goes on after all has no code any more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from devices.printer.document import Align, Document, Feed, Rule, Text
from kiosk.core.terminal.slips import SlipHand, SlipNews, SlipsOfVisit, SlipState
from kiosk.features.quiz.terminal.along import slip_words, words
from kiosk.features.quiz.terminal.along.half_papers import HalfPapers
from kiosk.features.quiz.terminal.along.views import LeaveView
from kiosk.features.quiz.terminal.desk import QuizDesk
from kiosk.ui.stage import Stage

LEAVE = "quiz.leave"
JOB = "quiz-code"
Whither = Literal["back", "home", "end"]


class Leaving:
    """``on`` shows the question again; ``left`` forgets the paper, and shows the papers where one went back."""

    def __init__(
        self, stage: Stage, desk: QuizDesk, slips: SlipsOfVisit | None, papers: HalfPapers | None, *,
        on: Callable[[], None], left: Callable[[bool], None],
    ) -> None:  # fmt: skip
        self._stage, self._desk, self._slips, self._papers = stage, desk, slips, papers
        self._on, self._left = on, left
        self._whither: Whither = "back"
        self._view: LeaveView | None = None
        self._asked = 0  # an answer for a page that was left is dropped
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        """The visit is over; what was laid aside stays until its day is."""
        self._view = None
        self._asked += 1

    def ask(self, whither: Whither) -> bool:
        """True: it is asked. False: nothing was answered yet, so nothing would be lost."""
        sitting = self._desk.sitting
        if not sitting.answered and not sitting.done(0.0).skipped:
            return False
        self._whither = whither
        keeps = self._papers is not None and self._slips is not None and self._desk.lay_aside().is_sound
        until = words.day(self._papers.until()) if self._papers else ""
        plan, questions = sitting.paper.plan, sitting.paper.questions
        self._view = LeaveView(
            plan.title, sitting.position + 1, len(questions), len(sitting.answered), keeps, until
        )  # fmt: skip
        self._stage.show(LEAVE, self._view)
        return True

    # -- what the page reports ------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """接着做; also the dock's 返回."""
        if self._view:
            code, papers = self._view.code, self._papers
            if code and papers:
                self._stage.work(lambda: papers.drop(code), _nothing)
            self._close()
            self._on()

    def give_up(self) -> None:
        """不做了; and, once there is a code, 好."""
        if self._view:
            self._close()
            self._left(self._whither == "back")
            if self._whither == "home":
                self._stage.home()
            elif self._whither == "end":
                self._stage.end_visit()

    def print_code(self) -> None:
        """打一张小票; again where it failed."""
        view, papers = self._view, self._papers
        if view is None or papers is None or not view.may_keep or (self._slips and self._slips.printing):
            return
        if view.code:
            self._print()
        elif view.slip.state is not SlipState.PRINTING:
            half, asked = self._desk.lay_aside(), self._asked
            self._show(replace(view, slip=SlipNews(SlipState.PRINTING)))
            self._stage.work(lambda: papers.keep(half), lambda code: self._kept(asked, code))

    def _kept(self, asked: int, code: str | None) -> None:
        if asked != self._asked or self._view is None:
            if code and self._papers:  # the visitor went on meanwhile
                papers, dropped = self._papers, code
                self._stage.work(lambda: papers.drop(dropped), _nothing)
            return
        if code is None:
            self._show(replace(self._view, slip=SlipNews(), full=True, may_keep=False))
            return
        self._view = replace(self._view, code=code)
        self._print()

    def _print(self) -> None:
        view = self._view
        if self._slips and view:
            self._slips.want(JOB, lambda hand: code_slip(hand, view), self._told)

    def _told(self, news: SlipNews) -> None:
        if self._view:
            self._show(replace(self._view, slip=news))

    def _show(self, view: LeaveView) -> None:
        self._view = view
        if self._stage.now()[0] == LEAVE:
            self._stage.show(LEAVE, view)

    def _close(self) -> None:
        self._view = None
        self._asked += 1


def code_slip(hand: SlipHand, view: LeaveView) -> Document:
    """The eight digits, what they are of, and until when."""
    code = f"{view.code[:4]} {view.code[4:]}"
    return hand.slip(
        slip_words.GO_ON,
        Feed(), Text(code, size=5, bold=True, align=Align.CENTER, fit=True), Feed(),
        Text(slip_words.stands(view.paper, view.answered, view.total), align=Align.CENTER),
        Rule(dashed=True), *(Text(line) for line in slip_words.how_to_go_on(view.until)),
    )  # fmt: skip


def _nothing(_: object) -> None:
    """Nothing is left to show."""
