"""Marking of the five types, exactly and in parts."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.banks.model import Item, Kind
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import WHOLE, Mark, Outcome, mark

OPTIONS = ("甲", "乙", "丙", "丁", "戊")
FILL = Item("f", Kind.FILL, "____年____月", (), (), blanks=(("一九二一", "21"), ("七",)))
ORDER = Item("o", Kind.ORDER, "次序？", OPTIONS, (2, 0, 1, 4, 3))
MANY = Item("m", Kind.MULTIPLE, "哪些？", OPTIONS, (0, 1, 3))


def written(*texts: str, partial: bool = False) -> Mark:
    return mark(FILL, Answer(texts=texts), partial=partial)


def test_a_fill_item_is_right_when_every_blank_is_by_any_of_its_ways() -> None:
    assert written("1921", "七").right and written("21", "7。").right
    wrong = written("1921", "八")
    assert (wrong.outcome, wrong.share, wrong.faults) == (Outcome.WRONG, 0, (1,))
    assert written("1921", "八", partial=True).share == 500
    assert written("1921").faults == (1,) and written("", "七", partial=True).share == 500


@pytest.mark.parametrize("texts", [(), ("",), ("", ""), (" ", "\u3000")])
def test_nothing_written_is_skipped(texts: tuple[str, ...]) -> None:
    one = written(*texts, partial=True)
    assert (one.outcome, one.share, one.faults) == (Outcome.SKIPPED, 0, (0, 1))
    assert len(one.answer.texts) == 2


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        (MANY, Answer((7,))), (MANY, Answer((-1,))), (MANY, Answer((1, 1))), (MANY, Answer(texts=("甲",))),
        (FILL, Answer((0,))), (FILL, Answer(texts=("1", "2", "3"))), (ORDER, Answer((2, 2))), (ORDER, Answer((5,))),
        (replace(MANY, kind=Kind.SINGLE, answer=(1,)), Answer((1, 2))),
    ],
)  # fmt: skip
def test_an_answer_that_the_item_does_not_have_is_refused(item: Item, answer: Answer) -> None:
    with pytest.raises(ValueError, match="no such answer"):
        mark(item, answer)


def test_an_order_in_parts_is_its_right_neighbours() -> None:
    def share(*chosen: int) -> int:
        return mark(ORDER, Answer(chosen), partial=True).share

    assert share(2, 0, 1, 4, 3) == 1000 and share(3, 4, 1, 0, 2) == 0
    assert share(3, 2, 0, 1, 4) == 750  # the last one first
    assert share(2, 0) == 250  # handed in by the clock
    assert mark(ORDER, Answer((2, 0, 1, 3, 4))).faults == (3, 4)


def test_only_one_order_is_right() -> None:
    right = [given for given in permutations(range(5)) if mark(ORDER, Answer(given)).right]
    assert right == [ORDER.answer]


@given(st.sets(st.integers(0, 4), min_size=1), st.sets(st.integers(0, 4)))
def test_several_in_parts_are_right_ones_less_wrong_ones(wanted: set[int], chosen: set[int]) -> None:
    item = replace(MANY, answer=tuple(sorted(wanted)))
    one = mark(item, Answer(tuple(chosen)), partial=True)
    assert one.share == WHOLE * max(0, len(wanted & chosen) - len(chosen - wanted)) // len(wanted)
    assert one.right == (wanted == chosen) and one.answer.chosen == tuple(sorted(chosen))
    assert (one.outcome is Outcome.SKIPPED) == (not chosen)


TEXT = st.text("一二十年月北京a1 。《", max_size=6)
ITEMS = st.one_of(
    st.builds(lambda a: replace(MANY, answer=tuple(sorted(a))), st.sets(st.integers(0, 4), min_size=1)),
    st.builds(lambda a: replace(MANY, kind=Kind.SINGLE, answer=(a,)), st.integers(0, 4)),
    st.builds(lambda a: replace(ORDER, answer=tuple(a)), st.permutations(range(5))),
    st.builds(
        lambda blanks: replace(FILL, blanks=tuple(map(tuple, blanks))),
        st.lists(st.lists(TEXT.filter(bool), min_size=1, max_size=10), min_size=1, max_size=3),
    ),
)


def answers_of(item: Item) -> st.SearchStrategy[Answer]:
    if item.kind is Kind.FILL:
        return st.lists(TEXT, max_size=len(item.blanks)).map(lambda texts: Answer(texts=tuple(texts)))
    most = 1 if item.kind is Kind.SINGLE else 5
    return st.lists(st.integers(0, 4), max_size=most, unique=True).map(lambda chosen: Answer(tuple(chosen)))


@given(ITEMS.flatmap(lambda item: st.tuples(st.just(item), answers_of(item))))
def test_parts_never_change_what_is_right_and_lie_between_nothing_and_all(given_: tuple[Item, Answer]) -> None:
    item, answer = given_
    exact, parts = mark(item, answer), mark(item, answer, partial=True)
    assert exact.outcome is parts.outcome and exact.share == (WHOLE if exact.right else 0)
    assert 0 <= parts.share <= WHOLE and (parts.share == WHOLE) == parts.right
    assert (exact.outcome is Outcome.SKIPPED) == answer.is_empty
    assert parts.right == (not answer.is_empty and not (parts.missed or parts.extra or parts.faults))
    assert mark(item, parts.answer, partial=True) == parts  # once marked, the same again
