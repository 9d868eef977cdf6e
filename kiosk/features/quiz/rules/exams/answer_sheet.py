"""One person's answers in an exam: a paper frozen at its start, answers that come one at a time, and what they make.

    sheet = sheet.answered(number=1, place=0, answer=Answer((2,)))     # delivered twice: the same sheet
    sheet = sheet.ended(at)                                            # handed in, or the time was up
    marked(paper, sheet, partial=False).points

Pure: it is given every time. A sheet is a value; what is not kept after a step was never made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from content.banks.model import Item, Kind
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import WHOLE, mark, score
from kiosk.features.quiz.rules.paper import in_order

LONGEST_TEXT = 100
"""Letters of what is written into a blank: the page takes fewer."""


class AnswerUnfit(ValueError):
    """No answer to this question, or not the next one; a fault of the caller's program."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it was drawn. `order`: of the options as they are shown; `choices`: among which one may choose
    for each blank instead of writing.
    """

    item: Item
    order: tuple[int, ...] = ()
    choices: tuple[tuple[str, ...], ...] = ()

    @property
    def shown(self) -> Item:
        return in_order(self.item, self.order)

    def fits(self, answer: Answer) -> bool:
        """Whether it can have been given to this question; an empty one takes an answer back."""
        if answer.is_empty:
            return True
        kind, chosen = self.item.kind, answer.chosen
        if kind is Kind.FILL:
            blanks, texts = len(self.item.blanks), answer.texts
            return not chosen and len(texts) == blanks and all(len(text) <= LONGEST_TEXT for text in texts)
        known = len(set(chosen)) == len(chosen) and set(chosen) <= set(range(len(self.item.options)))
        most = len(self.item.options) if kind in (Kind.MULTIPLE, Kind.ORDER) else 1
        return known and not answer.texts and len(chosen) <= most


Paper = tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """`number`: of the last answer that counts. `used_ms`: of the time. `ended_at`: an ISO time; empty: not handed in.

    `extra_minutes`: on top of the exam's. `answers`: by place.
    """

    number: int = 0
    used_ms: int = 0
    extra_minutes: int = 0
    answers: Mapping[int, Answer] = field(default_factory=dict)
    ended_at: str = ""
    time_up: bool = False

    def __repr__(self) -> str:
        return "AnswerSheet(hidden)"

    @property
    def is_done(self) -> bool:
        return bool(self.ended_at)

    def left_seconds(self, seconds: int | None) -> int | None:
        """Of `seconds` that everybody has, in whole seconds; None: there is no clock."""
        if seconds is None:
            return None
        return max(0, -(-(1000 * (seconds + 60 * self.extra_minutes) - self.used_ms) // 1000))

    def answered(self, paper: Paper, number: int, place: int, answer: Answer) -> AnswerSheet:
        """With this answer; one that came before changes nothing, whatever it says now. Raises AnswerUnfit."""
        if not 0 <= place < len(paper) or not paper[place].fits(answer) or not 0 < number <= self.number + 1:
            raise AnswerUnfit
        if number <= self.number or self.is_done:
            return self
        answers = {at: one for at, one in self.answers.items() if at != place}
        if not answer.is_empty:
            answers[place] = answer
        return replace(self, number=number, answers=dict(sorted(answers.items())))

    def ended(self, at: str, *, time_up: bool = False) -> AnswerSheet:
        """Handed in; the first time counts."""
        return self if self.is_done else replace(self, ended_at=at, time_up=time_up)

    def next_open(self, count: int) -> int | None:
        """The first place without an answer."""
        return next((place for place in range(count) if place not in self.answers), None)


@dataclass(frozen=True, slots=True)
class Marked:
    """``points`` of 100; ``shares``: of each question, in thousandths."""

    points: int
    right: int
    total: int
    shares: tuple[int, ...]


def marked(paper: Paper, sheet: AnswerSheet, *, partial: bool) -> Marked:
    """Questions without an answer count as wrong; with `partial` a part of a question gives its part of the points."""
    marks = [
        mark(asked.shown, sheet.answers.get(place, Answer()), partial=partial) for place, asked in enumerate(paper)
    ]
    shares = tuple(one.share for one in marks)
    right = sum(one.right for one in marks)
    return Marked(score(sum(shares), WHOLE * len(paper)), right, len(paper), shares)
