"""Questions that are written, put in order, long or with a picture, on their pages."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from content.banks.model import Item
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.terminal.views import Frame, Press, asked_of
from tests.ui import sample_quiz
from tests.ui.conftest import TurnedClock
from tests.ui.terminal.test_room_pages import Hall, hall

__all__ = ["hall"]


class Player:
    def __init__(self, of: Hall) -> None:
        self._hall, self.answers = of, list[Answer]()

    def ask(self, item: Item, picture: Callable[[], bytes] | None = None) -> None:
        frame = Frame("第 1 题", total=1, presses=(Press("skip", "先跳过"),))
        choices = (("半年", "一年", "两年", "三年"),) * len(item.blanks)
        asked = replace(asked_of(item, item.id, choices), picture=picture)
        self._hall.asking.ask(self, asked, frame)
        self._hall.asked()
        self._hall.clock.frame()
        self._hall.in_reach()

    def answered(self, answer: Answer) -> None:
        self.answers.append(answer)

    def pressed(self, key: str) -> None: ...

    def back(self) -> bool:
        return True


@pytest.fixture
def player(hall: Hall) -> Iterator[Player]:
    yield Player(hall)


def test_letters_count_when_they_are_characters(hall: Hall, player: Player) -> None:
    player.ask(sample_quiz.ONE_BLANK)
    for key in ("9", "4") if not hall.has("typing.y") else ("y", "i"):
        hall.tap(f"typing.{key}")
    assert not hall.has("quiz.hand_in") and hall.asking.answer == Answer(texts=("",))
    hall.asking.hand_in()
    hall.tap("typing.space")
    hall.in_reach()
    hall.tap("quiz.hand_in")
    (answer,) = player.answers
    assert len(answer.texts[0]) == 1


def test_two_blanks_one_after_the_other_also_as_a_choice(hall: Hall, player: Player) -> None:
    player.ask(sample_quiz.FILL)
    hall.tap("quiz.by_choice")
    hall.in_reach()
    hall.tap("quiz.option.0")
    hall.tap("quiz.blank.next")
    hall.tap("quiz.by_keys")
    assert hall.shell.page_name == "quiz.fill"
    hall.in_reach()
    hall.tap("quiz.by_choice")
    hall.tap("quiz.option.1")
    hall.tap("quiz.hand_in")
    assert player.answers == [Answer(texts=("半年", "一年"))]


def test_a_step_tapped_twice_is_taken_back(hall: Hall, player: Player) -> None:
    player.ask(sample_quiz.ORDER)
    for option in (2, 0, 0, 4, 1, 3):
        hall.tap(f"quiz.option.{option}")
    assert not hall.has("quiz.hand_in")
    hall.tap("quiz.option.0")
    hall.tap("quiz.hand_in")
    assert player.answers == [Answer((2, 4, 1, 3, 0))]


def test_what_is_long_takes_screens_and_is_not_cut(hall: Hall, player: Player) -> None:
    player.ask(sample_quiz.LONG)
    seen, said = set(), ""
    while True:
        hall.in_reach()
        seen |= {one.tap_name for one in hall.targets() if one.tap_name.startswith("quiz.option.")}
        said += "".join(text.text for text in _texts(hall)).replace("\n", "")
        if hall.has("quiz.option.1"):
            hall.tap("quiz.option.1")
        if not hall.has("quiz.screen.next"):
            break
        hall.tap("quiz.screen.next")
    assert seen == {f"quiz.option.{at}" for at in range(8)}
    assert sample_quiz.LONG.stem in said and all(option in said for option in sample_quiz.LONG.options)
    hall.tap("quiz.hand_in")
    assert player.answers == [Answer((1,))]


def test_a_picture_is_enlarged_and_left_again(hall: Hall, player: Player) -> None:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (1600, 1200), "navy").save(stream, "JPEG")
    player.ask(sample_quiz.SINGLE, stream.getvalue)
    hall.clock.until(lambda: hall.view.picture is not None)
    hall.in_reach()
    hall.tap("quiz.picture")
    page: Any = hall.shell.front
    hall.clock.until(lambda: page._picture.texture is not None)
    hall.tap("quiz.picture.back")
    assert hall.shell.page_name == "quiz.question" and page._picture.texture is None


def _texts(of: Hall) -> list[Any]:
    from kiosk.ui.measure import drawn_texts

    return list(drawn_texts(of.shell.front))


def test_a_question_is_heard_by_all_its_answer_by_one(hall: Hall, player: Player, clock: TurnedClock) -> None:
    from kiosk.features.quiz.rules.marking import mark

    player.ask(sample_quiz.SINGLE)
    assert hall.shell.front is not None and not hall.shell.front.heard_alone
    told = Frame("第 1 题", total=1, primary=Press("next", "下一题"))
    hall.asking.tell(player, mark(sample_quiz.SINGLE, Answer((0,))), told)
    clock.frame()
    assert hall.shell.front.heard_alone


class Telling(Player):
    """Tells what was right; 下一题 stands where 选好了 stood."""

    def __init__(self, of: Hall) -> None:
        super().__init__(of)
        self.went_on: list[str] = []

    def answered(self, answer: Answer) -> None:
        from kiosk.features.quiz.rules.marking import mark

        super().answered(answer)
        told = Frame("第 1 题", total=1, primary=Press("next", "下一题"))
        self._hall.asking.tell(self, mark(sample_quiz.SINGLE, answer), told)

    def pressed(self, key: str) -> None:
        self.went_on.append(key)


def test_a_double_tap_that_hands_in_does_not_go_past_the_explanation(
    window: Any, clock: TurnedClock, themed: None
) -> None:
    from kiosk.apps.demo.finger import Finger, target

    hall = Hall(clock, window)
    player = Telling(hall)
    player.ask(sample_quiz.SINGLE)
    hall.tap("quiz.option.1")
    clock.advance(0.5, 0.1)
    primary = target(hall.shell, "quiz.hand_in")
    for _ in range(2):
        finger = Finger()
        finger.down(*primary.to_window(*primary.center))
        clock.frame()
        finger.up()
        clock.frame()
        clock.frame()
    assert len(player.answers) == 1 and hall.has("quiz.next")
    assert player.went_on == []
    hall.shell.close()
