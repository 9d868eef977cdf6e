"""The quiz on a terminal: offer a paper, begin it, answer, skip, finish; forget.

The desk owns the visitor's sitting. Nothing of it is stored but anonymous counts, handed to ``on_counts`` (which adds
them up, `counts.py`) when a paper is finished.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from content.banks.model import Bank, Item
from kiosk.features.quiz.rules.advice import Advice, Reading, advise
from kiosk.features.quiz.rules.marking import Attempt, AttemptCounts, Mark, counts_of
from kiosk.features.quiz.rules.paper import Paper, Plan, draw
from kiosk.features.quiz.rules.sitting import NotAsked, Sitting

SEED_BITS = 32


@dataclass(frozen=True, slots=True)
class Offer:
    """What a paper would be today: ``count`` items of ``wanted``; fewer is said before the start."""

    plan: Plan
    count: int
    topics: tuple[str, ...]

    @property
    def wanted(self) -> int:
        return self.plan.count


@dataclass(frozen=True, slots=True)
class Result:
    attempt: Attempt
    advice: Advice
    marks: tuple[Mark, ...]


@dataclass
class QuizDesk:
    """``banks`` are those of the installed packs, ``readings`` what the exhibition has about a topic.

    ``now`` is hall time (for validity and the hour of the counts), ``clock`` any monotonic seconds.
    """

    banks: Sequence[Bank]
    readings: Mapping[str, Reading] = field(default_factory=dict)
    on_counts: Callable[[AttemptCounts], None] | None = None
    now: Callable[[], datetime] = datetime.now
    clock: Callable[[], float] = time.monotonic
    _sitting: Sitting | None = None
    _last_seed: int | None = None

    def offer(self, plan: Plan) -> Offer:
        paper = self._draw(plan, 0)
        return Offer(plan, len(paper.items), tuple(dict.fromkeys(item.tag for item in paper.items)))

    def begin_paper(self, plan: Plan, seed: int | None = None) -> Sitting:
        """A new paper; an unfinished one is forgotten. A seed not given is drawn, never the last one again."""
        if seed is None:
            seed = secrets.randbits(SEED_BITS)
            seed += seed == self._last_seed
        self._last_seed = seed
        self._sitting = Sitting(self._draw(plan, seed), self.now().date(), self.clock())
        return self._sitting

    @property
    def sitting(self) -> Sitting:
        """Raises NotAsked when no paper is in progress."""
        if self._sitting is None:
            raise NotAsked("no paper has begun")
        return self._sitting

    @property
    def in_front(self) -> tuple[str, str, str]:
        """Bank, number and version of the item that is asked now, as counts name it. Raises NotAsked."""
        item = self.sitting.item
        return self._bank_of()[item.id, item.version], item.id, item.version

    def answer(self, chosen: frozenset[int]) -> Mark:
        return self.sitting.answer(chosen)

    def skip(self) -> None:
        self.sitting.skip()

    def finish(self) -> Result:
        """Freeze the attempt, hand out its counts, give the advice. The sitting is over."""
        sitting = self.sitting
        marks = sitting.marks()
        attempt = sitting.finish(self.clock())
        self._sitting = None
        if self.on_counts:
            self.on_counts(counts_of(attempt, self.now().hour, self._bank_of()))
        return Result(attempt, advise(attempt, self.readings), marks)

    def forget(self) -> None:
        """The visit is over: nothing of the paper stays."""
        self._sitting = None
        self._last_seed = None

    def _draw(self, plan: Plan, seed: int) -> Paper:
        return draw(self._items(), plan, seed, self.now().date())

    def _bank_of(self) -> dict[tuple[str, str], str]:
        """Item id and version -> its bank; of two banks with the same wording under the same id, the first."""
        found: dict[tuple[str, str], str] = {}
        for bank in self.banks:
            for item in bank:
                found.setdefault((item.id, item.version), bank.name)
        return found

    def _items(self) -> list[Item]:
        return [item for bank in self.banks for item in bank]
