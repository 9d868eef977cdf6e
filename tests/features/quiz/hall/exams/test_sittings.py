"""正式测试 as terminals ask for it: who may, one sheet, answers that count once, time, and who takes over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from kiosk.features.quiz.hall.exams.admission import TooManyExamCards
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.exams.answer_sheet import AnswerUnfit
from kiosk.features.quiz.wire_exams import Refusal, State
from tests.features.quiz.hall.exams.halls import TUESDAY, Hall, person, refusal, run

ONE, TWO = person(1), person(2)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("hall"), an_hour=1000)
    yield hall
    hall.close()


@pytest.fixture
def hall(opened: Hall) -> Iterator[Hall]:
    yield opened
    opened.now = TUESDAY
    for one in opened.keeping.exams():
        opened.keeping.delete(one.held.id, by=opened.keeper)


def test_somebody_in_the_list_sits_and_hands_in(hall: Hall) -> None:
    exam = hall.holds(ONE)
    mine = hall.card(ONE)
    (own,) = mine.exams
    assert (mine.who, own.title, own.count, own.seconds, own.state) == ("张*", "党章知识测试", 10, 1800, State.NEW)
    sitting = hall.start(mine.visit, exam)
    assert (sitting.total, sitting.answered, sitting.number, sitting.left_seconds) == (10, (), 0, 1800)
    assert sitting.question is not None and sitting.question.place == 0
    for place in range(10):
        right = hall.right(mine.visit, place)
        given = right if place < 7 else Answer((1 - min(1, right.chosen[0]),))
        sitting = hall.answer(mine.visit, place + 1, place, given, place + 1)
    assert sitting.question is None and sitting.answered == tuple(range(10))
    outcome = run(hall.sittings.hand_in(1, mine.visit))
    assert (outcome.points, outcome.passed, outcome.right, outcome.total) == (70, True, 7, 10)
    assert outcome.number.startswith(f"{exam}-") and outcome.who == "张*"
    assert run(hall.sittings.hand_in(1, mine.visit)) == outcome
    (own,) = hall.card(ONE, 2).exams
    assert own.state == State.DONE and own.outcome == outcome
    assert refusal(partial(hall.start, hall.card(ONE).visit, exam)) is Refusal.DONE


def test_everybody_else_gets_the_one_neutral_answer(hall: Hall) -> None:
    hall.holds(ONE)
    hall.holds(TWO, opens_at=TUESDAY + timedelta(hours=1))
    for who in (person(3), person(1, "李四"), TWO):
        assert refusal(partial(hall.card, who)) is Refusal.NOBODY
    hall.now += timedelta(hours=3)
    assert refusal(partial(hall.card, ONE)) is Refusal.NOBODY
    said = hall.rows("SELECT outcome, count(*) FROM audit WHERE action = 'exam_card' GROUP BY outcome ORDER BY outcome")
    assert ("wrong_proof", 1) in said and ("no_record", 3) in said


def test_a_paper_is_drawn_once_and_the_options_stay_where_they_are(hall: Hall) -> None:
    exam = hall.holds(ONE, TWO)
    visit, first = hall.sits(ONE, exam)
    shown = [run(hall.sittings.question(1, visit, place)).question for place in range(10)]
    hall.again()
    visit, again = hall.sits(ONE, exam, 2)
    assert [run(hall.sittings.question(2, visit, place)).question for place in range(10)] == shown
    assert first.question == again.question
    visit, _ = hall.sits(TWO, exam, 3)
    assert [run(hall.sittings.question(3, visit, place)).question for place in range(10)] != shown


def test_an_answer_counts_once_by_its_number(hall: Hall) -> None:
    exam = hall.holds(ONE)
    visit, _ = hall.sits(ONE, exam)
    assert hall.answer(visit, 1, 0, Answer((2,)), 0).question.chosen == (2,)  # type: ignore[union-attr]
    late = hall.answer(visit, 1, 0, Answer((1,)), 0)  # 60 ms later, another finger
    assert late.number == 1 and late.question is not None and late.question.chosen == (2,)
    assert hall.answer(visit, 2, 0, Answer((3,)), 0).question.chosen == (3,)  # type: ignore[union-attr]
    assert hall.answer(visit, 3, 0, Answer(), 0).answered == ()
    for number, place, answer in (
        (5, 0, Answer((0,))), (4, 10, Answer((0,))), (4, -1, Answer((0,))), (4, 0, Answer((4,))),
        (4, 0, Answer((0, 1))), (4, 0, Answer(texts=("甲",))), (0, 0, Answer((0,))),
    ):  # fmt: skip
        with pytest.raises(AnswerUnfit):
            hall.answer(visit, number, place, answer)


def test_the_later_card_takes_over(hall: Hall) -> None:
    exam = hall.holds(ONE)
    first, _ = hall.sits(ONE, exam, 1)
    hall.answer(first, 1, 0, Answer((0,)))
    second, sitting = hall.sits(ONE, exam, 2)
    assert (sitting.number, sitting.answered) == (1, (0,))
    assert refusal(partial(hall.answer, first, 2, 1, Answer((0,)))) is Refusal.ELSEWHERE
    assert refusal(lambda: run(hall.sittings.alive(1, first))) is Refusal.ELSEWHERE
    assert refusal(lambda: run(hall.sittings.alive(1, second))) is Refusal.GONE  # of another terminal
    assert hall.answer(second, 2, 1, Answer((0,)), terminal=2).answered == (0, 1)


def test_time_passes_only_while_the_hall_hears_of_it(hall: Hall) -> None:
    exam = hall.holds(ONE, minutes=1)
    visit, _ = hall.sits(ONE, exam)

    def after(seconds: float) -> int | None:
        hall.seconds += seconds
        return run(hall.sittings.alive(1, visit)).left_seconds

    assert [after(5), after(5), after(300)] == [55, 50, 40]  # the line was away
    hall.now += timedelta(minutes=90)  # somebody set the clock
    assert after(0) == 40
    hall.now = TUESDAY
    hall.seconds += 5
    run(hall.sittings.end(1, visit))
    hall.seconds += 3000
    (own,) = hall.card(ONE, 2).exams
    assert (own.state, own.left_seconds) == (State.PAUSED, 35)
    visit, _ = hall.sits(ONE, exam)
    hall.answer(visit, 1, 0, Answer((0,)))
    hall.again()  # what came since the last answer is given back
    visit, sitting = hall.sits(ONE, exam)
    assert sitting.left_seconds == 35 and sitting.answered == (0,)


def test_when_the_time_is_up_it_is_handed_in_with_what_is_there(hall: Hall) -> None:
    exam = hall.holds(ONE, minutes=1, pass_mark=10)
    visit, _ = hall.sits(ONE, exam)
    hall.answer(visit, 1, 0, hall.right(visit, 0))
    for _ in range(5):
        hall.seconds += 10
        run(hall.sittings.alive(1, visit))
    hall.seconds += 10
    assert refusal(partial(hall.answer, visit, 2, 1, Answer((0,)))) is Refusal.TIME_UP  # on its way in time: it counts
    outcome = run(hall.sittings.hand_in(1, visit))
    assert outcome.seconds == 60 and outcome.right >= 1 and outcome.passed
    assert refusal(lambda: run(hall.sittings.alive(1, visit))) is Refusal.TIME_UP
    hall.again()
    (own,) = hall.card(ONE).exams
    assert own.outcome == outcome and own.answered == 2


def test_minutes_more_for_one_person(hall: Hall) -> None:
    exam = hall.holds(person(1, extra_minutes=15), TWO, minutes=10)
    visit, sitting = hall.sits(ONE, exam)
    assert sitting.left_seconds == 25 * 60
    (row,) = hall.rows("SELECT id FROM exam_sittings")
    hall.keeping.give_minutes(exam, row[0], 5, by=hall.keeper)
    assert run(hall.sittings.alive(1, visit)).left_seconds == 30 * 60
    assert hall.sits(TWO, exam, 2)[1].left_seconds == 10 * 60


def test_a_keeper_closes_while_people_sit(hall: Hall) -> None:
    exam = hall.holds(ONE, TWO)
    visit, _ = hall.sits(ONE, exam)
    hall.answer(visit, 1, 0, hall.right(visit, 0))
    hall.keeping.close(exam, by=hall.keeper)
    assert refusal(partial(hall.answer, visit, 2, 1, Answer((0,)))) is Refusal.CLOSED
    assert refusal(lambda: run(hall.sittings.alive(1, visit))) is Refusal.CLOSED
    outcome = run(hall.sittings.hand_in(1, visit))
    assert (outcome.right, outcome.points) == (1, 10)
    assert refusal(partial(hall.card, TWO, 2)) is Refusal.NOBODY


def test_a_clock_that_was_wrong_for_an_hour_closes_nobody_s_paper(hall: Hall) -> None:
    exam = hall.holds(ONE)
    visit, _ = hall.sits(ONE, exam)
    hall.answer(visit, 1, 0, Answer((0,)))
    hall.now += timedelta(days=400)
    assert refusal(lambda: run(hall.sittings.alive(1, visit))) is Refusal.CLOSED
    hall.now = TUESDAY
    assert hall.answer(visit, 2, 1, Answer((0,))).answered == (0, 1)


def test_a_deleted_exam_and_an_erased_person_are_gone(hall: Hall) -> None:
    exam = hall.holds(ONE, TWO)
    visit, _ = hall.sits(ONE, exam)
    other, _ = hall.sits(TWO, exam, 2)
    blind = hall.service.keys.needed.blind_index(ONE.id_number)
    gone = hall.service.erasing(hall.service.keys.needed).erase(blind, by=hall.keeper)
    assert (gone["exam_lists"], gone["exam_papers"], gone["exam_answers"]) == (1, 1, 1)
    assert refusal(lambda: run(hall.sittings.alive(1, visit))) is Refusal.GONE
    assert refusal(partial(hall.card, ONE)) is Refusal.NOBODY
    hall.keeping.delete(exam, by=hall.keeper)
    assert refusal(lambda: run(hall.sittings.alive(2, other))) is Refusal.GONE
    assert [hall.rows(f"SELECT count(*) FROM {table}") for table in (
        "exams", "exam_people", "exam_sittings", "exam_progress"
    )] == [[(0,)]] * 4  # fmt: skip


def test_a_terminal_that_asks_about_everybody_is_stopped(tmp_path: Path) -> None:
    hall = Hall(tmp_path, an_hour=2)
    for _ in range(2):
        refusal(partial(hall.card, person(9)))
    with pytest.raises(TooManyExamCards) as stopped:
        hall.card(person(9))
    assert 0 < stopped.value.told["retry_seconds"] <= 3601
    assert refusal(partial(hall.card, person(9), 2)) is Refusal.NOBODY
    hall.now += timedelta(hours=1, seconds=1)
    assert refusal(partial(hall.card, person(9))) is Refusal.NOBODY
    hall.close()


def test_everything_of_it_goes_after_its_days(hall: Hall) -> None:
    exam = hall.holds(ONE, kept_days=30)
    hall.sits(ONE, exam)
    for days, left in ((30, 1), (1, 0)):
        hall.now += timedelta(days=days)
        hall.do(hall.service.tickets.keep_time)
        assert hall.rows("SELECT count(*) FROM exam_sittings") == [(left,)]
        assert hall.rows("SELECT count(*) FROM exam_progress") == [(left,)]


def test_nothing_of_a_person_is_readable_in_the_database(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    exam = hall.holds(person(1, "买买提·演示", branch="云溪里第九党支部"))
    visit, _ = hall.sits(person(1, "买买提·演示"), exam)
    hall.answer(visit, 1, 0, hall.right(visit, 0))
    run(hall.sittings.hand_in(1, visit))
    hall.close()
    lying = b"".join(file.read_bytes() for file in tmp_path.glob("hall.db*"))
    secrets = ("买买提", ONE.id_number, "云溪里第九党支部", "的答案甲", "说的是什么", ONE.id_number[-8:])
    assert [one for one in secrets if one.encode() in lying] == []
    assert "党章知识测试".encode() in lying


def test_no_terminal_hears_what_is_right(hall: Hall) -> None:
    """The options come in an order of the person's own, and nothing beside them says which is right."""
    exam = hall.holds(ONE)
    visit, _ = hall.sits(ONE, exam)
    shown = [run(hall.sittings.question(1, visit, place)).question for place in range(10)]
    told = set().union(*(asdict(one) for one in shown if one is not None))
    assert told == {"place", "kind", "tag", "stem", "options", "blanks", "choices", "chosen", "texts", "picture"}
    firsts = [one.options[0].endswith("甲") for one in shown if one is not None and one.kind == "single"]
    assert not all(firsts)
