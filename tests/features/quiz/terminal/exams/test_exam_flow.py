"""The visitor's way through a test that counts: hall, card reader and line are real, only the window is not."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator
from itertools import count

import pytest

from devices.id_card.events import ReaderOffline, ReaderOnline
from kiosk.features.quiz.rules.exams.people_list import Listed
from kiosk.features.quiz.terminal.asking import QUESTION
from kiosk.features.quiz.terminal.exams.flow import CARD, NOTICE, RESULT, TOLD
from kiosk.features.quiz.terminal.exams.sitting import BEFORE, HAND_IN, LAST, LEAVE, OWN, RETRY_SECONDS, SKIP, WAIT
from kiosk.features.quiz.terminal.exams.views import Ended, ResultView, Why
from kiosk.features.quiz.wire_exams import ALIVE_SECONDS, ExamQuestion, Mine, Outcome, OwnExam, Sitting, State
from tests.apps.hall.process import HallProcess
from tests.features.quiz.hall.exams.halls import person
from tests.features.quiz.terminal.exams.lobby import COUNT, Lobby, held_by

STRANGER = person(60)
_numbers = count(1)
PEOPLE = tuple(person(number) for number in range(1, 31))


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    process = held_by(tmp_path_factory.mktemp("hall"), *PEOPLE).start()
    yield process
    process.stop()


@pytest.fixture(scope="module")
def opened(hall: HallProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lobby]:
    with Lobby(hall, tmp_path_factory.mktemp("terminal")) as lobby:
        yield lobby


@pytest.fixture(scope="module")
def beside(hall: HallProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lobby]:
    with Lobby(hall, tmp_path_factory.mktemp("another"), "2 号终端") as lobby:
        yield lobby


@pytest.fixture
def lobby(opened: Lobby) -> Iterator[Lobby]:
    yield opened
    opened.emulator.lift()
    opened.stage.end_visit()
    opened.stage.settle()
    opened.stage.pages.clear()
    opened.stage.reminded.clear()


@pytest.fixture
def who() -> Listed:
    """Somebody in the list who has not sat yet."""
    return PEOPLE[next(_numbers) % len(PEOPLE)]


def test_somebody_sits_from_the_notice_to_the_result(lobby: Lobby, who: Listed) -> None:
    lobby.to_card()
    lobby.lay(who)
    own = lobby.until(OWN)
    assert own.who == "张*" and [one.state for one in own.exams] == [State.NEW]
    assert lobby.stage.reminded == ["请收好身份证"]
    lobby.flow.take(1)
    view = lobby.until(QUESTION)
    assert (view.frame.position, view.frame.total, view.frame.sign.text) == (0, COUNT, "还有 30 分钟")
    lobby.answer_all(COUNT - 1)
    lobby.answer(1 - min(1, lobby.right()))  # the last one wrong
    last = lobby.until(LAST)
    assert (last.left_open, last.total) == (0, COUNT)
    lobby.flow.sitting.hand_in()
    result = lobby.until(RESULT)
    assert (result.points, result.passed, result.ended) == (90, True, Ended.HANDED_IN)
    lobby.flow.finish()
    assert lobby.page == "attract"


def test_whoever_is_in_no_list_gets_one_neutral_answer_and_a_way_on(lobby: Lobby, who: Listed) -> None:
    for card in (STRANGER, Listed("李四", who.id_number)):
        lobby.to_card()
        lobby.lay(card)
        assert lobby.until(TOLD).why is Why.NOBODY
        lobby.flow.leave()


def test_before_consent_no_card_is_looked_for(lobby: Lobby, who: Listed) -> None:
    asked = lobby.emulator.asked("2001")
    lobby.lay(who)
    lobby.flow.start()
    assert lobby.page == NOTICE and lobby.emulator.asked("2001") == asked
    lobby.flow.agree()
    lobby.until(CARD, lambda view: view.state == "lying")  # it lay there before: whose it is nobody knows


def test_back_skip_and_what_was_answered_before(lobby: Lobby, who: Listed) -> None:
    lobby.sits(who)
    first = lobby.right()
    lobby.answer()
    lobby.stage.until(lambda: lobby.page == QUESTION and lobby.place == 1)
    lobby.asking.press(BEFORE)
    view = lobby.until(QUESTION, lambda view: view.frame.position == 0)
    assert view.states[first] == "chosen" and view.frame.done == frozenset({0})
    lobby.asking.choose(1 - min(1, first))
    lobby.asking.press(SKIP)  # what is chosen by then goes along
    lobby.stage.until(lambda: lobby.page == QUESTION and lobby.place == 1)
    lobby.asking.press(SKIP)
    lobby.stage.until(lambda: lobby.page == QUESTION and lobby.place == 2)
    lobby.asking.press(HAND_IN)
    assert lobby.until(LAST).left_open == COUNT - 1
    lobby.flow.sitting.to_open()
    assert lobby.until(QUESTION, lambda view: view.frame.position == 1).frame.done == frozenset({0})
    lobby.asking.press(BEFORE)
    view = lobby.until(QUESTION, lambda view: view.frame.position == 0)
    assert view.states[first] == "plain"


def test_two_presses_are_one_answer(lobby: Lobby, who: Listed) -> None:
    lobby.sits(who)
    lobby.answer()
    lobby.asking.hand_in()
    lobby.asking.press(SKIP)
    lobby.flow.sitting.hand_in()
    lobby.stage.until(lambda: lobby.page == QUESTION and lobby.place == 1)
    lobby.stage.settle()
    assert lobby.place == 1 and lobby.view.frame.done == frozenset({0})


def test_back_asks_once_and_the_same_card_goes_on_elsewhere(lobby: Lobby, beside: Lobby, who: Listed) -> None:
    lobby.sits(who)
    lobby.answer_all(4)
    lobby.asking.choose(0)
    assert lobby.asking.back()
    assert (lobby.page, lobby.view.answered) == (LEAVE, 4)
    lobby.flow.sitting.go_on()
    assert lobby.page == QUESTION and "chosen" in lobby.view.states  # and nothing was lost by the question
    lobby.asking.back()
    lobby.flow.stop_here()
    assert lobby.page == "attract"
    lobby.stage.settle()
    beside.to_card()
    beside.lay(who)
    (own,) = beside.until(OWN).exams
    assert (own.state, own.answered) == (State.PAUSED, 4)
    beside.flow.take(1)
    assert beside.until(QUESTION).frame.position == 4
    beside.stage.end_visit()


def test_the_later_card_takes_over(lobby: Lobby, beside: Lobby, who: Listed) -> None:
    lobby.sits(who)
    lobby.answer_all(2)
    beside.sits(who)
    assert beside.place == 2
    lobby.answer()
    assert lobby.until(TOLD).why is Why.ELSEWHERE
    lobby.flow.again_by_card()
    lobby.looks()
    lobby.lay(who)
    lobby.until(OWN)
    lobby.flow.take(1)
    assert lobby.until(QUESTION).frame.position == 2
    beside.stage.pass_by(ALIVE_SECONDS)
    assert beside.until(TOLD).why is Why.ELSEWHERE
    beside.stage.end_visit()


def test_a_frozen_hall_stops_the_paper_and_it_goes_on_by_itself(lobby: Lobby, hall: HallProcess, who: Listed) -> None:
    lobby.sits(who)
    lobby.answer_all(3)
    hall.signal(signal.SIGSTOP)
    try:
        lobby.answer()
        lobby.stage.pass_by(0.3)
        assert lobby.view.waiting
        assert lobby.until(WAIT).unsent
    finally:
        hall.signal(signal.SIGCONT)
    lobby.stage.pass_by(RETRY_SECONDS)
    view = lobby.until(QUESTION)
    assert view.frame.position == 4 and view.frame.done == frozenset(range(4))


def test_a_hall_that_falls_silent_covers_the_question_and_keeps_what_is_chosen(
    lobby: Lobby, hall: HallProcess, who: Listed
) -> None:
    lobby.sits(who)
    lobby.asking.choose(1)
    hall.signal(signal.SIGSTOP)
    try:
        lobby.stage.pass_by(ALIVE_SECONDS)
        assert not lobby.until(WAIT).unsent
    finally:
        hall.signal(signal.SIGCONT)
    lobby.stage.pass_by(RETRY_SECONDS)
    assert lobby.until(QUESTION).states[1] == "chosen"


def test_a_killed_hall_asks_for_the_card_again_and_has_every_answer(
    lobby: Lobby, hall: HallProcess, who: Listed
) -> None:
    lobby.sits(who)
    lobby.answer_all(5)
    hall.kill()
    lobby.answer()
    assert lobby.until(WAIT).unsent
    hall.start()
    while lobby.page == WAIT:
        lobby.stage.pass_by(RETRY_SECONDS)
        lobby.stage.settle()
    assert lobby.page == CARD and lobby.view.again
    lobby.looks()
    lobby.lay(who)
    assert lobby.until(OWN).exams[0].answered == 5
    lobby.flow.take(1)
    assert lobby.until(QUESTION).frame.position == 5  # the answer that was under way is open again
    lobby.answer_all()
    lobby.flow.sitting.hand_in()
    assert lobby.until(RESULT).points == 100


def test_who_goes_home_pauses(lobby: Lobby, who: Listed) -> None:
    lobby.sits(who)
    lobby.stage.home()
    lobby.stage.pass_by(ALIVE_SECONDS)
    lobby.stage.settle()
    assert lobby.page == "home" and not lobby.flow.sitting.is_on


def test_nobody_is_taken_away_from_the_page_of_help(lobby: Lobby, who: Listed) -> None:
    lobby.sits(who)
    view = lobby.view
    lobby.answer()
    lobby.stage.show("help", None)
    lobby.stage.settle()
    assert lobby.page == "help"
    lobby.stage.show(QUESTION, view)  # 返回 there
    lobby.stage.pass_by(0.5)
    assert lobby.place == 1


def test_done_is_shown_again_and_cannot_be_taken_twice(lobby: Lobby, who: Listed) -> None:
    lobby.sits(who)
    lobby.asking.press(HAND_IN)
    lobby.until(LAST)
    lobby.flow.sitting.hand_in()
    assert lobby.until(RESULT).points == 0
    lobby.stage.end_visit()
    lobby.to_card()
    lobby.lay(who)
    assert lobby.until(OWN).exams[0].state == State.DONE
    lobby.flow.take(1)
    result = lobby.until(RESULT)
    assert isinstance(result, ResultView) and (result.points, result.ended) == (0, Ended.BEFORE)


OWN_THINGS = (Mine, OwnExam, Sitting, ExamQuestion, Outcome, ResultView)


def test_nothing_of_it_outlives_the_wipe(lobby: Lobby, who: Listed) -> None:
    before = {id(one) for one in own_things()}  # other tests' samples
    lobby.sits(who)
    lobby.answer_all(2)
    assert any(isinstance(one, ExamQuestion) for one in own_things() if id(one) not in before)
    lobby.stage.end_visit()
    lobby.stage.settle()
    gc.collect()
    assert not [type(one).__name__ for one in own_things() if id(one) not in before]


def own_things() -> list[object]:
    return [one for one in gc.get_objects() if type(one) in OWN_THINGS]  # a dead weak proxy cannot be asked more


def test_a_lost_reader_is_said_and_the_hall_away_before_the_card_too(
    lobby: Lobby, hall: HallProcess, who: Listed
) -> None:
    lobby.to_card()
    hall.signal(signal.SIGSTOP)
    try:
        lobby.lay(who)
        assert lobby.until(TOLD).why is Why.AWAY
    finally:
        hall.signal(signal.SIGCONT)


def test_the_row_stands_while_one_is_open(lobby: Lobby) -> None:
    changes: list[bool] = []
    lobby.flow.look(lambda: changes.append(True))
    lobby.stage.until(lambda: bool(changes) or lobby.flow.offered is not None)
    offered = lobby.flow.offered
    assert offered and "党章知识测试" in offered.note


def test_a_card_that_was_not_read_is_asked_for_again(lobby: Lobby, who: Listed) -> None:
    lobby.to_card()
    lobby.emulator.refuse("3001", 0x41)
    lobby.lay(who)
    lobby.until(CARD, lambda view: view.state == "unread")
    lobby.emulator.lift()
    lobby.looked()
    lobby.lay(who)
    lobby.until(OWN)


def test_without_a_reader_the_desk_is_named(lobby: Lobby) -> None:
    lobby.exams.on_card(ReaderOffline("unplugged"))
    lobby.flow.start()
    lobby.flow.agree()
    assert (lobby.view.state, lobby.view.desk_place) == ("offline", "进门正前方")
    lobby.exams.on_card(ReaderOnline(""))
    lobby.until(CARD, lambda view: view.state == "waiting")


def test_the_last_minutes_are_told_in_amber(lobby: Lobby, who: Listed) -> None:
    lobby.sits(who)
    assert lobby.view.frame.sign.tint == "pine"
    lobby.stage.now_seconds += 25.5 * 60
    lobby.flow.sitting.go_on()
    assert (lobby.view.frame.sign.tint, lobby.view.frame.sign.text) == ("warn", "还有 5 分钟")
    assert "自动交卷" in lobby.view.frame.foot


def test_home_asks_as_back_does(lobby: Lobby, who: Listed) -> None:
    lobby.sits(who)
    for way in ("home", "end"):
        assert lobby.asking.leave(way)
        assert lobby.page == LEAVE
        lobby.flow.sitting.go_on()
        assert lobby.page == QUESTION
