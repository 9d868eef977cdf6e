"""这题有问题, whoever asked the question: what is wrong with it, one tap, and the question again.

presses = doubting.presses(counted_as(question))                  # beside the explanation
doubting.ask(counted_as(question), stem, back=self._show)         # its press `SAY` was tapped
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.features.quiz.rules.paper import Question
from kiosk.features.quiz.rules.reasons import Reason
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.asking import Way
from kiosk.features.quiz.terminal.views import DoubtView, Press
from kiosk.ui.stage import Stage

DOUBT, SAY = "quiz.doubt", "doubt"
Counted = tuple[str, str, str]
"""An item as counts name it: bank, number and version."""


def counted_as(question: Question) -> Counted:
    return question.bank, question.item.id, question.item.version


class Doubts(Protocol):
    """What was said of items in this visit."""

    def doubted(self, item: Counted) -> bool: ...

    def doubt(self, item: Counted, reason: Reason) -> None: ...


class Doubting:
    """Kivy's thread. ``doubts`` hears it; None: nobody does, and it is not offered."""

    def __init__(self, stage: Stage, doubts: Doubts | None = None) -> None:
        self._stage, self._doubts = stage, doubts
        self.wipe()
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        """The visit is over, or nothing is in doubt any more."""
        self._item: Counted | None = None
        self._back: Callable[[], None] | None = None
        self._leave: Callable[[Way], bool] | None = None

    def presses(self, item: Counted) -> tuple[Press, ...]:
        """Off once it was said."""
        if self._doubts is None:
            return ()
        said = self._doubts.doubted(item)
        return (Press(SAY, words.DOUBT_SAID, "check", off=True),) if said else (Press(SAY, words.DOUBT),)

    def ask(
        self, item: Counted, stem: str, back: Callable[[], None], leave: Callable[[Way], bool] | None = None
    ) -> None:  # fmt: skip
        """``back`` shows the question again; ``leave``: what its 首页 and 结束使用 ask."""
        if self._doubts and not self._doubts.doubted(item):
            self._item, self._back, self._leave = item, back, leave
            reasons = tuple((reason.value, words.DOUBTS[reason.value]) for reason in Reason)
            self._stage.show(DOUBT, DoubtView(stem, reasons))

    def say(self, reason: str) -> None:
        """One of the reasons was tapped."""
        if self._doubts and self._item:
            self._doubts.doubt(self._item, Reason(reason))
            self.back()

    def back(self) -> bool:
        """没有问题, or 返回."""
        back = self._back
        self.wipe()
        if back:
            back()
        return back is not None

    def leave(self, way: Way) -> bool:
        return self._leave(way) if self._leave else False
