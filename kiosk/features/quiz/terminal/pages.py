"""The pages of the quiz by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.features.quiz.terminal.asking import Asking
from kiosk.features.quiz.terminal.flow import QuizFlow
from kiosk.features.quiz.terminal.screens.doubt import Doubt
from kiosk.features.quiz.terminal.screens.intro import Intro
from kiosk.features.quiz.terminal.screens.question import Question
from kiosk.features.quiz.terminal.screens.result import Result
from kiosk.ui.page import Page


def pages(flow: QuizFlow, asking: Asking) -> dict[str, Callable[[], Page]]:
    """``asking`` is every flow's: one page shows all questions."""
    own = {page.name: partial(page, flow) for page in (Intro, Doubt, Result)}
    return {Question.name: partial(Question, asking), **own}
