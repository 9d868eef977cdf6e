"""One question a day, the same wherever the same items are, and late to come back."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from content.banks.model import Bank, Item, Kind
from content.banks.papers import Plan, Quota, Way
from kiosk.features.quiz.rules.daily import question_of
from kiosk.features.quiz.rules.pool import Pool

DAY = date(2026, 11, 21)
PLAN = Plan("daily", "每日一题", (Quota(1),), way=Way.DAILY)


def an_item(number: int, tag: str = "党史") -> Item:
    return Item(f"i{number}", Kind.SINGLE, f"第 {number} 问？", ("甲", "乙"), (0,), tags=(tag,))


def asked(items: list[Item], day: date = DAY, plan: Plan = PLAN, withdrawn: frozenset[str] = frozenset()) -> str | None:
    keys = frozenset(("b", one) for one in withdrawn)
    found = question_of(Pool((Bank("b", tuple(items)),), day), plan, day, withdrawn=keys)
    return found.item.id if found else None


def test_nothing_to_ask_is_no_question() -> None:
    assert asked([]) is None
    assert asked([an_item(1)], withdrawn=frozenset({"i1"})) is None
    assert asked([an_item(1)], plan=Plan("d", "每日一题", (Quota(1, "便民"),), way=Way.DAILY)) is None


def test_one_item_is_asked_every_day() -> None:
    assert {asked([an_item(1)], DAY + timedelta(days=n)) for n in range(30)} == {"i1"}


@given(st.lists(st.integers(0, 200), min_size=1, unique=True), st.integers(0, 400), st.integers())
def test_the_order_of_a_bank_changes_nothing_and_the_options_stand_alike(
    numbers: list[int], after: int, seed: int
) -> None:
    items = [an_item(number) for number in numbers]
    shuffled = list(items)
    Random(seed).shuffle(shuffled)
    day = DAY + timedelta(days=after)
    first = question_of(Pool((Bank("b", tuple(items)),), day), PLAN, day)
    second = question_of(Pool((Bank("b", tuple(shuffled)),), day), PLAN, day)
    assert first == second is not None


@given(st.sets(st.integers(0, 200), min_size=2), st.integers(0, 400), st.data())
def test_an_item_withdrawn_or_gone_changes_no_other_day(numbers: set[int], after: int, data: st.DataObject) -> None:
    items, day = [an_item(number) for number in sorted(numbers)], DAY + timedelta(days=after)
    today = asked(items, day)
    gone = data.draw(st.sampled_from([item for item in items if item.id != today]))
    assert asked(items, day, withdrawn=frozenset({gone.id})) == today
    assert asked([item for item in items if item != gone], day) == today


def test_a_question_comes_back_late_and_nearly_all_come() -> None:
    items = [an_item(number) for number in range(100)]
    days = [asked(items, DAY + timedelta(days=n)) for n in range(365)]
    near = sum(days[n] in days[max(0, n - 14) : n] for n in range(len(days)))
    assert near <= 20
    assert len(set(days)) >= 85


def test_what_the_paper_does_not_take_is_not_asked() -> None:
    items = [*(an_item(n) for n in range(20)), *(an_item(n, "便民") for n in range(20, 25))]
    plan = Plan("d", "每日一题", (Quota(1, "便民"),), way=Way.DAILY)
    found = {asked(items, DAY + timedelta(days=n), plan) for n in range(60)}
    assert found <= {f"i{n}" for n in range(20, 25)}
