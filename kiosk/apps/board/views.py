"""What the board draws: plain words and numbers, made by `view_of`, drawn by `screens`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mark = Literal["calling", "soft", "plain"]


@dataclass(frozen=True)
class HeadView:
    """Hall (``short`` where there is no room), 演示 and 演练, day and time; ``silent`` when nothing can be heard."""

    hall: str
    short: str
    marks: tuple[str, ...]
    day: str
    clock: str
    silent: str = ""


@dataclass(frozen=True)
class AwayView:
    """The hall service is away: of when the rest is, how long ago, and what to do."""

    said: str
    age: str
    advice: str


@dataclass(frozen=True)
class CallView:
    """The great card. ``kind``: somebody is called now, was called a while ago and is still waited for, was called last
    when the hall still answered, or words alone."""

    kind: Literal["now", "still", "past", "words"]
    kicker: str = ""
    number: str = ""
    window: str = ""
    title: str = ""
    note: str = ""
    turn: int = 0  # the event of the call: another turn of the same number is drawn anew


@dataclass(frozen=True)
class RowView:
    """One window, ``short`` where there is little room. ``mark`` says how the number and the state are drawn."""

    window: str
    short: str
    number: str
    service: str
    state: str
    mark: Mark


@dataclass(frozen=True)
class WaitingView:
    """How many wait, by service."""

    title: str
    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class FootView:
    """The last calls as (number, short window), newest first, and one line to the right."""

    calls: tuple[tuple[str, str], ...]
    line: str
    tint: Literal["plain", "help", "warn"] = "plain"


@dataclass(frozen=True)
class BoardView:
    """Everything on the screen but the exhibition's own pictures; ``exhibition``: they may take the whole room."""

    head: HeadView
    away: AwayView | None
    call: CallView
    rows: tuple[RowView, ...]
    waiting: WaitingView
    foot: FootView
    exhibition: bool = False
