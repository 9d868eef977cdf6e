"""The pages of 正式测试 by name; its questions are drawn by `terminal/screens/question.py`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.features.quiz.terminal.exams.flow import ExamFlow
from kiosk.features.quiz.terminal.exams.screens.card import ExamCard
from kiosk.features.quiz.terminal.exams.screens.notice import Notice
from kiosk.features.quiz.terminal.exams.screens.own import Own
from kiosk.features.quiz.terminal.exams.screens.pauses import Last, Leave, Wait
from kiosk.features.quiz.terminal.exams.screens.result import Result
from kiosk.features.quiz.terminal.exams.screens.told import Told
from kiosk.ui.page import Page


def pages(flow: ExamFlow) -> dict[str, Callable[[], Page]]:
    return {kind.name: partial(kind, flow) for kind in (Notice, ExamCard, Own, Wait, Leave, Last, Told, Result)}
