"""A paper laid aside is the same paper afterwards; and a code of a slip is not mistyped into another."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from content.banks.model import Bank, Item, Kind
from content.banks.papers import Plan, Quota
from kiosk.core.link.shapes import read
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import mark
from kiosk.features.quiz.rules.paper import Paper, Question, in_order
from kiosk.features.quiz.rules.pool import Key
from kiosk.features.quiz.rules.resuming import CODES, DIGITS, HalfPaper, code_of, gone_on_with, is_code, laid_aside
from kiosk.features.quiz.rules.shuffling import order_of
from kiosk.features.quiz.rules.sitting import Sitting

DAY = date(2026, 11, 17)
PLAN = Plan("checkup", "党性体检", (Quota(8),))
STEMS = ("党龄从哪天算？", "预备期多长？", "党费谁来交？", "谁主持大会？")
SINGLES = tuple(
    Item(f"s{n}", Kind.SINGLE, stem, ("甲", "乙", "丙"), (n % 3,), tags=("党章",)) for n, stem in enumerate(STEMS)
)
OTHERS = (
    Item("m", Kind.MULTIPLE, "选几个？", ("甲", "乙", "丙", "丁"), (1, 3)),
    Item("j", Kind.JUDGE, "对不对？", ("对", "错"), (0,)),
    Item("f", Kind.FILL, "先（　）后（　）。", (), (), blanks=(("一年",), ("𠮷",))),
    Item("o", Kind.ORDER, "排一排", ("甲", "乙", "丙"), (2, 0, 1)),
)
BANK = Bank("演示题库", (*SINGLES, *OTHERS))
ITEMS: dict[Key, Item] = {(BANK.name, item.id): item for item in BANK}


def answer_to(item: Item, number: int) -> Answer:
    if item.kind is Kind.FILL:
        return Answer(texts=("一年", "错") if number % 2 else ("两年",))
    if item.kind is Kind.ORDER:
        return Answer((2, 0, 1) if number % 2 else (0, 1, 2))
    return Answer((number % len(item.options),))


def sat(steps: list[int], seed: int = 7) -> Sitting:
    """0 skips, everything else answers and goes on."""
    orders = [(item, order_of(item, f"{seed}:{BANK.name}")) for item in BANK]
    questions = tuple(Question(BANK.name, item, order, in_order(item, order)) for item, order in orders)
    sitting = Sitting(Paper(PLAN, seed, questions, ()), DAY, 100.0)
    for step in steps:
        if sitting.finished:
            break
        if step == 0:
            sitting.skip()
        else:
            sitting.answer(answer_to(sitting.item, step))
            sitting.go_on()
    return sitting


@given(some.lists(some.integers(0, 5), max_size=14), some.integers(0, 2**32))
@settings(deadline=None, max_examples=150)
def test_it_goes_on_as_if_nobody_had_left(steps: list[int], seed: int) -> None:
    one = sat(steps, seed)
    if one.finished:
        return
    half = read(HalfPaper, asdict(laid_aside(one, 160.0)))
    found = gone_on_with(half, PLAN, ITEMS, 1000.0)
    assert found is not None
    other, gone = found
    assert gone == 0 and other.paper.questions == one.paper.questions
    assert (other.position, other.seen_before, other.answered) == (one.position, one.seen_before, one.answered)
    while not one.finished:
        for each in (one, other):
            each.answer(answer_to(each.item, 3))
            each.go_on()
    assert other.marks() == one.marks() and other.finished
    assert other.finish(1040.0).seconds == pytest.approx(100.0)  # 60 before, 40 after; the days between count nowhere


def test_an_explanation_that_was_being_read_is_behind_the_visitor() -> None:
    one = sat([1, 1])
    one.answer(answer_to(one.item, 1))
    found = gone_on_with(laid_aside(one, 160.0), PLAN, ITEMS, 0.0)
    assert found and (found[0].position, len(found[0].answered)) == (3, 3)
    last = sat([1] * 7)
    last.answer(answer_to(last.item, 1))
    assert not laid_aside(last, 0.0).is_sound  # nothing is left but the result


def test_what_was_withdrawn_or_worded_anew_meanwhile_counts_nowhere() -> None:
    one = sat([1, 0])
    answered, skipped, front = (one.paper.questions[place].item for place in range(3))
    items = {key: item for key, item in ITEMS.items() if item.id not in (answered.id, front.id)}
    items[BANK.name, skipped.id] = replace(skipped, stem=f"{skipped.stem}（新）")
    found = gone_on_with(laid_aside(one, 160.0), PLAN, items, 0.0)
    assert found is not None
    sitting, gone = found
    assert (gone, len(sitting.paper.questions), sitting.answered) == (3, 5, frozenset())
    assert gone_on_with(laid_aside(one, 160.0), PLAN, {}, 0.0) is None


@pytest.mark.parametrize(
    "change",
    [{"waiting": (99,)}, {"waiting": ()}, {"skipped": (-1,)}, {"day": "morgen"}],
)
def test_what_cannot_have_been_a_paper_is_refused(change: dict[str, object]) -> None:
    half = laid_aside(sat([1]), 160.0)
    with pytest.raises(ValueError):
        gone_on_with(replace(half, **change), PLAN, ITEMS, 0.0)  # type: ignore[arg-type]


def test_an_answer_that_its_item_does_not_have_is_refused() -> None:
    half = laid_aside(sat([1]), 160.0)
    forged = replace(half.questions[0], chosen=(0, 1, 2, 3, 4), texts=("一",))
    with pytest.raises(ValueError):
        gone_on_with(replace(half, questions=(forged, *half.questions[1:])), PLAN, ITEMS, 0.0)


@given(some.integers(0, CODES - 1))
@settings(deadline=None)
def test_a_slip_of_the_finger_makes_no_other_code(number: int) -> None:
    code = code_of(number)
    assert len(code) == DIGITS and is_code(code)
    for place in range(DIGITS):
        for digit in "0123456789":
            typed = code[:place] + digit + code[place + 1 :]
            assert is_code(typed) == (typed == code)
    for place in range(DIGITS - 1):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert is_code(swapped) == (swapped == code)


@pytest.mark.parametrize("text", ["", "1234567", "123456789", "1234567a", "１２３４５６７８", "٣٣٣٣٣٣٣٣"])
def test_anything_else_is_no_code(text: str) -> None:
    assert not is_code(text)


def test_marks_are_made_anew_from_the_answers() -> None:
    found = gone_on_with(laid_aside(sat([1, 2, 3]), 160.0), PLAN, ITEMS, 0.0)
    assert found is not None
    marks = found[0].marks()
    assert [one.outcome for one in marks[:3]] == [mark(one.item, one.answer).outcome for one in marks[:3]]
