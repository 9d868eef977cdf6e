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

from content.banks.papers import Band, Plan, Shortage, Way, Who
from kiosk.features.quiz.rules.advice import Advice, Reading, advise
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import Attempt, AttemptCounts, Mark, counts_of
from kiosk.features.quiz.rules.paper import Paper, Question, draw
from kiosk.features.quiz.rules.pool import Key, key_of
from kiosk.features.quiz.rules.resuming import HalfPaper, gone_on_with, laid_aside
from kiosk.features.quiz.rules.sitting import NotAsked, Sitting
from kiosk.features.quiz.terminal.library import Source

SEED_BITS = 32


@dataclass(frozen=True, slots=True)
class Offer:
    """What a paper would be now: ``count`` items of ``wanted``; fewer is said before the start."""

    plan: Plan
    count: int
    topics: tuple[str, ...]
    shortages: tuple[Shortage, ...] = ()

    @property
    def wanted(self) -> int:
        return self.plan.count


@dataclass(frozen=True, slots=True)
class Result:
    plan: Plan
    attempt: Attempt
    advice: Advice
    marks: tuple[Mark, ...]
    bands: tuple[Band, ...]
    questions: tuple[Question, ...] = ()
    partial: bool = False


@dataclass
class QuizDesk:
    """``sources`` are the papers that can be offered now, ``usual_bands`` those of a paper that brings none,
    ``readings`` what the exhibition has about a topic. ``withdrawn``: the items that are asked no more, as the hall
    says at this moment; an attempt that has begun keeps what it drew.

    ``now`` is hall time (for the day and the hour of the counts), ``clock`` any monotonic seconds.
    """

    sources: Callable[[], Sequence[Source]]
    usual_bands: Callable[[], tuple[Band, ...]]
    readings: Mapping[str, Reading] = field(default_factory=dict)
    on_counts: Callable[[AttemptCounts], None] | None = None
    now: Callable[[], datetime] = datetime.now
    clock: Callable[[], float] = time.monotonic
    withdrawn: Callable[[], frozenset[Key]] = frozenset
    _sitting: Sitting | None = None
    _last_seed: int | None = None
    _seen: frozenset[Key] = frozenset()
    _offers: tuple[Sequence[Source], frozenset[Key], tuple[Offer, ...]] | None = None

    def offers(self) -> tuple[Offer, ...]:
        """The papers of which there is at least one item. Drawn anew when packs or withdrawn items are others."""
        sources, withdrawn = self.sources(), self.withdrawn()
        if self._offers is None or self._offers[0] is not sources or self._offers[1] != withdrawn:
            made = (_offer(source, withdrawn) for source in sources if source.plan.way is Way.CHECKUP)
            self._offers = sources, withdrawn, tuple(offer for offer in made if offer.count)
        return self._offers[2]

    @property
    def known_offers(self) -> tuple[Offer, ...]:
        """As they were when they were last asked for: nothing is read in."""
        return self._offers[2] if self._offers else ()

    def is_for_members(self, plan: str) -> bool:
        """Whether the paper of that name wants a member's card before it begins."""
        return any(source.plan.name == plan and source.plan.who is Who.MEMBERS for source in self.sources())

    def begin_paper(self, plan: str, seed: int | None = None) -> Sitting:
        """A new paper of the plan of that name; an unfinished one is forgotten. Items that this visit has not seen come
        first. A seed not given is drawn, never the last one again.

        Raises NotAsked: nothing of it can be asked any more.
        """
        if self._sitting:
            self._seen |= self._sitting.asked
        if seed is None:
            seed = secrets.randbits(SEED_BITS)
            seed += seed == self._last_seed
        source = next((source for source in self.sources() if source.plan.name == plan), None)
        if source is None:
            raise NotAsked("the paper is here no more")
        paper = draw(source.pool, source.plan, seed, seen=self._seen, withdrawn=self.withdrawn())
        if not paper.questions:
            raise NotAsked("nothing of the paper is left")
        self._last_seed = seed
        self._sitting = Sitting(paper, self.now().date(), self.clock(), partial=source.plan.partial)
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
        question = self.sitting.question
        return question.bank, question.item.id, question.item.version

    def answer(self, answer: Answer) -> Mark:
        return self.sitting.answer(answer)

    def skip(self) -> None:
        self.sitting.skip()

    def finish(self) -> Result:
        """Freeze the attempt, hand out its counts, give the advice. The sitting is over."""
        sitting = self.sitting
        self._seen |= sitting.asked
        marks = sitting.marks()
        attempt = sitting.finish(self.clock())
        self._sitting = None
        if self.on_counts:
            self.on_counts(counts_of(attempt, self.now().hour))
        plan = sitting.paper.plan
        bands = plan.bands or self.usual_bands()
        advice = advise(attempt, self.readings, bands)
        return Result(plan, attempt, advice, marks, bands, sitting.paper.questions, sitting.partial)

    def lay_aside(self) -> HalfPaper:
        """The paper as it stands; it goes on. Raises NotAsked."""
        return laid_aside(self.sitting, self.clock())

    def go_on(self, half: HalfPaper) -> tuple[Sitting, int]:
        """A paper laid aside; and how many of its items have gone since. An unfinished one is forgotten.

        Raises NotAsked: the paper has gone, or nothing of it is left to be asked.
        """
        source = next((source for source in self.sources() if source.plan.name == half.plan), None)
        if source is None:
            raise NotAsked("the paper is here no more")
        asked = {(one.bank, one.item) for one in half.questions} - self.withdrawn()
        items = {key_of(one): one[1] for one in source.pool.stored() if key_of(one) in asked}
        try:
            found = gone_on_with(half, source.plan, items, self.clock())
        except ValueError as error:
            raise NotAsked(str(error)) from None
        if found is None:
            raise NotAsked("nothing of the paper is left")
        self._sitting = found[0]
        return found

    def practise(self, result: Result) -> Sitting:
        """Once more what was not answered rightly, as it stood. Raises NotAsked where everything was."""
        wrong = tuple(one for one, marked in zip(result.questions, result.marks, strict=True) if not marked.right)
        if not wrong:
            raise NotAsked("nothing was wrong")
        paper = Paper(result.plan, result.attempt.seed, wrong, ())
        self._sitting = Sitting(paper, self.now().date(), self.clock(), partial=result.partial)
        return self._sitting

    def give_up(self) -> None:
        """The visitor leaves the paper; what was before them comes last in the next one."""
        if self._sitting:
            self._seen |= self._sitting.asked
        self._sitting = None

    def forget(self) -> None:
        """The visit is over: nothing of the paper stays."""
        self._sitting = None
        self._last_seed = None
        self._seen = frozenset()


def _offer(source: Source, withdrawn: frozenset[Key]) -> Offer:
    paper = draw(source.pool, source.plan, 0, withdrawn=withdrawn)
    topics = tuple(dict.fromkeys(item.tag for item in paper.items if item.tag))
    return Offer(source.plan, len(paper.questions), topics, paper.shortages)
