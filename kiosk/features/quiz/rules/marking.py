"""Marking an answer, exactly or in parts.

Exactly: an item of choices is right when every right option is chosen and no wrong one; a fill item when each blank
holds a text that counts (`rules/normalising.py`); an order when every option stands at its place.

In parts (a paper's setting), in thousandths of the item, a wrong outcome still being wrong:

    single, judge   all or nothing
    multiple        right options taken less wrong ones, of the right ones; never below nothing
    fill            blanks filled rightly, of all
    order           pairs of neighbours of the right order that follow one another in the answer, of all such pairs
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from content.banks.model import Item, Kind
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.normalising import counts

WHOLE = 1000
"""Thousandths: the share of an item that is right."""


class Outcome(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Mark:
    """One item marked. ``share`` in thousandths. ``missed``: right options left out; ``extra``: wrong ones taken.
    ``faults``: blanks not filled rightly, or places of an order at which another option should stand.
    """

    item: Item
    answer: Answer
    outcome: Outcome
    share: int
    missed: tuple[int, ...] = ()
    extra: tuple[int, ...] = ()
    faults: tuple[int, ...] = ()

    @property
    def right(self) -> bool:
        return self.outcome is Outcome.RIGHT


def mark(item: Item, answer: Answer, *, partial: bool = False) -> Mark:
    """Mark an answer; an empty one is an item skipped.

    Raises:
        ValueError: an answer that the item does not have: another type's, an option twice, more texts than blanks.
    """
    _check(item, answer)
    if item.kind is Kind.FILL:
        return _filled(item, answer, partial)
    if item.kind is Kind.ORDER:
        return _ordered(item, answer, partial)
    return _chosen(item, answer, partial)


def _check(item: Item, answer: Answer) -> None:
    if item.kind is Kind.FILL:
        fits = not answer.chosen and len(answer.texts) <= len(item.blanks)
    else:
        places = set(answer.chosen)
        fits = not answer.texts and places <= set(range(len(item.options))) and len(places) == len(answer.chosen)
        fits = fits and (item.kind in (Kind.MULTIPLE, Kind.ORDER) or len(places) < 2)
    if not fits:
        raise ValueError(f"item {item.id} has no such answer")


def _chosen(item: Item, answer: Answer, partial: bool) -> Mark:
    given, wanted = set(answer.chosen), set(item.answer)
    missed, extra = tuple(sorted(wanted - given)), tuple(sorted(given - wanted))
    share = WHOLE * max(0, len(given & wanted) - len(extra)) // max(1, len(wanted))
    ordered = Answer(tuple(sorted(given)))
    return _marked(item, ordered, not (missed or extra), share if partial else 0, missed=missed, extra=extra)


def _filled(item: Item, answer: Answer, partial: bool) -> Mark:
    texts = answer.texts + ("",) * (len(item.blanks) - len(answer.texts))
    faults = tuple(
        place for place, (text, ways) in enumerate(zip(texts, item.blanks, strict=True)) if not counts(text, ways)
    )
    share = WHOLE * (len(texts) - len(faults)) // max(1, len(texts))
    return _marked(item, Answer(texts=texts), not faults, share if partial else 0, faults=faults)


def _ordered(item: Item, answer: Answer, partial: bool) -> Mark:
    given = answer.chosen + (-1,) * (len(item.answer) - len(answer.chosen))
    faults = tuple(place for place, (one, due) in enumerate(zip(given, item.answer, strict=True)) if one != due)
    pairs = set(pairwise(item.answer))
    share = WHOLE * len(pairs & set(pairwise(answer.chosen))) // max(1, len(pairs))
    return _marked(item, answer, not faults, share if partial else 0, faults=faults)


def _marked(
    item: Item, answer: Answer, right: bool, share: int, *, missed: tuple[int, ...] = (), extra: tuple[int, ...] = (),
    faults: tuple[int, ...] = (),
) -> Mark:  # fmt: skip
    if answer.is_empty:
        return Mark(item, answer, Outcome.SKIPPED, 0, missed, extra, faults)
    outcome = Outcome.RIGHT if right else Outcome.WRONG
    return Mark(item, answer, outcome, WHOLE if right else share, missed, extra, faults)


def score(right: int, total: int) -> int:
    """Points of 100, halves upward; 0 for a paper without items."""
    return (200 * right + total) // (2 * total) if total else 0


@dataclass(frozen=True, slots=True)
class Entry:
    """What an attempt keeps of an item: which wording was asked, what was answered (``chosen`` of the bank's options),
    how it went, and in which order these stood. ``share`` in thousandths.
    """

    item_id: str
    item_version: str
    tag: str
    answer: Answer
    outcome: Outcome
    share: int
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
        return score(sum(entry.share for entry in self.entries), WHOLE * len(self.entries))

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
