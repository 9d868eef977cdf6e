"""Sums of answers against the same figures computed plainly from every single answer."""

from __future__ import annotations

import math
from dataclasses import astuple, replace
from statistics import StatisticsError
from statistics import correlation as pearson

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.features.quiz.rules import statistics as rules
from kiosk.features.quiz.rules.marking import Outcome
from kiosk.features.quiz.rules.statistics import LEAST, Doubt, Statistics, Sums, statistics, sums_of

RIGHT, WRONG, SKIPPED = Outcome.RIGHT, Outcome.WRONG, Outcome.SKIPPED
attempts = st.lists(st.lists(st.sampled_from(Outcome), min_size=1, max_size=9), min_size=1, max_size=60)


def summed(every: list[list[Outcome]]) -> Sums:
    """Of the first item of each attempt."""
    total = Sums()
    for outcomes in every:
        total += sums_of(outcomes)[0]
    return total


def plainly(every: list[list[Outcome]]) -> tuple[float, float | None]:
    """Facility and item-rest correlation of the first item, from the answers themselves."""
    answered = [one for one in every if one[0] is not SKIPPED]
    pairs = []
    for item, *others in answered:
        rest = [one is RIGHT for one in others if one is not SKIPPED]
        if rest:
            pairs.append((float(item is RIGHT), math.floor(1000 * sum(rest) / len(rest) + 0.5)))
    try:
        found = pearson([item for item, _ in pairs], [rest for _, rest in pairs])
    except StatisticsError:  # fewer than two, or one side is constant
        found = None
    return sum(item is RIGHT for item, *_ in answered) / len(answered), found


@given(attempts)
def test_sums_say_what_the_answers_say(every: list[list[Outcome]]) -> None:
    sums = summed(every)
    assert sums.can_be
    assert (sums.right, sums.wrong, sums.skipped) == tuple(
        sum(one[0] is outcome for one in every) for outcome in (RIGHT, WRONG, SKIPPED)
    )
    told = statistics(sums)
    if sums.answered < LEAST:
        assert told == Statistics(sums.answered, sums.skipped) and told.hidden
        return
    facility, found = plainly(every)
    assert told.facility == facility
    if found is None:
        assert told.correlation is None
    else:
        assert told.correlation == pytest.approx(found, abs=1e-9)
    error = 1 / math.sqrt(max(1, sums.rested))
    assert (Doubt.NEGATIVE in told.doubts) == (told.correlation is not None and told.correlation + error < 0)
    assert (Doubt.HARD in told.doubts, Doubt.EASY in told.doubts) == (facility < 0.2, facility > 0.95)


@given(attempts)
def test_the_correlation_of_few_is_the_same_though_it_is_not_told(every: list[list[Outcome]]) -> None:
    if summed(every).answered:
        found = plainly(every)[1]
        told = rules.correlation(summed(every))
        assert (told is None) == (found is None) and told == (found and pytest.approx(found, abs=1e-9))


@given(attempts, attempts)
def test_weeks_are_added_up(one: list[list[Outcome]], other: list[list[Outcome]]) -> None:
    assert summed(one) + summed(other) == summed(one + other)


@given(attempts, st.integers(0, 7), st.integers(-3000, 3000))
def test_sums_that_can_be_stay_within_one(every: list[list[Outcome]], field: int, change: int) -> None:
    """A terminal that lies within what can be is read like any other: no fault, no figure beyond its range."""
    values = list(astuple(summed(every)))
    values[field] += change
    lied = Sums(*values)
    if lied.can_be:
        found = rules.correlation(lied)
        assert found is None or -1 <= found <= 1


@pytest.mark.parametrize(
    "sums",
    [
        Sums(right=-1), Sums(1, 0, 0, 1, 1, 1001, 1001**2, 1001), Sums(1, 0, 0, 2, 1, 5, 25, 5), Sums(rest=5),
        Sums(2, 0, 0, 2, 2, 1000, 100, 1000), Sums(1, 1, 0, 2, 1, 10, 100, 11), Sums(0, 1, 0, 1, 1, 5, 25, 5),
        Sums(2, 0, 0, 2, 2, 1000, 2_000_000, 1000),
    ],
)  # fmt: skip
def test_sums_to_which_no_answers_lead(sums: Sums) -> None:
    assert not sums.can_be


def test_a_skipped_item_is_no_wrong_one_and_no_part_of_the_rest() -> None:
    first, second, third = sums_of((RIGHT, SKIPPED, WRONG))
    assert second == Sums(skipped=1)
    assert (first.rest, third.rest) == (0, 1000)
    assert sums_of((RIGHT, SKIPPED)) == [Sums(right=1), Sums(skipped=1)]


def many(right: int, wrong: int, high_right: int = 0, high_wrong: int = 0) -> Statistics:
    """So many right and wrong answers, of which those had all else right and the others nothing."""
    outcomes = [[RIGHT, RIGHT if number < high_right else WRONG] for number in range(right)]
    return statistics(summed(outcomes + [[WRONG, RIGHT if number < high_wrong else WRONG] for number in range(wrong)]))


def test_what_is_doubtful() -> None:
    assert many(15, 15, 14, 2).doubts == ()
    assert many(15, 15, 2, 14).doubts == (Doubt.NEGATIVE,)
    assert many(15, 15, 8, 7).doubts == ()  # so few may be so by chance
    assert many(15, 15, 7, 8).doubts == (Doubt.LOW,)
    assert many(150, 150, 80, 70).doubts == (Doubt.LOW,)
    assert many(150, 150, 70, 75).doubts == (Doubt.LOW,)  # below nothing, and not by more than chance
    assert many(5, 25, 4, 5).doubts == (Doubt.HARD,)
    assert many(6, 24, 5, 5).doubts == ()  # a fifth is not below a fifth
    assert many(96, 4, 90, 1).doubts == (Doubt.EASY,)
    assert many(95, 5, 90, 1).doubts == ()
    assert many(30, 0, 9).doubts == (Doubt.EASY,) and many(30, 0, 9).correlation is None
    assert many(14, 15, 2, 14) == Statistics(29, 0)  # too few to be told anything of


def test_the_worst_stands_first() -> None:
    told = [many(96, 4, 90, 1), many(15, 15, 14, 2), many(15, 15, 7, 8), many(15, 15, 2, 14)]
    assert [one.doubts for one in sorted(told, key=rules.urgency)] == [
        (Doubt.NEGATIVE,), (Doubt.LOW,), (Doubt.EASY,), (),
    ]  # fmt: skip


def test_a_topic_of_few_answers_is_not_told() -> None:
    few = Sums(right=14, wrong=15)
    assert rules.facility_of([few]) is None
    assert rules.facility_of([few, Sums(right=1, skipped=50)]) == 0.5
    assert rules.facility_of([]) is None
    assert replace(few, right=20).answered == 35
