"""凭小票接着做: eight digits from the slip, on the digit pad. One refusal for whatever code is not here (any more)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kiosk.features.quiz.rules.resuming import DIGITS, HalfPaper, is_code
from kiosk.features.quiz.terminal.along.half_papers import HalfPapers, NotFound
from kiosk.features.quiz.terminal.along.views import CodeView
from kiosk.ui.stage import Stage

CODE = "quiz.code"


class CodeEntry:
    """``found`` takes the paper and says whether anything of it is left; ``back`` leads to the papers."""

    def __init__(
        self, stage: Stage, papers: HalfPapers, *, found: Callable[[HalfPaper], bool], back: Callable[[], None],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._stage, self._papers, self._found, self._back = stage, papers, found, back
        self._seconds = seconds
        self._view = CodeView()
        self._until = 0.0
        self._asked = 0
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        """The wait after wrong codes stays: it is the machine's, not the visitor's."""
        self._view = CodeView()
        self._asked += 1

    def start(self) -> None:
        self._asked += 1
        self._view = CodeView(until=self._until)
        self._stage.show(CODE, self._view)

    def press(self, key: str) -> None:
        """A key of the pad: "0".."9" or "back"."""
        view = self._view
        if view.asking:
            return
        typed = view.typed[:-1] if key == "back" else (view.typed + key)[:DIGITS]
        wrong = len(typed) == DIGITS and not is_code(typed)
        self._show(replace(view, typed=typed, said="check" if wrong else ""))

    def go_on(self) -> None:
        view = self._view
        if view.asking or not is_code(view.typed) or self._seconds() < view.until:
            return
        self._show(replace(view, asking=True, said=""))
        self._stage.work(partial(self._papers.take, view.typed), partial(self._answered, self._asked))

    def back(self) -> bool:
        """While a code is looked for nobody leaves: it may be used up already."""
        if self._view.asking:
            return True
        self._asked += 1
        self._view = CodeView()
        self._back()
        return True

    def _answered(self, asked: int, found: HalfPaper | NotFound) -> None:
        if asked != self._asked:
            return
        if isinstance(found, HalfPaper):
            self._view = CodeView()
            if not self._found(found):
                self._show(CodeView(said="gone", until=self._until))
            return
        if found.seconds:
            self._until = self._seconds() + found.seconds
        self._show(CodeView(said="unknown", until=self._until))

    def _show(self, view: CodeView) -> None:
        self._view = view
        self._stage.show(CODE, view)
