"""What the quiz pages show: plain words and numbers, ready to draw."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Offered:
    """One paper to choose. ``short`` is said when the bank cannot fill it."""

    plan: str
    title: str
    note: str
    icon: str
    short: str = ""


@dataclass(frozen=True)
class IntroView:
    papers: tuple[Offered, ...]
    resume: str = ""  # 接着做，第 4 题
    page: int = 0


class Step(StrEnum):
    ASK = "ask"
    EXPLAIN = "explain"
    REVIEW = "review"  # explanations once more, after the result


@dataclass(frozen=True)
class Wording:
    """What an item says. ``kind`` in the visitor's words: 单选题."""

    kind: str
    tag: str
    stem: str
    options: tuple[str, ...]
    explanation: str
    source: str


@dataclass(frozen=True)
class Verdict:
    right: bool
    text: str  # 答对了, or what the right answer is


class DoubtState(StrEnum):
    """这题有问题: not offered, may be said, was said."""

    NO = "no"
    MAY = "may"
    SAID = "said"


@dataclass(frozen=True)
class DoubtView:
    """What may be wrong with a question: key and words of each reason."""

    stem: str
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class QuestionView:
    """``states`` of the options: plain, chosen, right, wrong or dim. ``done`` positions are behind the visitor."""

    step: Step
    paper: str
    position: int
    total: int
    done: frozenset[int]
    wording: Wording
    states: tuple[str, ...]
    verdict: Verdict | None = None
    doubt: DoubtState = DoubtState.NO
    several: bool = False  # more than one option may be chosen
    came_back: bool = False
    last: bool = False
    place: int = 0  # in a review: which mistake, of how many
    places: int = 0


@dataclass(frozen=True)
class ResultView:
    title: str
    score: int
    band: str  # 良好: what the paper calls it
    line: str  # 12 题答对 10 题，用时 4 分 38 秒
    advice: str
    topics: tuple[tuple[str, int, int], ...]  # topic, right, asked
    mistakes: int
    reading: bool  # there is something here to read about the weakest topic
    low: bool = False  # the lowest band
    bands: str = ""  # from how many points which, in two lines
