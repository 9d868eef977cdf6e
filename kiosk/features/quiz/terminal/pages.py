"""The pages of the quiz by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.features.quiz.terminal.flow import QuizFlow
from kiosk.features.quiz.terminal.screens.doubt import Doubt
from kiosk.features.quiz.terminal.screens.intro import Intro
from kiosk.features.quiz.terminal.screens.question import Question
from kiosk.features.quiz.terminal.screens.result import Result
from kiosk.ui.page import Page


def pages(flow: QuizFlow) -> dict[str, Callable[[], Page]]:
    return {page.name: partial(page, flow) for page in (Intro, Question, Doubt, Result)}
