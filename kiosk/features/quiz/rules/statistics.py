"""What sums of answers say of a question: how many answered it rightly, and whether those are who answer well.

    sums = sums_of((Outcome.RIGHT, Outcome.WRONG, Outcome.SKIPPED))     # of an attempt, one for each of its items
    told = statistics(sums[0] + another)                                # told.facility, told.correlation, told.doubts

Only first attempts of a visit are summed: whoever sits down again remembers, and is no new visitor (docs.moodle.org,
Quiz statistics calculations, Quizzes that allow multiple attempts). An item that was skipped was not answered wrongly:
it stands apart, and no part of facility or correlation.

The facility is the share of right answers. The item-rest correlation is Pearson's between right (1) or wrong (0) and
the share of the other answers of that attempt that were right, called point-biserial. The rest, not the whole, since
an item correlates with itself. Papers are drawn, so it is a share, in thousandths, and no number of points.

A question is doubtful when
- the correlation is negative: who knows more answers it wrongly, most often because the key is wrong;
- or below 0.15, the least that S. Varma asks (Preliminary Item Statistics Using Point-Biserial Correlation and
  P-Values, Educational Data Systems): it does not tell who knows more; both by more than a standard error, 1/√n, since
  of a hundred good questions with fifty answers each a dozen would be named by chance alone;
- the facility is below 0.2 or above 0.95: where docs.moodle.org (Quiz report statistics) begins to call a question
  difficult, and extremely easy.

Below `LEAST` answers nothing of it is told: by chance alone 30 of them scatter a share by ±0.09, a correlation by
±0.18.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum

from kiosk.features.quiz.rules.marking import Outcome

LEAST = 30
LOW_CORRELATION = 0.15
HARD, EASY = 0.2, 0.95
WHOLE = 1000  # a rest that is all right


@dataclass(frozen=True, slots=True)
class Sums:
    """Of first attempts. `rested`: answers whose attempt held another answer, the only ones with a rest;
    `rested_right` of them were right. `rest`: their rests together; `rest_squares`: those squared; `rest_of_right`:
    the rests of the right ones.
    """

    right: int = 0
    wrong: int = 0
    skipped: int = 0
    rested: int = 0
    rested_right: int = 0
    rest: int = 0
    rest_squares: int = 0
    rest_of_right: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)))

    @property
    def answered(self) -> int:
        return self.right + self.wrong

    @property
    def can_be(self) -> bool:
        """Whether answers can have led to these sums; a terminal may lie."""
        wrong, wrong_rest = self.rested - self.rested_right, self.rest - self.rest_of_right
        return (
            min(astuple(self)) >= 0
            and self.rested_right <= self.right
            and 0 <= wrong <= self.wrong
            and self.rest_of_right <= WHOLE * self.rested_right
            and 0 <= wrong_rest <= WHOLE * wrong
            and self.rest**2 <= self.rested * self.rest_squares
            and self.rest_squares <= WHOLE * self.rest
        )


class Doubt(StrEnum):
    """In the order in which they are looked at."""

    NEGATIVE = "negative"
    HARD = "hard"
    LOW = "low"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Statistics:
    """`facility` and `correlation` None: too few answered, or (correlation) all alike."""

    answered: int
    skipped: int
    facility: float | None = None
    correlation: float | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def hidden(self) -> bool:
        return self.answered < LEAST


def sums_of(outcomes: Sequence[Outcome]) -> list[Sums]:
    """Of one attempt, in the order of its items."""
    right, answered = outcomes.count(Outcome.RIGHT), len(outcomes) - outcomes.count(Outcome.SKIPPED)
    return [_sums(outcome, right - (outcome is Outcome.RIGHT), answered - 1) for outcome in outcomes]


def _sums(outcome: Outcome, others_right: int, others: int) -> Sums:
    if outcome is Outcome.SKIPPED:
        return Sums(skipped=1)
    one = int(outcome is Outcome.RIGHT)
    if others == 0:
        return Sums(one, 1 - one)
    rest = (2 * WHOLE * others_right + others) // (2 * others)  # halves upward
    return Sums(one, 1 - one, 0, 1, one, rest, rest * rest, rest * one)


def statistics(sums: Sums) -> Statistics:
    if sums.answered < LEAST:
        return Statistics(sums.answered, sums.skipped)
    facility, found = sums.right / sums.answered, correlation(sums)
    return Statistics(sums.answered, sums.skipped, facility, found, _doubts(facility, found, sums.rested))


def correlation(sums: Sums) -> float | None:
    """None: fewer than two answers have a rest, all of them are right or wrong, or all rests are one."""
    count, right = sums.rested, sums.rested_right
    of_items = right * (count - right)
    of_rests = count * sums.rest_squares - sums.rest**2
    if of_items <= 0 or of_rests <= 0:
        return None
    together = count * sums.rest_of_right - right * sums.rest
    return max(-1.0, min(1.0, together / math.sqrt(of_items * of_rests)))


def facility_of(every: Iterable[Sums]) -> float | None:
    """Of several items together, a topic or a bank; None: too few answered."""
    right = answered = 0
    for sums in every:
        right, answered = right + sums.right, answered + sums.answered
    return right / answered if answered >= LEAST else None


def _doubts(facility: float, found: float | None, count: int) -> tuple[Doubt, ...]:
    doubts: tuple[Doubt, ...] = ()
    if facility < HARD:
        doubts = (Doubt.HARD,)
    elif facility > EASY:
        doubts = (Doubt.EASY,)
    at_best = WHOLE if found is None else found + 1 / math.sqrt(count)
    if at_best < 0:
        return (Doubt.NEGATIVE, *doubts)
    return (*doubts, Doubt.LOW) if at_best < LOW_CORRELATION else doubts


_ORDER = tuple(Doubt)


def urgency(told: Statistics) -> tuple[int, float, int]:
    """By which doubtful questions stand first: the worst doubt, then the lowest correlation, then the most answers."""
    worst = min((_ORDER.index(doubt) for doubt in told.doubts), default=len(_ORDER))
    return worst, 1.0 if told.correlation is None else told.correlation, -told.answered
