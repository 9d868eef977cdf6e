"""Every type of question in an exam: asked without its answer, marked in the hall, kept and taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from content.banks.model import JUDGE_OPTIONS, Bank, Item, Kind
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.exams.answer_sheet import AnswerUnfit
from kiosk.features.quiz.wire_exams import ExamQuestion
from tests.features.quiz.hall.exams.halls import Hall, person, run

ORDER = ("第一步", "第二步", "第三步", "第四步")
ITEMS = (
    Item("s", Kind.SINGLE, "哪一个是对的？", ("对的一个", "另一个", "又一个"), (0,)),
    Item("m", Kind.MULTIPLE, "哪些是对的？", ("好的一个", "好的两个", "差的一个", "差的两个"), (0, 1)),
    Item("j", Kind.JUDGE, "这句话说得对。", JUDGE_OPTIONS, (0,)),
    Item("f", Kind.FILL, "预备期是____，党龄从____算起。", (), (), blanks=(("一年", "1年"), ("转正之日",))),
    Item("o", Kind.ORDER, "按先后排好。", ORDER, (0, 1, 2, 3)),
)
RIGHT = {
    "s": lambda asked: Answer((asked.options.index("对的一个"),)),
    "m": lambda asked: Answer(tuple(sorted(asked.options.index(text) for text in ("好的一个", "好的两个")))),
    "j": lambda asked: Answer((0,)),
    "f": lambda asked: Answer(texts=("1 年", "转正之日")),
    "o": lambda asked: Answer(tuple(asked.options.index(text) for text in ORDER)),
}
KEYS = {"single": "s", "multiple": "m", "judge": "j", "fill": "f", "order": "o"}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("hall"))
    yield hall
    hall.close()


def asked_of(hall: Hall, visit: str) -> list[ExamQuestion]:
    found = [run(hall.sittings.question(1, visit, place)).question for place in range(len(ITEMS))]
    return [one for one in found if one is not None]


def test_each_is_marked_and_its_answer_comes_back(hall: Hall) -> None:
    exam = hall.holds(person(1), counts=tuple((kind, 1) for kind in Kind), bank=Bank("各种题", ITEMS))
    visit, _ = hall.sits(person(1), exam)
    questions = asked_of(hall, visit)
    assert {one.kind for one in questions} == set(KEYS)
    for number, one in enumerate(questions, 1):
        given = RIGHT[KEYS[one.kind]](one)
        sitting = hall.answer(visit, number, one.place, given, one.place)
        assert sitting.question is not None and Answer(sitting.question.chosen, sitting.question.texts) == given
    fill = next(one for one in questions if one.kind == "fill")
    assert fill.blanks == 2 and len(fill.choices) == 2 and "一年" in fill.choices[0] and len(fill.choices[0]) > 2
    hall.again()
    visit, sitting = hall.sits(person(1), exam)
    assert sitting.answered == tuple(range(5)) and sitting.question is None
    outcome = run(hall.sittings.hand_in(1, visit))
    assert (outcome.points, outcome.right, outcome.total) == (100, 5, 5)


@pytest.mark.parametrize(("partial", "points"), [(False, 0), (True, 10)])
def test_a_part_counts_where_the_keeper_says_so(hall: Hall, partial: bool, points: int) -> None:
    which = 2 + partial
    exam = hall.holds(
        person(which), title=f"部分{partial}", counts=tuple((kind, 1) for kind in Kind), bank=Bank("各种题", ITEMS),
        partial=partial,
    )  # fmt: skip
    visit, _ = hall.sits(person(which), exam)
    fill = next(one for one in asked_of(hall, visit) if one.kind == "fill")
    hall.answer(visit, 1, fill.place, Answer(texts=("", "转正之日")))
    assert run(hall.sittings.hand_in(1, visit)).points == points


def test_an_answer_of_another_type_is_refused(hall: Hall) -> None:
    exam = hall.holds(person(9), title="不合的", counts=tuple((kind, 1) for kind in Kind), bank=Bank("各种题", ITEMS))
    visit, _ = hall.sits(person(9), exam)
    for one in asked_of(hall, visit):
        wrong = (Answer((0,)), Answer(texts=("一",))) if one.kind == "fill" else (Answer(texts=("一",)), Answer((99,)))
        for answer in (*wrong, Answer((0, 0)), Answer(texts=("长" * 101, "二"))):
            with pytest.raises(AnswerUnfit):
                hall.answer(visit, 1, one.place, answer)


def test_an_exam_of_one_long_question_and_one_of_two_hundred(hall: Hall) -> None:
    for count in (1, 200):
        options = tuple(f"{mark}{'选' * 70}" for mark in "甲乙丙丁戊己庚辛")
        items = tuple(Item(f"q{n}", Kind.SINGLE, f"题目{n}？{'长' * 280}", options, (0,)) for n in range(count))
        exam = hall.holds(person(20), title=f"{count} 题", counts=((None, count),), bank=Bank("长题", items))
        visit, sitting = hall.sits(person(20), exam)
        assert sitting.total == count
        for place in range(count):
            sitting = hall.answer(visit, place + 1, place, Answer((place % 8,)), place + 1)
        assert len(sitting.answered) == count and sitting.question is None
        assert run(hall.sittings.hand_in(1, visit)).total == count
