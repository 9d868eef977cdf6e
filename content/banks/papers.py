"""Papers as packs bring them: what is drawn of a bank, in which order, what a result is called, and who may.

Plain frozen dataclasses, standard library only. `content.pack.papers` reads them; a terminal draws by them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from content.banks.model import Difficulty, Item, Kind

MOST_PAPERS, MOST_QUOTAS, MOST_QUESTIONS, MOST_BANDS = 100, 60, 200, 8
FULL_MARKS = 100
SECONDS = (30, 7200)
CLOCK = (10, 600)


class Order(StrEnum):
    """In which order the items of a paper are asked."""

    KIND = "kind"
    TAG = "tag"
    MIXED = "mixed"


class Way(StrEnum):
    """How a paper is played: all of it and then a result; until the first mistake; one question a day."""

    CHECKUP = "checkup"
    CHALLENGE = "challenge"
    DAILY = "daily"


class Who(StrEnum):
    EVERYONE = "everyone"
    MEMBERS = "members"  # a card is asked for before it begins; in another way than a checkup it is not offered


class Icon(StrEnum):
    """What stands before a paper's title, by a word."""

    EXAM = "exam"
    BOOK = "book"
    FLAG = "flag"
    STAR = "star"
    HISTORY = "history"
    LAW = "law"
    SAFETY = "safety"
    HEALTH = "health"
    HOME = "home"
    IDEA = "idea"


@dataclass(frozen=True, slots=True)
class Quota:
    """``count`` items; None leaves a side open. Without a difficulty, easy, medium and hard are taken in turn."""

    count: int
    tag: str | None = None
    kind: Kind | None = None
    difficulty: Difficulty | None = None

    def takes(self, item: Item) -> bool:
        return (
            self.tag in (None, item.tag)
            and self.kind in (None, item.kind)
            and self.difficulty in (None, item.difficulty)
        )

    @property
    def sides(self) -> int:
        """How many of topic, type and difficulty it names."""
        return sum(side is not None for side in (self.tag, self.kind, self.difficulty))


@dataclass(frozen=True, slots=True)
class Band:
    """What a result from ``least`` points of 100 on is called; ``advice`` is said with it, empty for none."""

    least: int
    title: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A kind of paper. ``name`` is its fixed key in counts and logs. ``bands`` begin with the highest, and the last
    one begins at 0; none: those that the terminal uses by itself. ``seconds`` is the time a visitor is told. ``bank``:
    title or number of the one bank of its pack that it is drawn of; empty: of all.

    ``partial``: an answer that is partly right scores partly. A challenge and a question of the day are drawn of all
    that the quotas take, whose ``count`` is always 1; ``clock`` is the seconds a question of a challenge for those who
    want them, None where it is not offered.
    """

    name: str
    title: str
    quotas: tuple[Quota, ...]
    note: str = ""
    icon: Icon = Icon.EXAM
    who: Who = Who.EVERYONE
    order: Order = Order.KIND
    bands: tuple[Band, ...] = ()
    seconds: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    way: Way = Way.CHECKUP
    partial: bool = False
    clock: int | None = None
    bank: str = ""

    @property
    def count(self) -> int:
        return sum(quota.count for quota in self.quotas)

    def is_valid(self, day: date) -> bool:
        """Whether the paper may be offered on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


def is_drawn_of(plan: Plan, item: str, title: str) -> bool:
    """Whether the bank of that number and title in the paper's pack is one that it is drawn of."""
    return plan.bank in ("", item, title)


@dataclass(frozen=True, slots=True)
class Shortage:
    """A quota that cannot be filled: ``found`` items of ``quota.count``."""

    quota: Quota
    found: int


def by_need(quotas: Sequence[Quota]) -> list[int]:
    """Their places, those that name most first: an open quota would take what a narrower one needs."""
    return sorted(range(len(quotas)), key=lambda place: -quotas[place].sides)


def bare(stem: str) -> str:
    """A stem without blanks, closing marks and wide letters: two that are the same are one question."""
    return "".join(unicodedata.normalize("NFKC", stem).split()).rstrip("。?:.()")
