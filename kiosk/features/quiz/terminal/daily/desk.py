"""The question of the day on this terminal: found away from the screen, known for the rest of the day.

desk.find()          # blocks: on a worker, when packs are others and when the date is
desk.known           # for today, or None: not found yet, or nothing to ask
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from content.banks.papers import Plan, Way
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.daily import question_of
from kiosk.features.quiz.rules.marking import Attempt, AttemptCounts, Mark, counts_of, mark
from kiosk.features.quiz.rules.paper import Question
from kiosk.features.quiz.rules.pool import Key
from kiosk.features.quiz.rules.sitting import entry_of
from kiosk.features.quiz.terminal.library import Source


@dataclass(frozen=True, slots=True)
class Today:
    """``day`` is the hall's."""

    day: date
    plan: Plan
    question: Question


@dataclass
class DailyDesk:
    """``on_counts`` hears each answer, once a visit. ``now`` is hall time."""

    sources: Callable[[], Sequence[Source]]
    on_counts: Callable[[AttemptCounts], None]
    now: Callable[[], datetime]
    withdrawn: Callable[[], frozenset[Key]] = frozenset
    _found: tuple[date, Today | None] | None = None

    def find(self) -> Today | None:
        """Of the first paper that has one."""
        day, withdrawn = self.now().date(), self.withdrawn()
        papers = [source for source in self.sources() if source.plan.way is Way.DAILY]
        found = ((one.plan, question_of(one.pool, one.plan, day, withdrawn=withdrawn)) for one in papers)
        today = next((Today(day, plan, question) for plan, question in found if question), None)
        self._found = day, today
        return today

    @property
    def is_found(self) -> bool:
        """It was looked for today."""
        return self._found is not None and self._found[0] == self.now().date()

    @property
    def known(self) -> Today | None:
        return self._found[1] if self._found and self.is_found else None

    def answer(self, today: Today, answer: Answer) -> Mark:
        marked = mark(today.question.shown, answer)
        attempt = Attempt(today.plan.name, today.day.toordinal(), today.day, 0.0, (entry_of(today.question, marked),))
        self.on_counts(counts_of(attempt, self.now().hour))
        return marked
