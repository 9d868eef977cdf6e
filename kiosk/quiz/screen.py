"""The pages of the quiz by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.quiz.flow import QuizFlow
from kiosk.quiz.screens.intro import Intro
from kiosk.quiz.screens.question import Question
from kiosk.quiz.screens.result import Result
from kiosk.ui.page import Page


def pages(flow: QuizFlow) -> dict[str, Callable[[], Page]]:
    return {page.name: partial(page, flow) for page in (Intro, Question, Result)}
