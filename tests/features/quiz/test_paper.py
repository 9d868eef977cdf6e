"""A paper is drawn by a seed: the right mix, nothing twice, nothing that may not be asked, unseen questions first, and
the shortage known beforehand."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.banks.model import Bank, Difficulty, Item, Kind, Status
from content.banks.papers import Order, Plan, Quota, bare
from content.pack.open import STARTER, open_pack
from content.pack.stock import Stock
from kiosk.features.quiz.rules.paper import Paper, draw
from kiosk.features.quiz.rules.pool import Pool, Row, hash_of, key_of
from kiosk.features.quiz.rules.usual import COUNT, usual_plan

DAY = date(2026, 11, 21)
PACK = open_pack(STARTER, decode=False)
STARTER_BANK = PACK.banks[0]
CHECKUP, EVERYDAY = PACK.papers[:2]


def an_item(number: int, kind: Kind = Kind.SINGLE, tag: str = "党史", level: int = 2, stem: str = "") -> Item:
    return Item(
        f"i{number}",
        kind,
        stem or f"第 {number} 问？",
        ("甲", "乙"),
        (0,),
        tags=(tag,) if tag else (),
        difficulty=Difficulty(level),
    )


def of(items: Iterable[Item], plan: Plan, seed: int = 1, day: date = DAY, **rest: frozenset[tuple[str, str]]) -> Paper:
    return draw(Pool((Bank("b", tuple(items)),), day), plan, seed, **rest)


def ids(paper: Paper) -> list[str]:
    return [question.item.id for question in paper.questions]


ITEMS = st.builds(
    lambda item, status, begin, end: replace(item, status=status, valid_from=begin, valid_until=end),
    st.builds(
        an_item,
        st.integers(0, 40),
        st.sampled_from(Kind),
        st.sampled_from(["党史", "党章", "便民", ""]),
        st.integers(1, 3),
        st.sampled_from(["", "", "", "同一问？", "同一问?"]),
    ),
    st.sampled_from([Status.READY] * 4 + [*Status]),
    st.sampled_from([None, None, DAY, DAY + timedelta(1)]),
    st.sampled_from([None, None, DAY, DAY - timedelta(1)]),
)
BANKS = st.lists(ITEMS, max_size=30, unique_by=lambda item: item.id)
QUOTAS = st.builds(
    Quota,
    st.integers(1, 5),
    st.sampled_from([None, "党史", "党章"]),
    st.sampled_from([None, Kind.SINGLE, Kind.JUDGE, Kind.FILL]),
    st.sampled_from([None, *Difficulty]),
)
PLANS = st.builds(
    Plan,
    st.just("p"),
    st.just("卷"),
    st.lists(QUOTAS, min_size=1, max_size=4).map(tuple),
    order=st.sampled_from(Order),
)
KEYS = st.frozensets(st.tuples(st.just("b"), st.integers(0, 40).map(lambda number: f"i{number}")), max_size=20)
SEEDS = st.integers(0, 2**32)


@given(BANKS, PLANS, SEEDS, KEYS, KEYS)
def test_any_bank_and_plan_give_a_paper_that_keeps_its_promises(
    bank: list[Item], plan: Plan, seed: int, seen: frozenset[tuple[str, str]], withdrawn: frozenset[tuple[str, str]]
) -> None:
    paper = of(bank, plan, seed, seen=seen, withdrawn=withdrawn)
    items = [question.item for question in paper.questions]
    assert set(items) <= set(bank)
    assert len({bare(item.stem) for item in items}) == len(items) <= plan.count
    assert all(item.is_valid(DAY) and ("b", item.id) not in withdrawn for item in items)
    assert all(any(quota.takes(item) for quota in plan.quotas) for item in items)
    short = sum(shortage.quota.count - shortage.found for shortage in paper.shortages)
    assert len(items) + short == plan.count
    assert paper == of(reversed(bank), plan, seed, seen=seen, withdrawn=withdrawn)


@given(BANKS, QUOTAS, SEEDS, KEYS)
def test_of_one_quota_what_was_seen_is_asked_only_for_want_of_others(
    bank: list[Item], quota: Quota, seed: int, seen: frozenset[tuple[str, str]]
) -> None:
    plan = Plan("p", "卷", (quota,))
    paper = of(bank, plan, seed, seen=seen)
    fresh = {
        bare(item.stem) for item in bank if quota.takes(item) and item.is_valid(DAY) and ("b", item.id) not in seen
    }
    asked = [bare(item.stem) for item in paper.items]
    assert len(fresh & set(asked)) >= min(len(fresh), quota.count)
    assert len(paper.questions) == len(of(bank, plan, seed).questions)


@given(BANKS, QUOTAS, SEEDS)
def test_the_shortage_that_a_check_tells_is_what_a_draw_finds(bank: list[Item], quota: Quota, seed: int) -> None:
    plan = Plan("p", "卷", (quota,))
    assert Stock(bank, DAY).shortages(plan) == of(bank, plan, seed).shortages


@given(SEEDS)
def test_the_starter_bank_fills_every_paper(seed: int) -> None:
    pool = Pool((STARTER_BANK,), DAY)
    paper = draw(pool, CHECKUP, seed)
    assert not paper.shortages
    assert Counter(item.kind for item in paper.items) == {
        Kind.SINGLE: 4, Kind.MULTIPLE: 3, Kind.JUDGE: 3, Kind.FILL: 1, Kind.ORDER: 1,
    }  # fmt: skip
    tags = {"党章基础": 3, "党员权利义务": 3, "党史常识": 1, "发展党员": 2, "党费组织生活": 3}
    assert Counter(item.tag for item in paper.items) == tags
    assert len(draw(pool, EVERYDAY, seed).items) == 8


def test_another_seed_is_another_paper_and_all_items_come_up() -> None:
    pool = Pool((STARTER_BANK,), DAY)
    papers = [draw(pool, CHECKUP, seed) for seed in range(120)]
    assert len({tuple(ids(paper)) for paper in papers}) > 100
    asked = {item for paper in papers for item in ids(paper)}
    wanted = {(quota.tag, quota.kind) for quota in CHECKUP.quotas}
    could = {item.id for item in STARTER_BANK if (item.tag, item.kind) in wanted and item.is_valid(DAY)}
    assert len(asked) >= 0.9 * len(could)


def test_every_item_is_as_likely_as_any_other() -> None:
    """60 of 12 items by 2,000 seeds: a quarter each, within five standard deviations."""
    pool, plan = Pool((Bank("b", tuple(map(an_item, range(12)))),), DAY), Plan("p", "卷", (Quota(3),))
    found = Counter(item for seed in range(2_000) for item in ids(draw(pool, plan, seed)))
    assert len(found) == 12 and all(abs(count - 500) < 97 for count in found.values())


@given(st.integers(3, 31), SEEDS)
def test_one_item_more_in_the_bank_moves_at_most_a_few(count: int, seed: int) -> None:
    """Until a row's table doubles, which is at a power of two."""
    bank = [an_item(number) for number in range(count)]
    if (2 * count).bit_length() != (2 * count + 2).bit_length():
        return
    plan = Plan("p", "卷", (Quota(max(1, count // 2), difficulty=Difficulty.MEDIUM),))
    before, after = set(ids(of(bank, plan, seed))), set(ids(of([*bank, an_item(99)], plan, seed)))
    assert len(before - after) <= max(3, count // 4)


@given(st.integers(0, 60), st.integers(0, 2**32))
def test_a_walk_comes_to_every_item_once(count: int, seed: int) -> None:
    items = [("b", an_item(number)) for number in range(count)]
    row = Row([(hash_of(key_of(one)), one) for one in items])
    walked = [item.id for same in row.walk(Random(seed)) for _, item in same]
    assert sorted(walked) == sorted(item.id for _, item in items)


def calls_of(work: Callable[[], object]) -> int:
    """How many functions it calls, of Python or below."""
    counted = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("stems", [1, 30])
def test_a_bank_of_one_stem_costs_no_more_for_sixty_quotas_than_for_one(stems: int) -> None:
    """4,000 items were looked at sixty times, 20,000 held the first tap for 5.5 s."""
    bank = [an_item(number, stem=f"第 {number % stems} 问？") for number in range(4_000)]
    plan = Plan("p", "卷", tuple(Quota(1, tag, kind) for tag in (None, "党史") for kind in (None, Kind.SINGLE)) * 15)
    pool = Pool((Bank("b", tuple(bank)),), DAY)
    withdrawn = frozenset({("b", "i0")})
    first = draw(pool, plan, 1, withdrawn=withdrawn)
    assert len(first.questions) == stems and sum(one.quota.count - one.found for one in first.shortages) == 60 - stems
    assert calls_of(lambda: draw(pool, plan, 2, withdrawn=withdrawn)) < 15 * len(bank)  # not 60 times
    stock = Stock(bank, DAY)
    assert calls_of(lambda: stock.shortages(plan)) < 60 * 100
    assert stock.shortages(plan) == first.shortages
    assert calls_of(lambda: Stock(bank, DAY)) < 40 * len(bank)


def test_of_one_stem_an_unseen_item_comes_before_a_seen_one_and_a_withdrawn_one_never() -> None:
    bank = [an_item(number, stem="同一问？") for number in range(4)]
    plan = Plan("p", "卷", (Quota(1),))
    gone, seen = frozenset({("b", "i0"), ("b", "i1")}), frozenset({("b", "i2")})
    for seed in range(20):
        assert ids(of(bank, plan, seed, seen=seen, withdrawn=gone)) == ["i3"]
        assert ids(of(bank[:3], plan, seed, seen=seen, withdrawn=gone)) == ["i2"]
        assert not ids(of(bank[:2], plan, seed, withdrawn=gone))
    assert {ids(of(bank, plan, seed))[0] for seed in range(60)} == {"i0", "i1", "i2", "i3"}


def test_items_come_by_type_by_topic_or_mixed_as_the_paper_says() -> None:
    pool = Pool((STARTER_BANK,), DAY)
    kinds = [item.kind for item in draw(pool, CHECKUP, 3).items]
    assert kinds == [Kind.SINGLE] * 4 + [Kind.MULTIPLE] * 3 + [Kind.JUDGE] * 3 + [Kind.FILL, Kind.ORDER]
    tags = [item.tag for item in draw(pool, replace(CHECKUP, order=Order.TAG), 3).items]
    assert list(dict.fromkeys(tags)) == ["党章基础", "党员权利义务", "党史常识", "发展党员", "党费组织生活"]
    assert tags == sorted(tags, key=list(dict.fromkeys(tags)).index)
    mixed = draw(pool, replace(CHECKUP, order=Order.MIXED), 3)
    assert set(ids(mixed)) == set(ids(draw(pool, CHECKUP, 3))) and [one.kind for one in mixed.items] != kinds


def test_difficulties_are_mixed_where_the_quota_leaves_them_open() -> None:
    bank = [an_item(n, level=1 if n < 20 else 3) for n in range(22)]
    levels = Counter(item.difficulty for item in of(bank, Plan("p", "卷", (Quota(4),))).items)
    assert levels == {Difficulty.EASY: 2, Difficulty.HARD: 2}


def test_an_open_quota_does_not_take_what_a_narrow_one_needs() -> None:
    bank = [an_item(0, tag="党章"), *(an_item(n) for n in range(1, 4))]
    plan = Plan("p", "卷", (Quota(3), Quota(1, "党章")))
    for seed in range(20):
        assert not of(bank, plan, seed).shortages


def test_an_item_out_of_date_is_never_asked_and_the_pool_says_until_when_it_holds() -> None:
    over = replace(an_item(1), valid_until=DAY - timedelta(1))
    coming = replace(an_item(2), valid_from=DAY + timedelta(1))
    today = replace(an_item(3), valid_from=DAY, valid_until=DAY + timedelta(4))
    paper = of((over, coming, today), Plan("p", "卷", (Quota(3),)))
    assert [question.item for question in paper.questions] == [today]
    assert paper.shortages[0].found == 1
    pool = Pool((Bank("b", (over, coming, today)),), DAY)
    assert pool.holds_on(DAY) and not pool.holds_on(DAY + timedelta(1)) and not pool.holds_on(DAY - timedelta(1))
    assert Pool((Bank("b", (today,)),), DAY).holds_on(DAY + timedelta(4))
    assert not Pool((Bank("b", (today,)),), DAY).holds_on(DAY + timedelta(5))
    assert Pool((Bank("b", (an_item(4),)),), DAY).holds_on(date.max)


def test_the_same_stem_is_not_asked_twice_on_one_paper() -> None:
    twins = [Item(f"t{n}", Kind.SINGLE, "同一问？", ("甲", "乙"), (n % 2,)) for n in range(4)]
    assert len(of(twins, Plan("p", "卷", (Quota(2), Quota(2)))).items) == 1


def test_a_paper_of_one_and_one_of_two_hundred() -> None:
    bank = [an_item(number) for number in range(300)]
    assert len(of(bank, Plan("p", "卷", (Quota(1),))).items) == 1
    assert len(set(ids(of(bank, Plan("p", "卷", (Quota(200),)))))) == 200


@given(BANKS)
def test_a_bank_without_papers_has_one_of_ten_that_can_be_drawn(bank: list[Item]) -> None:
    could = [item for item in bank if item.is_valid(DAY)]
    plan = usual_plan(Bank("yunxi/bank", tuple(bank)), "yunxi/bank", "党史题库", DAY)
    assert plan.count == min(COUNT, len(could)) and plan.title == "党史题库"
    assert len(usual_plan(Bank("b", ()), "a" * 64 + "/" + "b" * 64, "x", DAY).name) <= 64
