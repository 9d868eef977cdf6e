"""Drawing a paper: so many items of each topic, type and difficulty, by a seed, those first that this visit has not
seen.

The same seed draws the same paper of the same pool on every machine. Which items come next is the pool's
(`rules/pool.py`); here stands what may be taken of them.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random

from content.banks.model import Difficulty, Item, Kind
from content.banks.papers import Order, Plan, Quota, Shortage, bare, by_need
from kiosk.features.quiz.rules.pool import Key, Pool, Row, Stored, key_of
from kiosk.features.quiz.rules.shuffling import order_of

_ORDER_OF_KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Question:
    """An item as a paper asks it, frozen: whatever becomes of its bank, this is what is asked and marked.

    ``order``: of its options, as indices of the bank's; ``shown`` is the item with its options so.
    """

    bank: str
    item: Item
    order: tuple[int, ...]
    shown: Item

    @property
    def key(self) -> Key:
        return self.bank, self.item.id


@dataclass(frozen=True, slots=True)
class Paper:
    """What is to be asked, in order. ``shortages`` is said before the start."""

    plan: Plan
    seed: int
    questions: tuple[Question, ...]
    shortages: tuple[Shortage, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """As they are shown."""
        return tuple(question.shown for question in self.questions)


def draw(
    pool: Pool, plan: Plan, seed: int, *, seen: frozenset[Key] = frozenset(), withdrawn: frozenset[Key] = frozenset()
) -> Paper:
    """The paper of ``seed``: no item and no stem twice, none that is withdrawn, and of those ``seen`` only as many as
    are lacking otherwise; shorter where the pool is short.
    """
    drawing = _Drawing(pool, seed, seen, withdrawn)
    found = {place: drawing.take(plan.quotas[place]) for place in by_need(plan.quotas)}
    short = tuple(
        Shortage(quota, found[place]) for place, quota in enumerate(plan.quotas) if found[place] < quota.count
    )
    questions = tuple(asked(stored, seed) for stored in _in_order(drawing.taken, plan, seed))
    return Paper(plan, seed, questions, short)


class _Drawing:
    def __init__(self, pool: Pool, seed: int, seen: frozenset[Key], withdrawn: frozenset[Key]) -> None:
        self._pool, self._seed, self._seen, self._withdrawn = pool, seed, seen, withdrawn
        self._stems: set[str] = set()
        self.taken: list[Stored] = []

    def take(self, quota: Quota) -> int:
        """How many were found."""
        before, known = len(self.taken), list[Stored]()
        for stored in self._candidates(quota):
            if len(self.taken) - before == quota.count:
                return quota.count
            if key_of(stored) in self._seen:
                known.append(stored)
            else:
                self._keep(stored)
        for stored in known:
            if len(self.taken) - before == quota.count:
                break
            self._keep(stored)
        return len(self.taken) - before

    def _keep(self, stored: Stored) -> None:
        stem = bare(stored[1].stem)
        if stem not in self._stems:
            self._stems.add(stem)
            self.taken.append(stored)

    def _candidates(self, quota: Quota) -> Iterator[Stored]:
        """Going round the difficulties where the quota names none, beginning with each as often as it has stems: were
        it always the easy one, a quota of one item would never ask the others.
        """
        levels = list(Difficulty) if quota.difficulty is None else [quota.difficulty]
        rows = [self._pool.row(quota.tag, quota.kind, level) for level in levels]
        side = f"{self._seed}:{quota.tag}:{quota.kind}"
        at = Random(side).random() * sum(row.count for row in rows)
        first = next((place for place, upto in enumerate(accumulate(row.count for row in rows)) if at < upto), 0)
        walks = deque(self._walk(row, Random(f"{side}:{level:d}")) for level, row in zip(levels, rows, strict=True))
        walks.rotate(-first)
        while walks:
            walk = walks.popleft()
            stored = next(walk, None)
            if stored is not None:
                walks.append(walk)
                yield stored

    def _walk(self, row: Row, random: Random) -> Iterator[Stored]:
        """Of each stem that was not asked one item that may be."""
        for same in row.walk(random):
            if bare(same[0][1].stem) not in self._stems and (found := self._one_of(same, random)) is not None:
                yield found

    def _one_of(self, same: tuple[Stored, ...], random: Random) -> Stored | None:
        """An unseen one before a seen one, any of them by the seed."""
        first = random.randrange(len(same)) if len(same) > 1 else 0
        known: Stored | None = None
        for place in range(len(same)):
            stored = same[(first + place) % len(same)]
            if key_of(stored) not in self._withdrawn:
                if key_of(stored) not in self._seen:
                    return stored
                known = known or stored
        return known


def _in_order(taken: list[Stored], plan: Plan, seed: int) -> list[Stored]:
    tags = {tag: place for place, tag in reversed(list(enumerate(quota.tag for quota in plan.quotas)))}

    def place(stored: Stored) -> tuple[object, ...]:
        bank, item = stored
        kind, rank = _ORDER_OF_KINDS.index(item.kind), _rank(seed, bank, item.id)
        if plan.order is Order.KIND:
            return kind, rank
        if plan.order is Order.TAG:
            return tags.get(item.tag, len(tags)), item.tag, kind, rank
        return (rank,)

    return sorted(taken, key=place)


def asked(stored: Stored, seed: int) -> Question:
    """A stored item as it is shown by the seed."""
    bank, item = stored
    order = order_of(item, f"{seed}:{bank}")
    return Question(bank, item, order, in_order(item, order))


def in_order(item: Item, order: tuple[int, ...]) -> Item:
    """The item with its options in this order, and its answer accordingly."""
    if order == tuple(range(len(order))):
        return item
    options, answer = tuple(item.options[index] for index in order), [order.index(index) for index in item.answer]
    return replace(item, options=options, answer=tuple(answer if item.kind is Kind.ORDER else sorted(answer)))


def _rank(seed: int, bank: str, item_id: str) -> bytes:
    return hashlib.blake2b(f"{seed}:{bank}:{item_id}".encode(), digest_size=8).digest()
