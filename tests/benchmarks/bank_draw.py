"""Drawing 50 questions of 100,000, against shuffling all of them once. `bank` shows it.

The pool is made ready once a day or when packs change, away from what draws; how long that takes is told as well.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import date

from content.banks.model import Bank, Difficulty, Item, Kind
from content.banks.papers import Plan, Quota
from kiosk.features.quiz.rules.paper import Paper, draw
from kiosk.features.quiz.rules.pool import Pool
from tests.benchmarks.table import Row

ITEMS, DRAWN, TOPICS, DRAWS, SHUFFLES = 100_000, 50, 8, 60, 9
GOAL = 1 / 20
DAY = date(2026, 11, 30)
KINDS = (Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE)
OPEN = Plan("open", "不限", (Quota(DRAWN),))
BY_TOPIC = Plan("by_topic", "按知识点", (*(Quota(5, f"知识点{n}", Kind.SINGLE) for n in range(TOPICS)), Quota(10)))


def rows() -> list[Row]:
    bank = Bank("b", tuple(map(_item, range(ITEMS))))
    shuffle = statistics.median(_ms(lambda seed=seed: _shuffled(bank, seed)) for seed in range(SHUFFLES))  # type: ignore[misc]
    pool: list[Pool] = []
    ready = _ms(lambda: pool.append(Pool((bank,), DAY))) + _ms(lambda: draw(pool[0], OPEN, 0))
    ready += _ms(lambda: draw(pool[0], BY_TOPIC, 0))
    half = frozenset(("b", f"i{number}") for number in range(0, ITEMS, 2))
    return [
        _row("not seen before", lambda seed: draw(pool[0], OPEN, seed), shuffle),
        _row(f"by {TOPICS} topics", lambda seed: draw(pool[0], BY_TOPIC, seed), shuffle),
        _row("half of them withdrawn", lambda seed: draw(pool[0], OPEN, seed, withdrawn=half), shuffle),
        Row(f"  {ITEMS:,} questions made ready for both papers", ready, "ms", shuffle, ready / shuffle),
    ]


def _row(what: str, drawn: Callable[[int], Paper], shuffle: float) -> Row:
    assert len(drawn(0).questions) == DRAWN
    took = statistics.median(_ms(lambda seed=seed: drawn(seed)) for seed in range(1, DRAWS))  # type: ignore[misc]
    said = f"{DRAWN} of {ITEMS:,} questions drawn, {what}; baseline: all of them shuffled"
    return Row(said, took, "ms", shuffle, took / shuffle, f"≤ 1/{round(1 / GOAL)}", took / shuffle <= GOAL)


def _item(number: int) -> Item:
    return Item(
        f"i{number}", KINDS[number % 3], f"第 {number} 问？", ("甲", "乙", "丙", "丁"), (number % 4,),
        tags=(f"知识点{number % TOPICS}",), difficulty=Difficulty(number % 7 % 3 + 1),
    )  # fmt: skip


def _shuffled(bank: Bank, seed: int) -> list[Item]:
    items = list(bank.items)
    random.Random(seed).shuffle(items)
    return items[:DRAWN]


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
