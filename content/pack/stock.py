"""What of the items of some banks a paper can be drawn of, looked through once for however many papers.

    stock = Stock(items, day)
    stock.shortages(plan)        # what of it cannot be drawn

Of each combination of topic, type and difficulty, each of them also open, it keeps the stems, and no more of them than
a paper may ask: a plan costs what its quotas ask for, however many items there are and however many have one stem.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice, product

from content.banks.model import Difficulty, Item, Kind
from content.banks.papers import MOST_QUESTIONS, Plan, Quota, Shortage, bare, by_need

_Side = tuple[str | None, Kind | None, Difficulty | None]


class Stock:
    """``topics``: those of the items that can be asked on ``day``, in their order."""

    def __init__(self, items: Iterable[Item], day: date) -> None:
        self._stems: dict[_Side, dict[str, None]] = {}
        topics: dict[str, None] = {}
        for item in items:
            if item.is_valid(day):
                topics[item.tag] = None
                self._add(item)
        self.topics = tuple(topic for topic in topics if topic)

    def _add(self, item: Item) -> None:
        stem = bare(item.stem)
        for side in product((item.tag, None), (item.kind, None), (item.difficulty, None)):
            stems = self._stems.setdefault(side, {})
            if len(stems) < MOST_QUESTIONS:  # a paper cannot have used all of them and want one more
                stems[stem] = None

    def __bool__(self) -> bool:
        return bool(self._stems)

    def shortages(self, plan: Plan) -> tuple[Shortage, ...]:
        """What the plan cannot draw, in its order. Where two quotas overlap or two items have one stem, a draw may find
        one more or less.
        """
        used: set[str] = set()
        found: dict[int, int] = {}
        for place in by_need(plan.quotas):
            taken = self._unused(plan.quotas[place], used)
            used.update(taken)
            found[place] = len(taken)
        return tuple(
            Shortage(quota, found[place]) for place, quota in enumerate(plan.quotas) if found[place] < quota.count
        )

    def _unused(self, quota: Quota, used: set[str]) -> list[str]:
        stems = self._stems.get((quota.tag, quota.kind, quota.difficulty), {})
        return list(islice((stem for stem in stems if stem not in used), quota.count))
