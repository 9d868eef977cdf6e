"""Questions with a picture in a test that counts: hall and line are real, only the window is not."""

from __future__ import annotations

import gc
import signal
import threading
import weakref
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import Any

import httpx
import pytest

from kiosk.core.link.answers import HallAway, HallRefused
from kiosk.features.quiz.rules.exams.people_list import Listed
from kiosk.features.quiz.terminal.asking import LATE_SECONDS, PICTURE, PICTURE_AGAIN_SECONDS, QUESTION
from kiosk.features.quiz.terminal.exams.question_picture import QuestionPicture
from kiosk.features.quiz.terminal.exams.sitting import BEFORE, LEAVE, OWN, SKIP, WAIT
from kiosk.features.quiz.terminal.question_views import LARGER
from kiosk.features.quiz.terminal.views import QuestionView
from kiosk.features.quiz.wire_exams import ALIVE_SECONDS, START, ExamRefused, sitting_from_json
from tests.apps.hall.process import HallProcess
from tests.features.quiz.hall.exams.halls import person, photo, pictured
from tests.features.quiz.terminal.exams.lobby import COUNT, Lobby, held_by

PEOPLE = tuple(person(number) for number in range(1, 31))
EVERY = range(1, COUNT + 1)
PHOTO = photo("green", 1200, 800)
_numbers = count(1)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    """Every question has a picture; none of 第9题 can be read."""
    pictures = {f"图/{number}.png": b"no picture" if number == 9 else PHOTO for number in EVERY}
    questions = pictured(COUNT, *EVERY)
    process = held_by(tmp_path_factory.mktemp("hall"), *PEOPLE, bank=questions, pictures=pictures).start()
    yield process
    process.stop()


@pytest.fixture(scope="module")
def opened(hall: HallProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lobby]:
    with Lobby(hall, tmp_path_factory.mktemp("terminal")) as lobby:
        yield lobby


@pytest.fixture
def lobby(opened: Lobby) -> Iterator[Lobby]:
    yield opened
    opened.emulator.lift()
    opened.stage.end_visit()
    opened.stage.settle()
    opened.stage.pages.clear()


@pytest.fixture
def who() -> Listed:
    return PEOPLE[next(_numbers) % len(PEOPLE)]


def is_shown(view: Any) -> bool:
    return isinstance(view, QuestionView) and view.picture is not None and not view.awaits_picture


def is_elsewhere(place: int, view: Any) -> bool:
    return bool(view.frame.position != place)


def sits(lobby: Lobby, who: Listed) -> QuestionView:
    """At a question whose picture can be read."""
    view: QuestionView = lobby.sits(who)
    while "题目9" in view.asked.stem:
        place = view.frame.position
        lobby.asking.press(SKIP)
        view = lobby.until(QUESTION, partial(is_elsewhere, place))
    return view


class Gate:
    """Between the terminal and a picture: it waits, or fails, as the test says."""

    def __init__(self, lobby: Lobby, monkeypatch: pytest.MonkeyPatch) -> None:
        self.real: Callable[[str, int], bytes] = lobby.exams.hall.picture
        self.fails: Exception | None = None
        self.goes_on, self.came, self.asked = threading.Event(), threading.Event(), 0
        self.goes_on.set()
        monkeypatch.setattr(lobby.exams.hall, "picture", self.picture)

    def picture(self, visit: str, place: int) -> bytes:
        self.asked += 1
        self.came.set()
        assert self.goes_on.wait(20)
        if self.fails:
            raise self.fails
        return self.real(visit, place)


@pytest.fixture
def gate(lobby: Lobby, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate(lobby, monkeypatch)
    yield gate
    gate.goes_on.set()


def test_the_words_come_first_the_picture_then_and_large_by_a_button(lobby: Lobby, who: Listed, gate: Gate) -> None:
    gate.goes_on.clear()
    first = sits(lobby, who)
    assert first.picture is None and first.awaits_picture and LARGER in [one.key for one in first.foot_presses]
    gate.goes_on.set()
    view = lobby.until(QUESTION, is_shown)
    wide, high = view.picture.width, view.picture.height
    assert abs(wide / high - 1.5) < 0.1
    lobby.asking.press(LARGER)
    large = lobby.until(PICTURE, lambda view: view.picture is not None)
    assert large.picture.width > wide and gate.asked == 1  # fetched once for both
    assert lobby.asking.back() and is_shown(lobby.until(QUESTION))
    place = lobby.place
    lobby.asking.choose(0)
    lobby.asking.hand_in()
    lobby.until(QUESTION, lambda view: view.frame.position != place and is_shown(view))


def test_a_hall_that_does_not_give_it_is_asked_again_and_the_answers_go_on(
    lobby: Lobby, who: Listed, gate: Gate
) -> None:
    gate.fails = HallAway("away", sent=False)
    sits(lobby, who)
    lobby.stage.settle()
    assert lobby.page == QUESTION and lobby.view.awaits_picture
    lobby.asking.press(LARGER)
    lobby.stage.settle()
    lobby.stage.pass_by(LATE_SECONDS)
    assert lobby.until(PICTURE, lambda view: view.late).picture is None
    assert lobby.asking.back()
    lobby.answer(0)  # the words are enough
    place = lobby.place
    lobby.until(QUESTION, partial(is_elsewhere, place))
    lobby.stage.settle()
    gate.fails = None
    lobby.stage.pass_by(PICTURE_AGAIN_SECONDS)
    lobby.until(QUESTION, is_shown)


def test_a_picture_that_comes_slowly_keeps_one_worker_and_no_answer(lobby: Lobby, who: Listed, gate: Gate) -> None:
    gate.goes_on.clear()
    sits(lobby, who)
    for _ in range(8):  # each question that is left has one under way
        place = lobby.place
        lobby.asking.press(SKIP if place < 5 else BEFORE)
        lobby.until(QUESTION, partial(is_elsewhere, place))
    assert gate.asked == 1
    gate.goes_on.set()
    lobby.stage.settle()
    lobby.stage.pass_by(PICTURE_AGAIN_SECONDS)
    if "题目9" not in lobby.view.asked.stem:
        lobby.until(QUESTION, is_shown)


def test_nobody_is_taken_back_from_another_page_by_it(lobby: Lobby, who: Listed, gate: Gate) -> None:
    gate.goes_on.clear()
    sits(lobby, who)
    lobby.asking.back()
    assert lobby.page == LEAVE
    gate.goes_on.set()
    lobby.stage.settle()
    assert lobby.page == LEAVE
    lobby.flow.sitting.go_on()
    assert is_shown(lobby.until(QUESTION))  # it came meanwhile


def test_the_large_one_pulls_nobody_out_of_the_wait(lobby: Lobby, who: Listed, gate: Gate, hall: HallProcess) -> None:
    sits(lobby, who)
    lobby.until(QUESTION, is_shown)
    lobby.asking.press(LARGER)
    lobby.until(PICTURE, lambda view: view.picture is not None)
    hall.signal(signal.SIGSTOP)
    try:
        lobby.stage.pass_by(ALIVE_SECONDS)
        lobby.until(WAIT)
    finally:
        hall.signal(signal.SIGCONT)
    lobby.stage.pass_by(10)
    assert is_shown(lobby.until(QUESTION))


def test_one_that_cannot_be_read_leaves_the_words_their_room(lobby: Lobby, who: Listed, gate: Gate) -> None:
    view = lobby.sits(who)
    while "题目9" not in view.asked.stem:
        place = view.frame.position
        lobby.asking.press(SKIP)
        view = lobby.until(QUESTION, partial(is_elsewhere, place))
    view = lobby.until(QUESTION, lambda view: not view.awaits_picture)
    assert view.picture is None
    lobby.asking.press(LARGER)
    lobby.until(PICTURE, lambda view: view.broken)
    lobby.asking.back()
    gate.fails = HallRefused("ExamNoPicture")
    lobby.asking.press(BEFORE if lobby.place else SKIP)
    lobby.until(QUESTION, lambda view: "题目9" not in view.asked.stem and not view.awaits_picture)


def test_nothing_of_it_outlives_the_visit(lobby: Lobby, who: Listed) -> None:
    sits(lobby, who)
    view = lobby.until(QUESTION, is_shown)
    read = view.asked.picture
    assert isinstance(read, QuestionPicture)
    kept, pixels = weakref.ref(read), weakref.ref(view.picture)
    del view, read
    lobby.stage.end_visit()
    lobby.stage.settle()
    lobby.stage.front = ("attract", None)
    gc.collect()
    assert kept() is None and pixels() is None


def test_one_that_comes_after_the_wipe_is_seen_by_nobody(lobby: Lobby, who: Listed, gate: Gate) -> None:
    gate.goes_on.clear()
    sits(lobby, who)
    assert gate.came.wait(20)
    lobby.stage.end_visit()
    gate.goes_on.set()
    lobby.stage.settle()
    assert lobby.page == "attract"


def test_the_door_gives_it_to_nobody_else(lobby: Lobby, who: Listed, hall: HallProcess) -> None:
    sits(lobby, who)
    ours, place = lobby.flow.sitting._visit, lobby.place
    assert lobby.exams.hall.picture(ours, place) == PHOTO
    with pytest.raises(ExamRefused):
        lobby.exams.hall.picture("x" * 32, place)
    token, path = hall.token("别的终端"), f"{hall.url}/api/exams/picture"
    with httpx.Client(headers={"Authorization": f"Bearer {token}"}) as other:
        assert other.post(path, json={"visit": ours, "place": place}).json() == {"error": "ExamVisitGone"}
        unfit: list[Any] = [{}, {"visit": ours}, {"visit": ours, "place": "0"}, {"visit": "𠮷", "place": 0}, []]
        for body in unfit:
            assert other.post(path, json=body).status_code == 422
        assert other.get(path).status_code == 405
    assert httpx.post(path, json={"visit": ours, "place": place}).status_code == 401
    with pytest.raises(HallRefused, match="ExamNoPicture"):
        lobby.exams.hall.picture(ours, COUNT)


def test_a_terminal_of_before_is_told_in_the_words(lobby: Lobby, who: Listed) -> None:
    """It knows neither the key of its question, nor that it may ask."""
    lobby.to_card()
    lobby.lay(who)
    lobby.until(OWN)
    mine = lobby.flow._mine
    assert mine
    said: Any = lobby.line.ask("POST", START, 3.0, {"visit": mine.visit, "exam": 1})
    assert said["question"]["stem"].endswith("接着做，或者问工作人员。）") and said["question"]["picture"] is True


def test_a_hall_of_before_asks_none() -> None:
    question = {"place": 0, "kind": "single", "tag": "", "stem": "问？", "options": ["甲", "乙"]}
    said = {"title": "甲", "total": 1, "answered": [], "number": 0, "left_seconds": None, "question": question}
    made = sitting_from_json(said).question
    assert made and made.picture is False
