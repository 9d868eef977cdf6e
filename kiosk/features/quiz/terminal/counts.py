"""What of the quiz stays when a visit is over: sums of an hour, handed to the outbox when the hour is over.

    counts = Running()
    counts.join(store, outbox, clock, demo=False); counts.start()   # nothing is counted before it belongs to a hall
    visit = counts.visit(stage)                                     # one for the quiz room: it forgets at each wipe
    visit.finished(attempt_counts)                                  # the first of a visit counts for the statistics
    visit.doubt(("党章", "q7", "0f3a61bc"), Reason.ANSWER)           # once an item and visit

Attempts of an hour are added up, so that nothing says which answers were of one attempt, in what order or at which
minute. A full disk costs nothing that memory can hold. An hour becomes reports in one commit: cut off at any moment,
it is counted once (`TerminalStore.hand_over_sums`).
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from functools import partial
from typing import TYPE_CHECKING, Any

from kiosk.core.link.store import StoreClosed
from kiosk.core.process.kept import Kept
from kiosk.features.quiz.rules.marking import AttemptCounts, Outcome, score
from kiosk.features.quiz.rules.reasons import Reason
from kiosk.features.quiz.rules.statistics import Sums, sums_of
from kiosk.features.quiz.wire import PATH, Asked, Doubted, Sat, named, reports_of, to_json
from kiosk.features.use.rules.hours import hour_of, read_hour

if TYPE_CHECKING:
    from kiosk.core.database.clock import Clock
    from kiosk.core.link.outbox import Outbox
    from kiosk.core.link.store import Sum, SumsOver, TerminalStore
    from kiosk.ui.stage import Stage

MOST_HOURS_HELD = 48  # in memory, while the disk is full
FEATURE = "quiz"
ANSWERS, PAPERS, DOUBTS = "answers", "papers", "doubts"
Key = tuple[str, str, str]
"""Bank, item and version."""

log = logging.getLogger("kiosk.quiz")


class Counter(Kept):
    """`clock`: hall time, as far as this machine knows it; `demo`: of a demonstration. Any thread; `keep` blocks."""

    def __init__(self, store: TerminalStore, outbox: Outbox, clock: Clock, *, demo: bool) -> None:
        super().__init__("quiz-counts")
        self._store, self._outbox, self._clock, self._demo = store, outbox, clock, demo
        self._held: dict[str, dict[Sum, Sequence[int]]] = {}
        self._lock, self._keeping = threading.Lock(), threading.Lock()
        self._told_full = False

    def count(self, sums: Mapping[Sum, Sequence[int]]) -> None:
        """Of this hour. On the disk when it returns, unless that is full."""
        with self._lock:
            self._add(hour_of(self._clock()), sums)
        self.keep()

    def keep(self) -> None:
        """Write down what is held, and hand over the hours that are over."""
        with self._keeping:  # or what one thread has taken would be missed by the other, which hands over
            with self._lock:
                taken, self._held = self._held, {}
            try:
                while taken:
                    hour = next(iter(taken))
                    self._store.add_up(FEATURE, hour, taken[hour])
                    del taken[hour]
                self._outbox.hand_over_sums(FEATURE, hour_of(self._clock()), PATH, self._made)
                self._told_full = False
            except (sqlite3.Error, StoreClosed) as error:
                if not self._told_full:
                    log.warning("answers are counted in memory: %s", type(error).__name__)
                self._told_full = True
                self._take_back(taken)

    def _add(self, hour: str, sums: Mapping[Sum, Sequence[int]]) -> None:
        here = self._held.setdefault(hour, {})
        for what, numbers in sums.items():
            before = here.get(what, (0,) * len(numbers))
            here[what] = tuple(one + other for one, other in zip(before, numbers, strict=True))

    def _take_back(self, taken: Mapping[str, Mapping[Sum, Sequence[int]]]) -> None:
        with self._lock:
            for hour, sums in taken.items():
                self._add(hour, sums)
            for hour in sorted(self._held)[:-MOST_HOURS_HELD]:
                del self._held[hour]

    def _made(self, over: SumsOver) -> Iterator[dict[str, Any]]:
        items, papers, doubts = list[Asked](), list[Sat](), list[Doubted]()
        for (what, which), numbers in over.sums.items():
            if what == PAPERS:
                papers.append(Sat(which[0], *numbers))
            elif what == ANSWERS:
                bank, item, version = which
                items.append(Asked(bank, item, version, Sums(*numbers[:-1]), numbers[-1]))
            else:
                bank, item, version, reason = which
                doubts.append(Doubted(bank, item, version, reason, *numbers))
        day = read_hour(over.hour).date()
        return map(to_json, reports_of(day, self._demo, tuple(items), tuple(papers), tuple(doubts)))


def summed(counts: AttemptCounts, first: bool) -> dict[Sum, Sequence[int]]:
    """An attempt as numbers to be added; `first` of its visit, or one that counts for no statistics."""
    outcomes = [one.outcome for one in counts.items]
    points = score(outcomes.count(Outcome.RIGHT), len(outcomes)) if first else 0
    found: dict[Sum, Sequence[int]] = {(PAPERS, (named(counts.plan),)): (int(first), int(not first), points)}
    for item, sums in zip(counts.items, sums_of(outcomes), strict=True):
        which = tuple(map(named, (item.bank, item.item_id, item.item_version)))
        numbers = (*astuple(sums), 0) if first else (*astuple(Sums()), sums.answered)
        before = found.get((ANSWERS, which), (0,) * len(numbers))
        found[ANSWERS, which] = tuple(one + other for one, other in zip(before, numbers, strict=True))
    return found


class OfVisit:
    """What was counted of the visit under way; Kivy's thread. `counter` None: nothing is counted here."""

    def __init__(self, counter: Counter | None, stage: Stage) -> None:
        self._counter, self._stage = counter, stage
        self._sat = False
        self._doubted: set[Key] = set()
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        """The visit is over."""
        self._sat = False
        self._doubted.clear()

    def finished(self, counts: AttemptCounts) -> None:
        """A paper was done to its end."""
        first, self._sat = not self._sat, True
        self._count(summed(counts, first))

    def of_day(self, counts: AttemptCounts) -> None:
        """The question of the day: a first one as long as no paper was done, and what comes after it is first too."""
        self._count(summed(counts, not self._sat))

    def again(self, counts: AttemptCounts) -> None:
        """A challenge: it counts among those that come again, and for no statistics."""
        self._count(summed(counts, False))

    @property
    def may_doubt(self) -> bool:
        """Whether somebody hears of it."""
        return self._counter is not None

    def doubted(self, item: Key) -> bool:
        return item in self._doubted

    def doubt(self, item: Key, reason: Reason) -> None:
        """这题有问题. Said again of the same item in the same visit it counts no more."""
        if item not in self._doubted:
            self._doubted.add(item)
            self._count({(DOUBTS, (*map(named, item), reason.value)): (1,)})

    def _count(self, sums: Mapping[Sum, Sequence[int]]) -> None:
        if self._counter:
            self._stage.work(partial(self._counter.count, sums), _done)


class Running:
    """From the machine's start to its end."""

    def __init__(self) -> None:
        self._counter: Counter | None = None
        self.store: TerminalStore | None = None  # what outlives a restart; None: nothing does

    def join(self, store: TerminalStore, outbox: Outbox, clock: Clock, *, demo: bool) -> None:
        """This terminal belongs to a hall. `demo`: what is counted here no real hall counts."""
        self.store = store
        self._counter = Counter(store, outbox, clock, demo=demo)

    def visit(self, stage: Stage) -> OfVisit:
        return OfVisit(self._counter, stage)

    def start(self) -> None:
        if self._counter:
            self._counter.start()

    def stop(self) -> None:
        """What was counted is on the disk when it returns."""
        if self._counter:
            self._counter.stop()


def _done(_: object) -> None:
    """Nothing is left to show."""
