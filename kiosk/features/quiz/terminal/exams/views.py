"""What the pages of 正式测试 show, besides the questions (`terminal/views.py`).

What is somebody's own (`Own`, `ResultView`) hangs on the view of the page in front and on the flow until the wipe.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.core.terminal.slips import NOT_YET, SlipNews
from kiosk.features.quiz.wire_exams import OwnExam
from kiosk.ui.pages.card_state import CardState


@dataclass(frozen=True)
class CardPageView:
    """``again``: the card was read before in this visit, and the hall has forgotten it."""

    agreed_at: str
    state: CardState = "waiting"
    desk_place: str = ""
    again: bool = False


@dataclass(frozen=True)
class OwnView:
    """The exams of one person. ``who`` is masked."""

    who: str
    exams: tuple[OwnExam, ...]
    page: int = 0
    busy: bool = False

    def __repr__(self) -> str:
        return "OwnView(hidden)"


@dataclass(frozen=True)
class WaitView:
    """The hall does not answer: nothing goes on, and the time stands still. ``unsent``: an answer is under way."""

    unsent: bool


@dataclass(frozen=True)
class LeaveView:
    """返回 was tapped in the middle."""

    title: str
    answered: int
    total: int


@dataclass(frozen=True)
class HandInView:
    """交卷？ ``left_open``: how many have no answer."""

    title: str
    left_open: int
    total: int
    left_minutes: int | None = None
    busy: bool = False


class Why(StrEnum):
    """What a page tells that leads on without a question."""

    NOBODY = "nobody"
    AWAY = "away"
    TOO_MANY = "too_many"
    ELSEWHERE = "elsewhere"
    CLOSED = "closed"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class ToldView:
    why: Why
    desk_place: str


class Ended(StrEnum):
    """How it came to an end."""

    HANDED_IN = "handed_in"
    BEFORE = "before"  # it was handed in earlier
    TIME_UP = "time_up"
    CLOSED = "closed"


@dataclass(frozen=True)
class ResultView:
    """``line``: how many were right in what time; ``when`` like 11 月 30 日 16:20. ``who`` is masked."""

    who: str
    title: str
    points: int
    passed: bool
    line: str
    when: str
    ended: Ended = Ended.HANDED_IN
    certificate: bool = False  # may be printed
    slip: SlipNews = NOT_YET

    def __repr__(self) -> str:
        return "ResultView(hidden)"
