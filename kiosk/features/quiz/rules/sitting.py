"""One visitor's paper in progress. Pure: it is given the time, it keeps no clock.

An item skipped comes back once, after the last; skipped again it stays unanswered. An answer can be changed until it
is handed in (then the explanation is shown), never after.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from content.banks.model import Item, Kind
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import Attempt, Entry, Mark, mark
from kiosk.features.quiz.rules.paper import Paper, Question
from kiosk.features.quiz.rules.pool import Key


class NotAsked(Exception):
    """A verb came at the wrong moment: the paper is finished, or the item is already answered."""


@dataclass(frozen=True, slots=True)
class Done:
    """How far a sitting is: ``answers`` by place, places still ``waiting`` in their order, those ``skipped`` once."""

    answers: Mapping[int, Answer]
    waiting: tuple[int, ...]
    skipped: frozenset[int]
    seconds: float


class Sitting:
    """The paper's items are asked in order; ``position`` counts from 0 and names the same item for good. ``partial``:
    marked in parts. ``done``: of one that is gone on with. Raises ValueError for answers that its items do not have.
    """

    def __init__(
        self, paper: Paper, day: date, started: float, *, partial: bool = False, done: Done | None = None
    ) -> None:  # fmt: skip
        self.paper, self.partial, self.day = paper, partial, day
        self._started = started - (done.seconds if done else 0.0)
        self._waiting = deque(done.waiting if done else range(len(paper.questions)))
        self._skipped_once = set(done.skipped) if done else set[int]()
        self._marks: dict[int, Mark] = {
            place: mark(paper.questions[place].shown, answer, partial=partial)
            for place, answer in (done.answers if done else {}).items()
        }

    def done(self, now: float) -> Done:
        """How far it is."""
        answers = {place: marked.answer for place, marked in self._marks.items()}
        return Done(answers, tuple(self._waiting), frozenset(self._skipped_once), max(0.0, now - self._started))

    @property
    def finished(self) -> bool:
        return not self._waiting

    @property
    def position(self) -> int:
        if not self._waiting:
            raise NotAsked("the paper is finished")
        return self._waiting[0]

    @property
    def item(self) -> Item:
        """As it is shown; what is chosen of it counts as its options stand there."""
        return self.question.shown

    @property
    def question(self) -> Question:
        return self.paper.questions[self.position]

    @property
    def answered(self) -> frozenset[int]:
        """Positions handed in so far."""
        return frozenset(self._marks)

    @property
    def asked(self) -> frozenset[Key]:
        """What has been before the visitor so far."""
        places = {*self._marks, *self._skipped_once, *list(self._waiting)[:1]}
        return frozenset(self.paper.questions[place].key for place in places)

    @property
    def is_last(self) -> bool:
        return len(self._waiting) == 1

    @property
    def seen_before(self) -> bool:
        """The item was skipped and has come back."""
        return self.position in self._skipped_once

    def answer(self, answer: Answer) -> Mark:
        """Hand in the answer to this item. The item stays in front (its explanation is shown) until `go_on`."""
        if self.position in self._marks or answer.is_empty:
            raise NotAsked("nothing chosen" if answer.is_empty else "already answered")
        self._marks[self.position] = mark(self.item, answer, partial=self.partial)
        return self._marks[self.position]

    def skip(self) -> None:
        """Leave the item for later, or for good when it has come back already."""
        if self.position in self._marks:
            raise NotAsked("already answered")
        position = self._waiting.popleft()
        if position not in self._skipped_once:
            self._skipped_once.add(position)
            self._waiting.append(position)

    def go_on(self) -> None:
        """The explanation was read."""
        if self.position not in self._marks:
            raise NotAsked("not answered yet")
        self._waiting.popleft()

    def marks(self) -> tuple[Mark, ...]:
        """One mark for every item of the paper, those left out counted as skipped."""
        return tuple(self._marks.get(i) or mark(one.shown, Answer()) for i, one in enumerate(self.paper.questions))

    def finish(self, now: float) -> Attempt:
        """Freeze what was done; items not reached count as skipped."""
        self._waiting.clear()
        entries = tuple(map(entry_of, self.paper.questions, self.marks()))
        return Attempt(self.paper.plan.name, self.paper.seed, self.day, max(0.0, now - self._started), entries)


def entry_of(question: Question, marked: Mark) -> Entry:
    """What an attempt keeps of it."""
    item = question.item
    return Entry(
        item.id, item.version, item.tag, _of_bank(question, marked.answer), marked.outcome, marked.share,
        question.bank, question.order,
    )  # fmt: skip


def _of_bank(question: Question, answer: Answer) -> Answer:
    """The answer by the bank's own places of the options."""
    chosen = [question.order[place] for place in answer.chosen]
    return Answer(tuple(chosen if question.item.kind is Kind.ORDER else sorted(chosen)), answer.texts)
