"""The walk from page to page: one question after the other, back without losing anything, and from the summary to one
question and back to the summary.

A `Question` is one step of it. It draws its page when it is started, hears its taps, and puts what was answered into
`walk.answers`; the walk alone knows what comes next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from kiosk.apps.first_start import words
from kiosk.apps.first_start.wire import Answers, Facts
from kiosk.ui.stage import Stage

WELCOME, CHOICE, DIGITS, LATIN = "first.welcome", "first.choice", "first.digits", "first.latin"
QUESTION, PROGRESS, TOLD = "first.question", "first.progress", "first.told"
HALL, KEEPER = "first.hall", "first.keeper"


class FirstStage(Stage, Protocol):
    """The stage with room for where one is: 第2步，共9步."""

    def say_place(self, text: str) -> None: ...


class Step:
    """What is in front: hears the page's taps. What it has no use for, it lets be."""

    key = ""

    def start(self, trouble: str = "") -> None:
        """Draw the page; `trouble` is why the root side refused its answer."""

    def act(self, key: str) -> None:
        """A button."""

    def pick(self, key: str) -> None:
        """One of several."""

    def press(self, key: str) -> None:
        """A key of a pad or panel."""

    def keep(self, written: str) -> None:
        """What stood on a writing page when it was left."""

    def back(self) -> None:
        """返回."""


class Question(Step):
    """A step whose answer stands in the summary."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk

    def said(self) -> str:
        """The answer, in the summary's words."""
        raise NotImplementedError

    def back(self) -> None:
        self.walk.back()


class Walk:
    """`before` is where 返回 leads from the first question, `after` what follows the last."""

    def __init__(self, stage: FirstStage, facts: Facts, before: Callable[[], None], after: Callable[[], None]) -> None:
        self.stage, self.facts, self.answers = stage, facts, Answers()
        self.questions: Sequence[Question] = ()
        self.front: Step | None = None
        self._before, self._after, self._place, self._changing = before, after, 0, False

    def put(self, **answers: Any) -> None:
        self.answers = replace(self.answers, **answers)

    def begin(self) -> None:
        """To the first question."""
        self._changing = False
        self._go(0)

    def again(self) -> None:
        """返回 from the summary: to the last question."""
        self._changing = False
        self._go(len(self.questions) - 1)

    def change(self, key: str, trouble: str = "") -> None:
        """From the summary to one question; from there, on or back, it leads to the summary."""
        self._changing = True
        self._go(next(place for place, one in enumerate(self.questions) if one.key == key), trouble)

    def next(self) -> None:
        if self._changing or self._place + 1 == len(self.questions):
            self._after()
        else:
            self._go(self._place + 1)

    def back(self) -> None:
        if self._changing:
            self._after()
        elif self._place == 0:
            self._before()
        else:
            self._go(self._place - 1)

    def enter(self, step: Step, trouble: str = "") -> None:
        """Bring a step to the front that is no question of the row."""
        self.front = step
        self.stage.say_place("")
        step.start(trouble)

    def _go(self, place: int, trouble: str = "") -> None:
        self._place = place
        self.front = self.questions[place]
        self.stage.say_place("" if self._changing else words.step(place + 1, len(self.questions)))
        self.front.start(trouble)
