"""A run to the first mistake, random verbs against a model whatever the clock does; what is asked, of which topic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from content.banks.model import Bank, Difficulty, Item, Kind, Status
from content.banks.papers import Plan, Quota, Way, bare
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.challenge import ALL, FLAG, MORE, SILENCE, End, Run, Topic, endless, topics_of
from kiosk.features.quiz.rules.marking import Outcome
from kiosk.features.quiz.rules.pool import Pool
from kiosk.features.quiz.rules.sitting import NotAsked

DAY = date(2026, 11, 21)
PLAN = Plan("challenge", "知识挑战", (Quota(1),), way=Way.CHALLENGE)
RIGHT, WRONG = Answer((0,)), Answer((1,))


def an_item(number: int, tag: str = "党史", level: int = 2, stem: str = "", kind: Kind = Kind.JUDGE) -> Item:
    return Item(
        f"i{number}", kind, stem or f"第 {number} 问？", ("对", "错"), (0,), tags=(tag,) if tag else (),
        difficulty=Difficulty(level),
    )  # fmt: skip


def pool_of(items: Iterable[Item]) -> Pool:
    return Pool((Bank("b", tuple(items)),), DAY)


def a_run(count: int, clock: float | None = None, now: float = 0.0) -> Run:
    return Run(endless(pool_of(map(an_item, range(count))), PLAN, ALL, 1), started=now, clock=clock)


# -- the run -----------------------------------------------------------------------------------------------------------


class Played(RuleBasedStateMachine):
    """`asks_since`: when it began to ask for time; the model knows no more than numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.now, self.count, self.clock = 0.0, 12, 30.0
        self.run = a_run(self.count, self.clock)
        self.streak = 0
        self.end: End | None = None
        self.until: float | None = self.clock
        self.asks_since: float | None = None

    @rule(seconds=st.sampled_from([0.0, 0.06, 1.0, 29.0, 31.0, 119.0, 121.0]))
    def time_goes_by(self, seconds: float) -> None:
        self.now += seconds
        self.run.tick(self.now)
        if self.end or self.until is None:
            return
        if self.asks_since is None:
            self.asks_since = self.now if self.now >= self.until else None
        elif self.now - self.asks_since >= SILENCE:
            self.end = End.SILENCE

    @rule(rightly=st.booleans())
    def answer(self, rightly: bool) -> None:
        if self.end or self.asks_since is not None:
            with pytest.raises(NotAsked):
                self.run.answer(RIGHT, self.now)
            return
        assert self.run.answer(RIGHT if rightly else WRONG, self.now).right is rightly
        self.streak += rightly
        self.end = End.ALL_RIGHT if self.streak == self.count else None if rightly else End.MISTAKE
        self.until = self.now + self.clock if self.until is not None else None

    @rule()
    def answer_nothing(self) -> None:
        with pytest.raises(NotAsked):
            self.run.answer(Answer(), self.now)

    @rule()
    def more(self) -> None:
        self.run.more(self.now)
        if self.until is not None and not self.end:
            self.until, self.asks_since = max(self.now, self.until) + MORE, None

    @rule()
    def untimed(self) -> None:
        self.run.untimed()
        if not self.end:
            self.until = self.asks_since = None

    @precondition(lambda self: self.streak > 3)
    @rule()
    def stop(self) -> None:
        self.run.stop()
        self.end = self.end or End.STOPPED

    @invariant()
    def it_is_as_the_model_says(self) -> None:
        run = self.run
        assert (run.streak, run.end) == (self.streak, self.end)
        assert run.asks is (self.asks_since is not None and self.end is None)
        assert (run.mistake is not None) is (self.end is End.MISTAKE)
        assert run.flags == self.streak // FLAG and 1 <= run.to_flag <= FLAG
        entries = run.attempt("challenge", 1, DAY, self.now).entries
        assert [entry.outcome for entry in entries].count(Outcome.RIGHT) == self.streak
        assert len(entries) == self.streak + (self.end is End.MISTAKE)  # time alone never marks
        assert len({entry.item_id for entry in entries}) == len(entries)


TestPlayed = Played.TestCase
TestPlayed.settings = settings(max_examples=60, stateful_step_count=40)


def test_a_pool_of_nothing_is_over_at_once_and_one_of_one_after_it() -> None:
    assert a_run(0).end is End.ALL_RIGHT
    run = a_run(1)
    run.answer(RIGHT, 1.0)
    assert (run.end, run.streak) == (End.ALL_RIGHT, 1)
    with pytest.raises(NotAsked):
        run.question  # noqa: B018


def test_each_question_has_its_whole_time_and_more_is_added_before_zero_too() -> None:
    run = a_run(9, 60.0)
    run.answer(RIGHT, 50.0)
    assert run.left(50.0) == 60
    run.more(60.0)
    assert run.left(60.0) == 110
    run.untimed()
    run.answer(RIGHT, 61.0)
    assert run.left(61.0) is None and not run.timed


def test_an_answer_handed_in_while_it_asks_is_not_marked() -> None:
    run = a_run(9, 60.0)
    run.tick(60.0)
    with pytest.raises(NotAsked):
        run.answer(WRONG, 60.0)
    run.more(61.0)
    assert run.answer(RIGHT, 62.0).right


def test_silence_takes_twice_as_long_for_who_is_given_twice_the_time() -> None:
    run = a_run(9, 60.0)
    run.tick(60.0)
    run.tick(60.0 + SILENCE, patience=2.0)
    assert run.end is None
    run.tick(60.0 + 2 * SILENCE, patience=2.0)
    assert run.end is End.SILENCE


# -- what is asked -----------------------------------------------------------------------------------------------------

ITEMS = st.lists(
    st.builds(
        an_item, st.integers(0, 60), st.sampled_from(["党史", "便民", ""]), st.integers(1, 3),
        st.sampled_from(["", "", "同一问？", "同一问?"]), st.sampled_from([Kind.JUDGE, Kind.SINGLE]),
    ),
    max_size=40, unique_by=lambda item: item.id,
)  # fmt: skip
QUOTAS = st.lists(
    st.builds(
        Quota, st.just(1), st.sampled_from([None, "党史", "便民"]), st.sampled_from([None, Kind.JUDGE]),
        st.sampled_from([None, *Difficulty]),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@given(ITEMS, QUOTAS, st.sampled_from([ALL, "党史", "便民"]), st.integers(0, 99), st.data())
def test_every_item_that_may_be_asked_comes_once_those_seen_last(
    items: list[Item], quotas: list[Quota], topic: str, seed: int, data: st.DataObject
) -> None:
    plan, pool = replace(PLAN, quotas=tuple(quotas)), pool_of(items)
    keys = st.sets(st.sampled_from([("b", item.id) for item in items])) if items else st.just(set())
    withdrawn, seen = frozenset(data.draw(keys)), frozenset(data.draw(keys))
    questions = list(endless(pool, plan, topic, seed, seen=seen, withdrawn=lambda: withdrawn))
    may = [
        item for item in items
        if any(quota.takes(item) for quota in quotas) and topic in (ALL, item.tag) and ("b", item.id) not in withdrawn
    ]  # fmt: skip
    assert {bare(question.item.stem) for question in questions} == {bare(item.stem) for item in may}
    assert len({bare(question.item.stem) for question in questions}) == len(questions)
    assert all(question.item in may for question in questions)
    known = [question.key in seen for question in questions]
    assert known == sorted(known)
    again = list(endless(pool, plan, topic, seed, seen=seen, withdrawn=lambda: withdrawn))
    assert again == questions


@given(ITEMS, QUOTAS)
def test_the_topics_say_how_many_there_are(items: list[Item], quotas: list[Quota]) -> None:
    plan, pool = replace(PLAN, quotas=tuple(quotas)), pool_of(items)
    for topic in topics_of(pool, plan):
        assert topic.count == len(list(endless(pool, plan, topic.name, 3)))


def test_topics_are_offered_where_there_is_a_choice() -> None:
    history, life = [an_item(n) for n in range(3)], [an_item(n, "便民") for n in range(3, 4)]
    assert topics_of(pool_of([]), PLAN) == ()
    assert topics_of(pool_of(history), PLAN) == (Topic(ALL, 3),)
    assert topics_of(pool_of([*life, *history]), PLAN) == (Topic(ALL, 4), Topic("党史", 3), Topic("便民", 1))
    gone = frozenset(("b", item.id) for item in history)
    assert topics_of(pool_of([*life, *history]), PLAN, withdrawn=gone) == (Topic(ALL, 1),)


def test_a_bank_withdrawn_in_the_middle_ends_in_all_that_is_left() -> None:
    withdrawn: set[tuple[str, str]] = set()
    questions = endless(pool_of(map(an_item, range(20))), PLAN, ALL, 5, withdrawn=lambda: frozenset(withdrawn))
    run = Run(questions, started=0.0)
    run.answer(RIGHT, 1.0)
    withdrawn |= {("b", f"i{n}") for n in range(20)}
    assert run.streak == 1  # what stands in front is asked and marked
    run.answer(RIGHT, 2.0)
    assert (run.end, run.streak) == (End.ALL_RIGHT, 2)


def test_no_draft_is_asked() -> None:
    draft = replace(an_item(1), status=Status.DRAFT)
    assert not list(endless(pool_of([draft]), PLAN, ALL, 1))
