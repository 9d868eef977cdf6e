"""The questions of a hall as its keepers look at them: what is published, joined with what was answered and reported.

    rows = joined(known_of(banks), answers, doubts, withdrawn)
    shown(rows, Tab.URGENT, "党费", today)            # those to look at, the most urgent first
    topics(rows)                                    # right answers by topic

A wording that is answered and no longer published stays in the list, without its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from content.banks.model import Bank, Item, Status
from kiosk.features.quiz.rules.statistics import Doubt, Statistics, Sums, facility_of, statistics, urgency

Key = tuple[str, str, str]
"""Bank, item and version."""
SOON = timedelta(days=31)
STEPS = 10
"""Of the chart of facilities."""


class Tab(StrEnum):
    URGENT = "urgent"  # reported, or doubtful by its figures
    HARD = "hard"
    EASY = "easy"
    SOON = "soon"  # no longer valid in a month
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Row:
    """A question in one wording. `item` None: it is in no pack any more. `reports`: 这题有问题, not looked at yet.
    `is_kept`: a keeper looked at its figures.
    """

    key: Key
    item: Item | None
    sums: Sums
    again: int
    reports: int
    is_withdrawn: bool
    is_kept: bool
    told: Statistics

    @property
    def is_asked(self) -> bool:
        """A terminal may draw it."""
        return self.item is not None and self.item.status is Status.READY and not self.is_withdrawn

    @property
    def to_look_at(self) -> bool:
        return self.reports > 0 or (self.is_asked and not self.is_kept and bool(self.told.doubts))

    def ends_soon(self, today: date) -> bool:
        until = self.item.valid_until if self.item else None
        return self.is_asked and until is not None and until <= today + SOON


@dataclass(frozen=True, slots=True)
class Topic:
    """`facility` None: fewer than 30 answers. `items`: published."""

    name: str
    items: int
    answered: int
    facility: float | None


def known_of(banks: Iterable[Bank], as_sent: Callable[[str], str] = str) -> dict[Key, Item]:
    """What is published, by the names under which terminals count it; `as_sent`: a name as it travels."""
    known: dict[Key, Item] = {}
    for bank in banks:
        name = as_sent(bank.name)
        for item in bank:
            known.setdefault((name, as_sent(item.id), item.version), item)
    return known


def joined(
    known: Mapping[Key, Item], answers: Iterable[tuple[Key, Sums, int]], doubts: Mapping[Key, int],
    withdrawn: Collection[tuple[str, str]] = (), kept: Collection[Key] = (),
) -> list[Row]:  # fmt: skip
    """`answers`: of each wording its sums, and how often it was answered again; `withdrawn`: bank and item."""
    summed = {key: (sums, again) for key, sums, again in answers}
    gone, stays, nothing = frozenset(withdrawn), frozenset(kept), (Sums(), 0)
    rows = []
    for key in dict.fromkeys((*known, *summed, *doubts)):
        sums, again = summed.get(key, nothing)
        is_gone, told = key[:2] in gone, statistics(sums)
        rows.append(Row(key, known.get(key), sums, again, doubts.get(key, 0), is_gone, key in stays, told))
    return rows


def shown(rows: Iterable[Row], tab: Tab, query: str, today: date) -> list[Row]:
    """What is reported most first, then the most doubtful, then what has the most answers."""
    wanted = query.strip().casefold()
    found = [row for row in rows if _is_in(row, tab, today) and (not wanted or wanted in _searched(row))]
    return sorted(found, key=lambda row: (-row.reports, not row.is_asked, *urgency(row.told), row.key))


def _is_in(row: Row, tab: Tab, today: date) -> bool:
    match tab:
        case Tab.URGENT:
            return row.to_look_at
        case Tab.HARD:
            return Doubt.HARD in row.told.doubts
        case Tab.EASY:
            return Doubt.EASY in row.told.doubts
        case Tab.SOON:
            return row.ends_soon(today)
    return True


def _searched(row: Row) -> str:
    words = (row.item.stem, *row.item.tags, row.item.source) if row.item else ()
    return "\n".join((*row.key[:2], *words)).casefold()


def topics(rows: Iterable[Row]) -> list[Topic]:
    """By the first tag of what is published, the most questions first; empty: without a tag."""
    of: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.item is not None:
            of[row.item.tag].append(row)
    found = [
        Topic(tag, len(mine), sum(row.sums.answered for row in mine), facility_of(row.sums for row in mine))
        for tag, mine in of.items()
    ]
    return sorted(found, key=lambda topic: (-topic.items, topic.name))


def spread(rows: Iterable[Row]) -> Sequence[int]:
    """How many questions were answered rightly by 0 to 10, 10 to 20 … 90 to 100 %."""
    steps = [0] * STEPS
    for row in rows:
        if row.told.facility is not None:
            steps[min(STEPS - 1, int(row.told.facility * STEPS))] += 1
    return steps
