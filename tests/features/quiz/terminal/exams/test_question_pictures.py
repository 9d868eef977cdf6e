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
    """Every question has a picture."""
    pictures, questions = {f"图/{number}.png": PHOTO for number in EVERY}, pictured(COUNT, *EVERY)
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


def comes(lobby: Lobby, that: Callable[[Any], bool] = is_shown) -> Any:
    """The view of the question in front, once its picture was asked for as often as it takes."""
    for _ in range(40):
        lobby.stage.settle()
        if lobby.page == QUESTION and that(lobby.view):
            return lobby.view
        lobby.stage.pass_by(PICTURE_AGAIN_SECONDS)
    raise AssertionError(f"still waited for: {lobby.view.asked.stem}")


class Gate:
    """Between the terminal and a picture: it waits, or fails, as the test says."""

    def __init__(self, lobby: Lobby, monkeypatch: pytest.MonkeyPatch) -> None:
        self.real: Callable[[str, int], bytes] = lobby.exams.hall.picture
        self.fails: Exception | None = None
        self.gives: bytes | None = None
        self.goes_on, self.came, self.asked = threading.Event(), threading.Event(), 0
        self.goes_on.set()
        monkeypatch.setattr(lobby.exams.hall, "picture", self.picture)

    def picture(self, visit: str, place: int) -> bytes:
        self.asked += 1
        self.came.set()
        assert self.goes_on.wait(20)
        if self.fails:
            raise self.fails
        return self.real(visit, place) if self.gives is None else self.gives


@pytest.fixture
def gate(lobby: Lobby, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate(lobby, monkeypatch)
    yield gate
    gate.goes_on.set()


def test_the_words_come_first_the_picture_then_and_large_by_a_button(lobby: Lobby, who: Listed, gate: Gate) -> None:
    gate.goes_on.clear()
    first = lobby.sits(who)
    assert first.picture is None and first.awaits_picture and LARGER in [one.key for one in first.foot_presses]
    gate.goes_on.set()
    view = comes(lobby)
    wide, high = view.picture.width, view.picture.height
    assert abs(wide / high - 1.5) < 0.1
    lobby.asking.press(LARGER)
    large = lobby.until(PICTURE, lambda view: view.picture is not None)
    assert large.picture.width > wide and gate.asked == 1  # fetched once for both
    assert lobby.asking.back() and is_shown(lobby.until(QUESTION))
    place = lobby.place
    lobby.asking.choose(0)
    lobby.asking.hand_in()
    lobby.until(QUESTION, partial(is_elsewhere, place))
    comes(lobby)


def test_a_hall_that_does_not_give_it_is_asked_again_and_the_answers_go_on(
    lobby: Lobby, who: Listed, gate: Gate
) -> None:
    gate.fails = HallAway("away", sent=False)
    lobby.sits(who)
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
    comes(lobby)


def test_a_picture_that_comes_slowly_keeps_one_worker_and_no_answer(lobby: Lobby, who: Listed, gate: Gate) -> None:
    gate.goes_on.clear()
    lobby.sits(who)
    for _ in range(8):  # each question that is left has one under way
        place = lobby.place
        lobby.asking.press(SKIP if place < 5 else BEFORE)
        lobby.until(QUESTION, partial(is_elsewhere, place))
    assert gate.asked == 1
    gate.goes_on.set()
    lobby.stage.settle()
    lobby.stage.pass_by(PICTURE_AGAIN_SECONDS)
    comes(lobby)


def test_nobody_is_taken_back_from_another_page_by_it(lobby: Lobby, who: Listed, gate: Gate) -> None:
    gate.goes_on.clear()
    lobby.sits(who)
    lobby.asking.back()
    assert lobby.page == LEAVE
    gate.goes_on.set()
    lobby.stage.settle()
    assert lobby.page == LEAVE
    lobby.flow.sitting.go_on()
    assert is_shown(lobby.until(QUESTION))  # it came meanwhile


def test_the_large_one_pulls_nobody_out_of_the_wait(lobby: Lobby, who: Listed, gate: Gate, hall: HallProcess) -> None:
    lobby.sits(who)
    comes(lobby)
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
    gate.gives = b"no picture"
    lobby.sits(who)
    assert comes(lobby, lambda view: not view.awaits_picture).picture is None
    lobby.asking.press(LARGER)
    lobby.until(PICTURE, lambda view: view.broken)
    lobby.asking.back()
    gate.fails = HallRefused("ExamNoPicture")
    lobby.asking.press(SKIP)
    lobby.until(QUESTION, partial(is_elsewhere, 0))
    assert comes(lobby, lambda view: not view.awaits_picture).picture is None


def test_nothing_of_it_outlives_the_visit(lobby: Lobby, who: Listed) -> None:
    lobby.sits(who)
    view = comes(lobby)
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
    lobby.sits(who)
    assert gate.came.wait(20)
    lobby.stage.end_visit()
    gate.goes_on.set()
    lobby.stage.settle()
    assert lobby.page == "attract"


def test_the_door_gives_it_to_nobody_else(lobby: Lobby, who: Listed, hall: HallProcess) -> None:
    lobby.sits(who)
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
