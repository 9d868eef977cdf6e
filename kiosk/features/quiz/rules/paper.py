"""Drawing a paper from a bank: so many items of each topic, type and difficulty, by a seed.

The place of an item in the draw is a hash of seed and id, so the same seed draws the same paper on every machine,
and one item more in the bank moves no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from content.banks.model import Difficulty, Item, Kind

_ORDER_OF_KINDS = (Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE, Kind.FILL, Kind.ORDER)


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


@dataclass(frozen=True, slots=True)
class Plan:
    """A kind of paper. ``name`` is its fixed key in counts and logs."""

    name: str
    title: str
    quotas: tuple[Quota, ...]

    @property
    def count(self) -> int:
        return sum(quota.count for quota in self.quotas)


CHECKUP = Plan(
    "checkup",
    "党性体检",
    (
        Quota(2, "党章基础", Kind.SINGLE),
        Quota(1, "党章基础", Kind.MULTIPLE),
        Quota(1, "党章基础", Kind.JUDGE),
        Quota(1, "党员权利义务", Kind.SINGLE),
        Quota(1, "党员权利义务", Kind.MULTIPLE),
        Quota(1, "党员权利义务", Kind.JUDGE),
        Quota(2, "党史常识", Kind.SINGLE),
        Quota(1, "党费组织生活", Kind.SINGLE),
        Quota(1, "党费组织生活", Kind.MULTIPLE),
        Quota(1, "党费组织生活", Kind.JUDGE),
    ),
)
"""Twelve items: six single, three multiple, three judge."""

EVERYDAY = Plan(
    "everyday",
    "便民常识",
    (
        Quota(4, "便民常识", Kind.SINGLE),
        Quota(2, "便民常识", Kind.MULTIPLE),
        Quota(2, "便民常识", Kind.JUDGE),
    ),
)
"""Eight items anyone may try."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """A quota the bank cannot fill today."""

    quota: Quota
    found: int


@dataclass(frozen=True, slots=True)
class Paper:
    """The items to be asked, in order. ``shortages`` is said before the start."""

    plan: Plan
    seed: int
    items: tuple[Item, ...]
    shortages: tuple[Shortage, ...]


def draw(bank: Iterable[Item], plan: Plan, seed: int, day: date) -> Paper:
    """The paper of ``seed``: valid items only, none twice, no stem twice; shorter where the bank is short."""
    ranked = sorted((item for item in bank if item.is_valid(day)), key=lambda item: _rank(seed, item.id))
    taken: list[Item] = []
    shortages: list[Shortage] = []
    for quota in plan.quotas:
        used = {item.stem for item in taken}
        found = _take([item for item in ranked if quota.takes(item) and item.stem not in used], quota)
        taken += found
        if len(found) < quota.count:
            shortages.append(Shortage(quota, len(found)))
    taken.sort(key=lambda item: (_ORDER_OF_KINDS.index(item.kind), _rank(seed, item.id)))
    return Paper(plan, seed, tuple(taken), tuple(shortages))


def _take(ranked: Sequence[Item], quota: Quota) -> list[Item]:
    """The first ``count`` items, one stem once, going round the difficulties where the quota names none.

    The round begins with the difficulty that is first by rank: were it always the easy one, a quota of one item
    would never ask the others.
    """
    once = {item.stem: item for item in reversed(ranked)}
    rows = [[item for item in once.values() if item.difficulty is level][::-1] for level in Difficulty]
    begin = next((item.difficulty - 1 for item in ranked), 0)
    rounds = [(place, (level - begin) % 3, item) for level, row in enumerate(rows) for place, item in enumerate(row)]
    return [item for _, _, item in sorted(rounds, key=lambda one: one[:2])[: quota.count]]


def _rank(seed: int, item_id: str) -> bytes:
    return hashlib.blake2b(f"{seed}:{item_id}".encode(), digest_size=8).digest()
