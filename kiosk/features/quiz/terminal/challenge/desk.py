"""A challenge on a terminal: which can be played, a run of one, its counts at the end; forgotten with the visit.

Every answer of it counts as one of those that come again, never for what is said of a question: a run ends at the first
mistake, so beside a wrong answer all others are right, and who goes far is asked more. The sums of first attempts would
call every good question doubtful.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from content.banks.papers import Plan, Way
from kiosk.features.quiz.rules.challenge import Run, Topic, endless, topics_of
from kiosk.features.quiz.rules.marking import AttemptCounts, counts_of
from kiosk.features.quiz.rules.pool import Key
from kiosk.features.quiz.rules.sitting import NotAsked
from kiosk.features.quiz.terminal.library import Source

SEED_BITS = 32


@dataclass(frozen=True, slots=True)
class Offer:
    """A challenge that can be played now; ``topics`` to choose from, all of them together first."""

    plan: Plan
    topics: tuple[Topic, ...]


@dataclass
class ChallengeDesk:
    """``now`` is hall time, ``clock`` monotonic seconds. ``on_counts`` hears what was answered when a run is over."""

    sources: Callable[[], Sequence[Source]]
    on_counts: Callable[[AttemptCounts], None]
    now: Callable[[], datetime]
    clock: Callable[[], float]
    withdrawn: Callable[[], frozenset[Key]] = frozenset
    _offers: tuple[Sequence[Source], frozenset[Key], tuple[Offer, ...]] | None = None
    _seen: frozenset[Key] = frozenset()
    _run: Run | None = None
    _plan: str = ""
    _seed: int = 0

    def offers(self) -> tuple[Offer, ...]:
        """Counted anew when packs or withdrawn items are others; blocks then."""
        sources, withdrawn = self.sources(), self.withdrawn()
        if self._offers is None or self._offers[0] is not sources or self._offers[1] != withdrawn:
            made = (
                Offer(source.plan, topics_of(source.pool, source.plan, withdrawn=withdrawn))
                for source in sources
                if source.plan.way is Way.CHALLENGE
            )
            self._offers = sources, withdrawn, tuple(offer for offer in made if offer.topics)
        return self._offers[2]

    @property
    def known_offers(self) -> tuple[Offer, ...]:
        """As they were when they were last asked for."""
        return self._offers[2] if self._offers else ()

    def begin(self, plan: str, topic: str, clock: float | None) -> Run:
        """What this visit has seen comes last. Raises NotAsked: nothing of it can be asked any more."""
        source = next((one for one in self.sources() if one.plan.name == plan and one.plan.way is Way.CHALLENGE), None)
        if source is None:
            raise NotAsked("the challenge is here no more")
        if self._run:
            self._seen |= self._run.asked
        self._seed, self._plan = secrets.randbits(SEED_BITS), plan
        questions = endless(
            source.pool, source.plan, topic, self._seed, seen=self._seen, withdrawn=self.withdrawn
        )  # fmt: skip
        run = Run(questions, started=self.clock(), clock=clock)
        if run.end:
            raise NotAsked("nothing of the topic is left")
        self._run = run
        return run

    def finish(self) -> None:
        """The run is over: hand out its counts, once. One that was left in the middle counts nothing, as a paper."""
        run = self._run
        if run is None:
            return
        self._seen |= run.asked
        self._run = None
        attempt = run.attempt(self._plan, self._seed, self.now().date(), self.clock())
        if attempt.entries:
            self.on_counts(counts_of(attempt, self.now().hour))

    def forget(self) -> None:
        """The visit is over."""
        self._run, self._seen, self._plan, self._seed = None, frozenset(), "", 0
