"""The pages of the quiz by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.features.quiz.terminal.along.keeping import Keeping
from kiosk.features.quiz.terminal.along.screens.code import Code
from kiosk.features.quiz.terminal.along.screens.keep_card import KeepCard
from kiosk.features.quiz.terminal.along.screens.keep_notice import KeepNotice
from kiosk.features.quiz.terminal.along.screens.kept import KeepTrouble, Kept
from kiosk.features.quiz.terminal.along.screens.leave import Leave
from kiosk.features.quiz.terminal.along.screens.more import MorePage
from kiosk.features.quiz.terminal.asking import Asking
from kiosk.features.quiz.terminal.flow import QuizFlow
from kiosk.features.quiz.terminal.screens.doubt import Doubt
from kiosk.features.quiz.terminal.screens.fill import Fill
from kiosk.features.quiz.terminal.screens.intro import Intro
from kiosk.features.quiz.terminal.screens.question import Question
from kiosk.features.quiz.terminal.screens.redrawn import Redrawn
from kiosk.features.quiz.terminal.screens.result import Result
from kiosk.features.quiz.terminal.screens.stem_picture import StemPicture
from kiosk.ui.page import Page


def pages(flow: QuizFlow, asking: Asking, keeping: Keeping | None = None) -> dict[str, Callable[[], Page]]:
    """``asking`` is every flow's: its pages show all questions."""
    own: dict[str, Callable[[], Page]] = {page.name: partial(page, flow) for page in (Intro, Result)}
    own[Doubt.name] = partial(Doubt, flow.doubting)
    own |= {page.name: partial(page, asking) for page in (Fill, StemPicture)}
    own[Question.name] = partial(Question, asking, Redrawn())
    own |= {Leave.name: partial(Leave, flow.leaving), MorePage.name: partial(MorePage, flow.more)}
    if flow.code:
        own[Code.name] = partial(Code, flow.code)
    if keeping:
        own |= {page.name: partial(page, keeping) for page in (KeepNotice, KeepCard, Kept, KeepTrouble)}
    return own
