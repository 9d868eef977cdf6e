"""The pages of a challenge by name; the question itself is every way's (`terminal/asking.py`)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.features.quiz.terminal.challenge.flow import ChallengeFlow
from kiosk.features.quiz.terminal.challenge.screens.intro import ChallengeIntro
from kiosk.features.quiz.terminal.challenge.screens.result import ChallengeResult
from kiosk.features.quiz.terminal.challenge.screens.time_up import TimeUp
from kiosk.ui.page import Page


def pages(flow: ChallengeFlow) -> dict[str, Callable[[], Page]]:
    return {page.name: partial(page, flow) for page in (ChallengeIntro, TimeUp, ChallengeResult)}
