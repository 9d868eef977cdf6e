"""A challenge: one question after another until the first mistake. Pure: it is given the time, it keeps no clock.

    run = Run(endless(pool, plan, "党史", seed), started=now, clock=60)
    run.answer(Answer((1,)), now)       # right: the next question stands in front, until none is left
    run.tick(now)                       # the time is up: it asks, and nothing is marked
    run.more(now); run.untimed(); run.stop()

The time never marks: at zero a run `asks` whether it goes on, and silence for `SILENCE` seconds ends it as it stands.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from random import Random

from content.banks.model import Difficulty
from content.banks.papers import Plan, Quota, bare
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import Attempt, Entry, Mark, mark
from kiosk.features.quiz.rules.paper import Question, asked
from kiosk.features.quiz.rules.pool import Key, Pool, Row, Stored, key_of
from kiosk.features.quiz.rules.sitting import NotAsked, entry_of

FLAG = 10  # right answers in a row for each little flag
MORE = 60  # seconds that are added, as often as asked
SILENCE = 120  # seconds without an answer to "go on?"
ALL = ""
"""Every topic: no topic is called so."""


class End(StrEnum):
    """Why a run is over."""

    MISTAKE = "mistake"
    STOPPED = "stopped"
    SILENCE = "silence"
    ALL_RIGHT = "all_right"  # nothing is left to ask


@dataclass(frozen=True, slots=True)
class Topic:
    """``count``: how many questions can be asked of it."""

    name: str
    count: int


class Run:
    """``streak`` right answers so far; ``mistake`` the wrong one that ended it. ``clock``: seconds a question, None:
    untimed. Times are monotonic seconds.
    """

    def __init__(self, questions: Iterator[Question], *, started: float, clock: float | None = None) -> None:
        self._questions, self._clock, self._started = questions, clock, started
        self._done: list[tuple[Question, Mark]] = []
        self._front: Question | None = None
        self._until: float | None = None
        self._asked_at: float | None = None
        self.end: End | None = None
        self._next(started)

    @property
    def question(self) -> Question:
        """Raises NotAsked: the run is over."""
        if self._front is None or self.end:
            raise NotAsked("the run is over")
        return self._front

    @property
    def streak(self) -> int:
        return sum(marked.right for _, marked in self._done)

    @property
    def flags(self) -> int:
        return self.streak // FLAG

    @property
    def to_flag(self) -> int:
        """How many more right answers make the next flag; from 1 to FLAG."""
        return FLAG - self.streak % FLAG

    @property
    def mistake(self) -> tuple[Question, Mark] | None:
        return self._done[-1] if self._done and not self._done[-1][1].right else None

    @property
    def asked(self) -> frozenset[Key]:
        """What has been before the visitor."""
        front = [self._front] if self._front else []
        return frozenset(question.key for question in (*(one for one, _ in self._done), *front))

    def answer(self, answer: Answer, now: float) -> Mark:
        """Raises NotAsked: over, asking for more time, or nothing was answered."""
        question = self.question
        if self.asks or answer.is_empty:
            raise NotAsked("nothing answered" if answer.is_empty else "the time is up")
        marked = mark(question.shown, answer)
        self._done.append((question, marked))
        if marked.right:
            self._next(now)
        else:
            self._stop(End.MISTAKE)
        return marked

    def stop(self) -> None:
        """到这儿吧. Over already, it stays as it is."""
        if not self.end:
            self._stop(End.STOPPED)

    # -- the clock ----------------------------------------------------------------------------------------------------

    @property
    def timed(self) -> bool:
        return self._until is not None

    @property
    def asks(self) -> bool:
        """The time is up: more of it, none any more, or an end."""
        return self._asked_at is not None and self.end is None

    def left(self, now: float) -> int | None:
        """Whole seconds for this question, the one begun counted; None: untimed."""
        return None if self._until is None else max(0, math.ceil(self._until - now))

    def tick(self, now: float, *, patience: float = 1.0) -> None:
        """Time has gone by: at zero it asks; `patience` times `SILENCE` later it is over."""
        if self.end or self._until is None:
            return
        if self._asked_at is None:
            if now >= self._until:
                self._asked_at = now
        elif now - self._asked_at >= SILENCE * patience:
            self._stop(End.SILENCE)

    def more(self, now: float) -> None:
        """加 60 秒, before zero or after."""
        if not self.end and self._until is not None:
            self._until, self._asked_at = max(now, self._until) + MORE, None

    def untimed(self) -> None:
        """不计时了: from here to the end."""
        self._clock = self._until = self._asked_at = None

    # -- the end ------------------------------------------------------------------------------------------------------

    def attempt(self, plan: str, seed: int, day: date, now: float) -> Attempt:
        """What was answered, frozen."""
        entries: tuple[Entry, ...] = tuple(entry_of(question, marked) for question, marked in self._done)
        return Attempt(plan, seed, day, max(0.0, now - self._started), entries)

    def _next(self, now: float) -> None:
        self._front = next(self._questions, None)
        self._until = None if self._clock is None else now + self._clock
        if self._front is None:
            self._stop(End.ALL_RIGHT)

    def _stop(self, end: End) -> None:
        self.end, self._until, self._asked_at = end, None, None


# -- what is asked -----------------------------------------------------------------------------------------------------


def endless(
    pool: Pool, plan: Plan, topic: str, seed: int, *, seen: frozenset[Key] = frozenset(),
    withdrawn: Callable[[], frozenset[Key]] = frozenset,
) -> Iterator[Question]:  # fmt: skip
    """Every item that a quota of the plan takes of the topic, once, in an order by the seed; those ``seen`` last. No
    stem comes twice, and none that is ``withdrawn`` at the moment when it would come.
    """
    random, come = Random(f"{seed}:{topic}"), set[str]()
    known = list[tuple[Stored, ...]]()
    for same in _mixed(pool, plan, topic, random):
        fresh = [stored for stored in _live(same, withdrawn()) if key_of(stored) not in seen]
        if not fresh:
            known.append(same)
        elif _is_new(same, come):
            yield asked(random.choice(fresh), seed)
    for same in known:
        if (live := _live(same, withdrawn())) and _is_new(same, come):
            yield asked(random.choice(live), seed)


def topics_of(pool: Pool, plan: Plan, *, withdrawn: frozenset[Key] = frozenset()) -> tuple[Topic, ...]:
    """What can be chosen: every topic that has a question, most questions first, as long as there are two; before them
    all of them together. Empty: nothing can be asked. Their rows are made ready, so that a run begins at once.
    """
    stems: dict[str, set[str]] = {}
    for same in _mixed(pool, plan, ALL, Random(0)):
        for stored in _live(same, withdrawn):
            stems.setdefault(stored[1].tag, set()).add(bare(stored[1].stem))
    every = Topic(ALL, len(set().union(*stems.values())))
    named = sorted((Topic(tag, len(found)) for tag, found in stems.items() if tag), key=lambda one: -one.count)
    for topic in named:
        _rows(pool, plan, topic.name)
    if not every.count:
        return ()
    return (every, *named) if len(stems) > 1 else (every,)


def _mixed(pool: Pool, plan: Plan, topic: str, random: Random) -> Iterator[tuple[Stored, ...]]:
    """The items of each stem in the rows that the quotas name, every stem as likely as any other to come next."""
    rows = _rows(pool, plan, topic)
    walks, left = [row.walk(random) for row in rows], [row.count for row in rows]
    while total := sum(left):
        at = random.randrange(total)
        place = next(place for place, count in enumerate(left) if (at := at - count) < 0)
        left[place] -= 1
        yield next(walks[place])


def _rows(pool: Pool, plan: Plan, topic: str) -> list[Row]:
    found: dict[int, Row] = {}
    for quota in plan.quotas:
        if topic and quota.tag not in (None, topic):
            continue
        for level in _levels(quota):
            row = pool.row(topic or quota.tag, quota.kind, level)
            found[id(row)] = row
    return [row for row in found.values() if row.count]


def _levels(quota: Quota) -> tuple[Difficulty, ...]:
    return tuple(Difficulty) if quota.difficulty is None else (quota.difficulty,)


def _live(same: tuple[Stored, ...], withdrawn: frozenset[Key]) -> list[Stored]:
    return [stored for stored in same if key_of(stored) not in withdrawn]


def _is_new(same: tuple[Stored, ...], come: set[str]) -> bool:
    """Its stem has not come yet; from now on it has."""
    stem = bare(same[0][1].stem)
    if stem in come:
        return False
    come.add(stem)
    return True
