"""What the pages of what is taken along show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.core.terminal.slips import NOT_YET, SlipNews
from kiosk.ui.pages.card_state import CardState


@dataclass(frozen=True)
class LeaveView:
    """``may_keep``: a slip can be had by which it goes on. ``code`` once there is one; ``full``: none can be kept."""

    paper: str
    number: int  # of the question in front, from 1
    total: int
    answered: int
    may_keep: bool
    until: str = ""  # 11 月 18 日
    code: str = ""
    slip: SlipNews = NOT_YET
    full: bool = False


@dataclass(frozen=True)
class CodeView:
    """``said``: check (a finger slipped), unknown, gone (its questions were withdrawn), or nothing. ``until`` which
    monotonic moment no code is taken.
    """

    typed: str = ""
    said: Literal["", "check", "unknown", "gone"] = ""
    until: float = 0.0
    asking: bool = False


@dataclass(frozen=True)
class MoreView:
    """What else there is after a result. ``left``: mistakes that the next slip begins with, from 0."""

    paper: str
    mistakes: int
    slip: SlipNews = NOT_YET
    printed: tuple[int, int] | None = None  # which mistakes stand on the slip, from 1
    may_print: bool = True
    may_keep: bool = True


@dataclass(frozen=True)
class KeepNoticeView:
    """``keeps``: a result is to be kept; else those of before are looked at."""

    keeps: bool
    until: str  # the last month in which it is kept


@dataclass(frozen=True)
class KeepCardView:
    agreed_at: str
    state: CardState
    desk_place: str
    keeps: bool


@dataclass(frozen=True)
class KeptRow:
    key: str
    title: str
    day: str
    points: int
    line: str


@dataclass(frozen=True)
class KeptView:
    """``topics``: topic, then and now, each right of asked; None where it was not asked then. ``place`` of ``rows``."""

    rows: tuple[KeptRow, ...]
    fresh: bool  # the first one was kept just now
    topics: tuple[tuple[str, tuple[int, int] | None, tuple[int, int] | None], ...]
    place: int = 1
    asks: bool = False  # 都删掉, asked once
    gone: bool = False  # taken back
    busy: bool = False


@dataclass(frozen=True)
class KeepTroubleView:
    """``reason``: away, outside_hours, too_many."""

    reason: str
    desk_place: str
