"""还想做什么: what there is after a result besides its explanations: practise, print, keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from devices.printer.document import Document
from kiosk.core.terminal.slips import SlipHand, SlipNews, SlipsOfVisit, SlipState
from kiosk.features.quiz.rules.wrong_book import Mistake, mistakes_of
from kiosk.features.quiz.terminal.along import words
from kiosk.features.quiz.terminal.along.views import MoreView
from kiosk.features.quiz.terminal.along.wrong_book import wrong_slip
from kiosk.features.quiz.terminal.desk import Result
from kiosk.ui.stage import Stage

MORE = "quiz.more"
JOB = "quiz-mistakes"


class More:
    """``practise``, ``keep`` and ``back`` (to the result) are the flow's; ``slips`` None: nothing is printed here."""

    def __init__(
        self, stage: Stage, slips: SlipsOfVisit | None, *, practise: Callable[[], None], keep: Callable[[], None],
        back: Callable[[], None],
    ) -> None:  # fmt: skip
        self._stage, self._slips = stage, slips
        self.practise, self.keep, self.back = practise, keep, back
        self._view: MoreView | None = None
        self._mistakes: tuple[Mistake, ...] = ()
        self._first = 0  # of the next slip
        self._on_slip = (0, 0)
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        """The visit is over."""
        self._view, self._mistakes, self._first = None, (), 0

    def begin(self, result: Result, *, may_keep: bool) -> None:
        """Of this result, shown for the first time."""
        self._mistakes, self._first = mistakes_of(result.marks), 0
        self._view = MoreView(
            result.plan.title, len(self._mistakes), may_print=self._slips is not None, may_keep=may_keep
        )  # fmt: skip

    @property
    def word(self) -> str:
        """Of the button that leads here; empty: there is nothing to do."""
        view = self._view
        return words.more(mistakes=bool(view.mistakes), keeps=view.may_keep) if view else ""

    @property
    def prints(self) -> bool:
        """There are mistakes, and a printer for them."""
        return self._view is not None and self._view.may_print and self._view.mistakes > 0

    def show(self) -> None:
        if self._view:
            self._stage.show(MORE, self._view)

    def on_back(self) -> bool:
        self.back()
        return True

    def print_mistakes(self) -> None:
        """打印错题; again, those that come next."""
        if self._slips and self._mistakes and self._view:
            paper, mistakes, first = self._view.paper, self._mistakes, self._first

            def made(hand: SlipHand) -> Document:
                printed = wrong_slip(hand, paper, mistakes, first)
                self._on_slip = printed.first, printed.last
                return printed.document

            self._slips.want(JOB, made, self._told)

    def _told(self, news: SlipNews) -> None:
        if self._view is None:
            return
        printed = self._view.printed
        if news.state is SlipState.PRINTED:
            first, last = self._on_slip
            printed = first + 1, last
            self._first = last if last < len(self._mistakes) else 0
        self._view = replace(self._view, slip=news, printed=printed)
        if self._stage.now()[0] == MORE:
            self._stage.show(MORE, self._view)
