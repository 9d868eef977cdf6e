"""The pages of the quiz by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.features.quiz.terminal.asking import Asking
from kiosk.features.quiz.terminal.flow import QuizFlow
from kiosk.features.quiz.terminal.screens.doubt import Doubt
from kiosk.features.quiz.terminal.screens.fill import Fill
from kiosk.features.quiz.terminal.screens.intro import Intro
from kiosk.features.quiz.terminal.screens.question import Question
from kiosk.features.quiz.terminal.screens.result import Result
from kiosk.features.quiz.terminal.screens.stem_picture import StemPicture
from kiosk.ui.page import Page


def pages(flow: QuizFlow, asking: Asking) -> dict[str, Callable[[], Page]]:
    """``asking`` is every flow's: its pages show all questions."""
    own = {page.name: partial(page, flow) for page in (Intro, Doubt, Result)}
    asked = {page.name: partial(page, asking) for page in (Question, Fill, StemPicture)}
    return {**asked, **own}
