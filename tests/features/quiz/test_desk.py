"""A visitor sits a paper: answers, skips, comes back, is marked exactly, is advised; then nothing of it is left."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.banks.model import Bank, Item, Kind
from content.banks.papers import Band, Plan, Quota
from kiosk.features.quiz.rules.advice import Reading, advise, band_of
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import Attempt as FrozenAttempt
from kiosk.features.quiz.rules.marking import AttemptCounts, Entry, Outcome, mark, score
from kiosk.features.quiz.rules.pool import Pool
from kiosk.features.quiz.rules.sitting import NotAsked
from kiosk.features.quiz.terminal.desk import QuizDesk
from kiosk.features.quiz.terminal.library import Source

NOW = datetime(2026, 11, 21, 10, 26)
FEE = Reading("starter/fee", "党费怎么算", 3)
PLAN = Plan("two", "两题", (Quota(3, "党费"), Quota(1, "党史")))
EXCELLENT, GOOD, PASS, AGAIN = Band(90, "优秀"), Band(75, "良好"), Band(60, "合格"), Band(0, "再学一学")
BANDS = (EXCELLENT, GOOD, PASS, AGAIN)
BANK = Bank(
    "小题库",
    (
        Item("f1", Kind.SINGLE, "一？", ("甲", "乙", "丙"), (1,), tags=("党费",)),
        Item("f2", Kind.MULTIPLE, "二？", ("甲", "乙", "丙"), (0, 2), tags=("党费",)),
        Item("f3", Kind.JUDGE, "三", ("对", "错"), (1,), tags=("党费",)),
        Item("h1", Kind.SINGLE, "四？", ("甲", "乙"), (0,), tags=("党史",)),
    ),
)


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def a_desk(
    counts: list[AttemptCounts] | None = None, clock: Clock | None = None, *, banks: tuple[Bank, ...] = (BANK,),
    plan: Plan = PLAN,
) -> QuizDesk:  # fmt: skip
    collect = counts.append if counts is not None else None
    sources = (Source(plan, Pool(banks, NOW.date())),)
    return QuizDesk(lambda: sources, lambda: BANDS, {"党费": FEE}, collect, lambda: NOW, clock or Clock())


def sit(desk: QuizDesk, wrong: set[str]) -> None:
    """Answer every item, those in ``wrong`` with the first or second option where that is wrong."""
    sitting = desk.begin_paper(PLAN.name, seed=1)
    while not sitting.finished:
        right = Answer(sitting.item.answer)
        amiss = next(one for one in (Answer((0,)), Answer((1,))) if one != right)
        desk.answer(amiss if sitting.item.id in wrong else right)
        sitting.go_on()


def test_a_shortage_is_known_before_the_start() -> None:
    (offer,) = a_desk(plan=Plan("more", "五题", (Quota(5, "党费"),))).offers()
    assert (offer.wanted, offer.count, offer.topics) == (5, 3, ("党费",))
    assert [(short.quota.count, short.found) for short in offer.shortages] == [(5, 3)]


def test_a_paper_is_marked_scored_and_advised_with_something_to_read() -> None:
    clock = Clock()
    desk = a_desk(clock=clock)
    sit(desk, wrong={"f1", "f3"})
    clock.seconds = 278
    result = desk.finish()
    assert (result.attempt.right, result.attempt.score, result.attempt.seconds) == (2, 50, 278)
    assert result.attempt.by_tag()["党费"] == (1, 3)
    assert (result.advice.band, result.advice.weak, result.advice.mistakes) == (AGAIN, "党费", 2)
    assert result.advice.reading == FEE
    assert result.advice.strong == ("党史",)


def test_all_right_leaves_nothing_to_advise() -> None:
    desk = a_desk()
    sit(desk, wrong=set())
    advice = desk.finish().advice
    assert (advice.band, advice.weak, advice.reading, advice.mistakes) == (EXCELLENT, None, None, 0)


def test_a_skipped_item_comes_back_once_after_the_last() -> None:
    desk = a_desk()
    sitting = desk.begin_paper("two", seed=1)
    first = sitting.position
    desk.skip()
    while sitting.position != first:
        desk.answer(Answer(sitting.item.answer))
        sitting.go_on()
    assert sitting.seen_before and sitting.is_last
    desk.skip()
    assert sitting.finished
    marks = desk.finish().marks
    assert [one.outcome for one in marks].count(Outcome.SKIPPED) == 1
    assert marks[first].missed == marks[first].item.answer


def test_leaving_in_the_middle_counts_the_rest_as_skipped() -> None:
    desk = a_desk()
    sitting = desk.begin_paper("two", seed=2)
    desk.answer(Answer(sitting.item.answer))
    assert [entry.outcome for entry in desk.finish().attempt.entries].count(Outcome.SKIPPED) == 3


def test_an_answer_cannot_be_changed_after_it_is_handed_in() -> None:
    desk = a_desk()
    desk.begin_paper("two", seed=1)
    desk.answer(Answer((0,)))
    for verb in (lambda: desk.answer(Answer((1,))), desk.skip):
        with pytest.raises(NotAsked):
            verb()
    with pytest.raises(NotAsked):
        a_desk().answer(Answer((0,)))


def test_nothing_chosen_is_no_answer_and_no_option_beyond_the_last() -> None:
    desk = a_desk()
    desk.begin_paper("two", seed=1)
    with pytest.raises(NotAsked):
        desk.answer(Answer())
    with pytest.raises(ValueError, match="no such answer"):
        desk.answer(Answer((7,)))


def test_the_attempt_keeps_the_wording_that_was_asked() -> None:
    desk = a_desk()
    sit(desk, wrong=set())
    attempt = desk.finish().attempt
    versions = {item.id: item.version for item in BANK}
    assert {entry.item_id: entry.item_version for entry in attempt.entries} == versions


def test_counts_name_no_one_no_minute_and_no_choice() -> None:
    counts: list[AttemptCounts] = []
    desk = a_desk(counts)
    sit(desk, wrong={"f2"})
    desk.finish()
    (one,) = counts
    assert (one.plan, one.day, one.hour) == ("two", NOW.date(), 10)
    assert [item.item_id for item in one.items] == sorted(item.id for item in BANK)
    assert not hasattr(one.items[0], "chosen")


def test_an_answer_is_counted_under_the_bank_it_came_from() -> None:
    """Two banks may use the same numbers for other questions; one question in two banks is asked once."""
    other = Bank("other", (replace(BANK.items[0], stem="另一问？"), BANK.items[1]))
    counts: list[AttemptCounts] = []
    desk = a_desk(counts, banks=(BANK, other), plan=Plan("all", "全部", (Quota(9),)))
    desk.begin_paper("all", seed=1)
    desk.finish()
    (one,) = counts
    versions = {(item.item_id, item.item_version): item.bank for item in one.items}
    assert versions[BANK.items[0].id, BANK.items[0].version] == BANK.name
    assert versions[other.items[0].id, other.items[0].version] == "other"
    assert versions[BANK.items[1].id, BANK.items[1].version] in (BANK.name, "other")
    assert len(one.items) == 5


def test_after_the_visit_nothing_of_the_sitting_is_left() -> None:
    desk = a_desk()
    alive = weakref.ref(desk.begin_paper("two"))
    desk.answer(Answer((0,)))
    desk.forget()
    gc.collect()
    assert alive() is None


def test_again_is_never_the_same_seed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.features.quiz.terminal.desk.secrets.randbits", lambda _bits: 7)
    desk = a_desk()
    assert desk.begin_paper("two").paper.seed != desk.begin_paper("two").paper.seed


@given(st.sets(st.integers(0, 3), min_size=1), st.sets(st.integers(0, 3), min_size=1))
def test_marking_is_exact(answer: set[int], chosen: set[int]) -> None:
    item = Item("x", Kind.MULTIPLE, "问？", ("甲", "乙", "丙", "丁"), tuple(sorted(answer)))
    one = mark(item, Answer(tuple(chosen)))
    assert one.right == (answer == chosen) == (not one.missed and not one.extra)
    assert set(one.missed) == answer - chosen and set(one.extra) == chosen - answer


@given(st.integers(1, 200), st.data())
def test_points_are_the_rounded_share(total: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, total))
    assert abs(score(right, total) - 100 * right / total) <= 0.5
    assert (score(right, total) == 100) == (right == total) or total > 199
    assert band_of(score(right, total), BANDS) in BANDS


def test_bands_begin_where_the_page_says() -> None:
    assert [band_of(n, BANDS) for n in (100, 90, 89, 75, 74, 60, 59, 0)] == [
        EXCELLENT, EXCELLENT, GOOD, GOOD, PASS, PASS, AGAIN, AGAIN,
    ]  # fmt: skip


def test_the_weakest_topic_is_the_one_with_the_larger_share_of_mistakes() -> None:
    def entry(tag: str, outcome: Outcome) -> Entry:
        return Entry("i", "v", tag, Answer((0,)), outcome, 0)

    wrong, right = Outcome.WRONG, Outcome.RIGHT
    entries = (
        entry("甲", wrong),
        entry("甲", wrong),
        *[entry("甲", right)] * 4,
        entry("乙", wrong),
        entry("乙", right),
    )
    assert advise(FrozenAttempt("p", 1, NOW.date(), 1.0, entries), {}, BANDS).weak == "乙"
