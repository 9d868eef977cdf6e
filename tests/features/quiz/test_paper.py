"""A paper is drawn by a seed: the right mix, nothing twice, nothing out of date, and the shortage known beforehand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from content.banks.model import Bank, Difficulty, Item, Kind
from content.pack.open import STARTER, open_pack
from kiosk.features.quiz.rules.paper import CHECKUP, EVERYDAY, Plan, Quota, draw

DAY = date(2026, 11, 21)
STARTER_BANK = open_pack(STARTER, decode=False).banks[0]


def an_item(number: int, kind: Kind = Kind.SINGLE, tag: str = "党史", level: int = 2) -> Item:
    return Item(
        f"i{number}",
        kind,
        f"第 {number} 问？",
        ("甲", "乙"),
        (0,),
        tags=(tag,) if tag else (),
        difficulty=Difficulty(level),
    )


ITEMS = st.builds(
    an_item,
    st.integers(0, 40),
    st.sampled_from([Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE]),
    st.sampled_from(["党史", "党章", "便民"]),
    st.integers(1, 3),
)
BANKS = st.lists(ITEMS, max_size=30, unique_by=lambda item: item.id)
QUOTAS = st.builds(
    Quota,
    st.integers(1, 5),
    st.sampled_from([None, "党史", "党章"]),
    st.sampled_from([None, Kind.SINGLE, Kind.JUDGE]),
    st.sampled_from([None, *Difficulty]),
)
PLANS = st.builds(Plan, st.just("p"), st.just("卷"), st.lists(QUOTAS, min_size=1, max_size=4).map(tuple))


@given(BANKS, PLANS, st.integers(0, 2**32))
def test_any_bank_and_plan_give_a_paper_that_keeps_its_promises(bank: list[Item], plan: Plan, seed: int) -> None:
    paper = draw(bank, plan, seed, DAY)
    assert len({item.id for item in paper.items}) == len(paper.items) <= plan.count
    assert set(paper.items) <= set(bank)
    short = sum(shortage.quota.count - shortage.found for shortage in paper.shortages)
    assert len(paper.items) + short == plan.count
    assert all(any(quota.takes(item) for quota in plan.quotas) for item in paper.items)
    assert paper == draw(list(reversed(bank)), plan, seed, DAY)


@given(st.integers(0, 2**32))
def test_the_starter_bank_fills_every_paper(seed: int) -> None:
    paper = draw(STARTER_BANK, CHECKUP, seed, DAY)
    assert not paper.shortages
    assert Counter(item.kind for item in paper.items) == {Kind.SINGLE: 6, Kind.MULTIPLE: 3, Kind.JUDGE: 3}
    tags = {"党章基础": 4, "党员权利义务": 3, "党史常识": 2, "党费组织生活": 3}
    assert Counter(item.tag for item in paper.items) == tags
    assert len(draw(STARTER_BANK, EVERYDAY, seed, DAY).items) == 8


def test_another_seed_is_another_paper_and_all_items_come_up() -> None:
    papers = [draw(STARTER_BANK, CHECKUP, seed, DAY) for seed in range(60)]
    assert len({tuple(item.id for item in paper.items) for paper in papers}) > 50
    asked = {item.id for paper in papers for item in paper.items}
    assert asked >= {item.id for item in STARTER_BANK if item.tag != "便民常识" and (item.tag, item.kind) in _asked()}


def _asked() -> set[tuple[str | None, Kind | None]]:
    return {(quota.tag, quota.kind) for quota in CHECKUP.quotas}


def test_one_item_more_in_the_bank_moves_no_other() -> None:
    bank = [an_item(n) for n in range(20)]
    plan = Plan("p", "卷", (Quota(5),))
    before = set(draw(bank, plan, 7, DAY).items)
    after = set(draw([*bank, an_item(99)], plan, 7, DAY).items)
    assert len(before & after) >= 4


def test_single_comes_before_multiple_before_judge_and_options_keep_their_order() -> None:
    kinds = [item.kind for item in draw(STARTER_BANK, CHECKUP, 3, DAY).items]
    assert kinds == [Kind.SINGLE] * 6 + [Kind.MULTIPLE] * 3 + [Kind.JUDGE] * 3
    by_id = {item.id: item for item in STARTER_BANK}
    assert all(by_id[item.id].options == item.options for item in draw(STARTER_BANK, CHECKUP, 3, DAY).items)


def test_difficulties_are_mixed_where_the_quota_leaves_them_open() -> None:
    bank = [an_item(n, level=1 if n < 20 else 3) for n in range(22)]
    levels = Counter(item.difficulty for item in draw(bank, Plan("p", "卷", (Quota(4),)), 1, DAY).items)
    assert levels == {Difficulty.EASY: 2, Difficulty.HARD: 2}


def test_an_item_out_of_date_is_never_asked() -> None:
    over = replace(an_item(1), valid_until=date(2026, 11, 20))
    coming = replace(an_item(2), valid_from=date(2026, 11, 22))
    today = replace(an_item(3), valid_from=DAY, valid_until=DAY)
    paper = draw(Bank("b", (over, coming, today)), Plan("p", "卷", (Quota(3),)), 1, DAY)
    assert paper.items == (today,)
    assert paper.shortages[0].found == 1


def test_the_same_stem_is_not_asked_twice_on_one_paper() -> None:
    twins = [Item(f"t{n}", Kind.SINGLE, "同一问？", ("甲", "乙"), (n % 2,)) for n in range(4)]
    assert len(draw(twins, Plan("p", "卷", (Quota(2), Quota(2))), 1, DAY).items) == 1
