"""Marking: exact, a multiple item is right only when every right option is chosen and no wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from content.banks.model import Item


class Outcome(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Mark:
    """One item marked. ``chosen`` ascending option indices; ``missed`` right options left out; ``extra`` wrong ones."""

    item: Item
    chosen: tuple[int, ...]
    outcome: Outcome
    missed: tuple[int, ...]
    extra: tuple[int, ...]

    @property
    def right(self) -> bool:
        return self.outcome is Outcome.RIGHT


def mark(item: Item, chosen: Iterable[int]) -> Mark:
    """Mark an answer; no option chosen is an item skipped.

    Raises:
        ValueError: an option that the item does not have.
    """
    given, answer = set(chosen), set(item.answer)
    if not given <= set(range(len(item.options))):
        raise ValueError(f"item {item.id} has no option {max(given)}")
    outcome = Outcome.SKIPPED if not given else Outcome.RIGHT if given == answer else Outcome.WRONG
    missed, extra = tuple(sorted(answer - given)), tuple(sorted(given - answer))
    return Mark(item, tuple(sorted(given)), outcome, missed, extra)


def score(right: int, total: int) -> int:
    """Points of 100, halves upward; 0 for a paper without items."""
    return (200 * right + total) // (2 * total) if total else 0


@dataclass(frozen=True, slots=True)
class Entry:
    """What an attempt keeps of an item: which wording was asked, what was chosen of the bank's options, how it went;
    and in which order these stood.
    """

    item_id: str
    item_version: str
    tag: str
    chosen: tuple[int, ...]
    outcome: Outcome
    bank: str = ""
    order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """A finished paper, frozen: later changes of the bank do not change it. It never leaves the visit."""

    plan: str
    seed: int
    day: date
    seconds: float
    entries: tuple[Entry, ...]

    @property
    def right(self) -> int:
        return sum(entry.outcome is Outcome.RIGHT for entry in self.entries)

    @property
    def score(self) -> int:
        return score(self.right, len(self.entries))

    def by_tag(self) -> dict[str, tuple[int, int]]:
        """Topic -> (right, asked), in the order the topics were asked."""
        table: dict[str, tuple[int, int]] = {}
        for entry in self.entries:
            right, asked = table.get(entry.tag, (0, 0))
            table[entry.tag] = right + (entry.outcome is Outcome.RIGHT), asked + 1
        return table


@dataclass(frozen=True, slots=True)
class ItemCount:
    """One answer to one wording of an item of the bank of that name."""

    bank: str
    item_id: str
    item_version: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class AttemptCounts:
    """What stays on this terminal of an attempt: no person, no minute, no chosen options, items sorted by id so that
    not even the order of the paper is kept."""

    plan: str
    day: date
    hour: int
    items: tuple[ItemCount, ...]


def counts_of(attempt: Attempt, hour: int) -> AttemptCounts:
    items = sorted((entry.item_id, entry.item_version, entry.outcome, entry.bank) for entry in attempt.entries)
    counted = (ItemCount(bank, item, version, outcome) for item, version, outcome, bank in items)
    return AttemptCounts(attempt.plan, attempt.day, hour, tuple(counted))
