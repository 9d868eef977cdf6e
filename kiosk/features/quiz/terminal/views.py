"""What the quiz pages show: plain words and numbers, ready to draw."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import StrEnum

from content.banks.model import Item, Kind
from kiosk.ui.pixels import Frame as Pixels
from kiosk.ui.typing.composer import Composer


@dataclass(frozen=True)
class Offered:
    """One paper to choose. ``short`` is said when the bank cannot fill it. ``off``: not now; the note says why."""

    plan: str
    title: str
    note: str
    icon: str
    short: str = ""
    off: bool = False


@dataclass(frozen=True)
class IntroView:
    papers: tuple[Offered, ...]
    resume: str = ""  # 凭小票接着做
    page: int = 0
    test: Offered | None = None  # 正式测试, while one may be sat
    kept: str = ""  # 看我存过的成绩


class Step(StrEnum):
    ASK = "ask"
    EXPLAIN = "explain"  # after handing in, or once more after the result


@dataclass(frozen=True)
class Press:
    """A button: ``key`` is what the flow hears of it, the page calls it ``quiz.<key>``. ``on``: it holds now."""

    key: str
    word: str
    icon: str = ""
    off: bool = False
    on: bool = False


@dataclass(frozen=True)
class Sign:
    """A chip at the right of the head: 刚才跳过的, or the time left as a ``large`` one."""

    text: str
    tint: str = "gold"
    icon: str = ""
    large: bool = False


@dataclass(frozen=True)
class Frame:
    """What stands around a question by the way it is played; all of it words and numbers of the flow.

    ``total`` segments, those in ``done`` behind, ``position`` in front; none with ``total`` 0. ``foot`` is a line under
    what is chosen from, with ``foot_presses`` beside it; ``presses`` stand beside the primary. ``explains``: an
    explanation follows at once, so that the primary may say so. ``primary`` of a question that was told.
    """

    heading: str  # 第 5 题
    heading_note: str = ""  # 共 12 题
    aside: str = ""  # 党性体检，不计时
    aside_icon: str = ""
    sign: Sign | None = None
    total: int = 0
    position: int = 0
    done: frozenset[int] = frozenset()
    foot: str = ""
    foot_presses: tuple[Press, ...] = ()
    presses: tuple[Press, ...] = ()
    primary: Press | None = None
    explains: bool = True


@dataclass(frozen=True)
class Asked:
    """A question without its answer. Another ``key`` is another question. ``choices``: of each blank of a fill item the
    texts among which one may choose instead of writing. ``picture`` reads its file, on a worker; it may raise
    `pictures.PictureLater`.
    """

    key: Hashable
    kind: Kind
    tag: str
    stem: str
    options: tuple[str, ...] = ()
    blanks: int = 0
    choices: tuple[tuple[str, ...], ...] = ()
    picture: Callable[[], bytes] | None = field(default=None, compare=False)
    item: Item | None = field(default=None, compare=False)  # of a bank of this terminal


def asked_of(item: Item, key: Hashable, choices: tuple[tuple[str, ...], ...] = ()) -> Asked:
    """An item as it is shown; `Asking` adds the choices of its blanks, and its picture."""
    return Asked(key, item.kind, item.tag, item.stem, item.options, len(item.blanks), choices, item=item)


@dataclass(frozen=True)
class Verdict:
    right: bool
    text: str  # 答对了, or what the right answer is
    explanation: str = ""
    source: str = ""


@dataclass(frozen=True)
class DoubtView:
    """What may be wrong with a question: key and words of each reason."""

    stem: str
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Writing:
    """The blanks of a fill item as they are being filled: a composer for each, changed under the keys. ``blank``: which
    is in front; ``nothing_to_write_with``: pinyin is not to be had.
    """

    composers: tuple[Composer, ...] = field(compare=False)
    blank: int = 0
    nothing_to_write_with: bool = False


@dataclass(frozen=True)
class QuestionView:
    """``options`` are what one may tap: the item's, or the choices of the blank in front. ``states`` of each: plain,
    chosen, right, missed (right, and not given), wrong or dim. ``places``: at which place of an order each stands, from
    1, 0 for none. ``texts``: what stands in each blank, ``blank_states`` how it is drawn: plain, active, right or
    wrong. ``missing``: why the primary is off, or nothing. ``foot_presses`` stand beside what is tapped. ``picture``:
    of the stem, as large as its place;
    ``awaits_picture``: its place is kept until it comes.
    """

    step: Step
    frame: Frame
    asked: Asked
    options: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    blank_states: tuple[str, ...] = ()
    primary: Press = Press("hand_in", "")
    missing: str = ""
    foot: str = ""
    foot_presses: tuple[Press, ...] = ()
    waiting: bool = False
    verdict: Verdict | None = None
    writing: Writing | None = None
    picture: Pixels | None = field(default=None, compare=False)
    awaits_picture: bool = False

    @property
    def has_picture(self) -> bool:
        """It is there, or its place is."""
        return self.picture is not None or self.awaits_picture

    @property
    def several(self) -> bool:
        """More than one option may be chosen."""
        return self.asked.kind is Kind.MULTIPLE


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
    more: str = ""  # the button to what else there is: practise, keep
    prints: bool = False  # the mistakes can be printed


@dataclass(frozen=True)
class PictureView:
    """The picture of a stem, as large as the page; None while it is read, ``broken`` where it cannot be.

    ``late``: it takes longer than a moment.
    """

    stem: str
    picture: Pixels | None = field(default=None, compare=False)
    broken: bool = False
    late: bool = False
