"""What the pages of a challenge show: plain words and numbers, ready to draw."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TopicChoice:
    """`key` is what the flow hears; empty for all topics together."""

    key: str
    name: str
    note: str


@dataclass(frozen=True)
class IntroView:
    """`topics` of page `page` of `pages`; `topic` and `timed` as chosen. `timed_word` empty: no clock is offered."""

    title: str
    best: str
    topics: tuple[TopicChoice, ...]
    topic: str = ""
    timed: bool = False
    timed_word: str = ""
    page: int = 0
    pages: int = 1


@dataclass(frozen=True)
class TimeView:
    """The time is up. `streak` so far, and the question that stands in front."""

    streak: int
    stem: str
    silence_minutes: int


@dataclass(frozen=True)
class BoardRow:
    place: int  # from 1
    nickname: str
    streak: str
    mine: bool = False


@dataclass(frozen=True)
class Told:
    """The mistake, in two lines: 第 10 题，正确答案是 B, and why."""

    verdict: str
    explanation: str


@dataclass(frozen=True)
class NameChoice:
    key: str
    name: str


@dataclass(frozen=True)
class ResultView:
    """`share` fills the ring, 0..1. `names` to choose from while a place on the board is to be had; `entered`: it is
    taken. `slip` says what becomes of the keepsake; `may_print`: it may be asked for.
    """

    streak: int
    share: float
    line: str
    title: str
    flags: str
    private: str
    told: Told | None = None
    names: tuple[NameChoice, ...] = ()
    name: str = ""
    names_gone: bool = False
    board: tuple[BoardRow, ...] = ()
    entered: bool = False
    may_print: bool = False
    slip: str = ""
