"""What is drawn of one question and placed again in the next: never under a finger, never with what was answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.terminal.views import Frame
from kiosk.ui import look
from kiosk.ui.theme import Mode
from kiosk.ui.touch import HAND
from tests.ui import sample_quiz
from tests.ui.terminal.test_question_pages import Player, player
from tests.ui.terminal.test_room_pages import Hall, hall

__all__ = ["hall", "player"]


def _options(hall: Hall) -> list[Any]:
    page: Any = hall.shell.front
    return list(page._options)


def test_the_next_question_stands_in_the_options_of_the_last(hall: Hall, player: Player) -> None:
    player.ask(sample_quiz.SINGLE)
    before = _options(hall)
    hall.tap("quiz.option.1")
    player.ask(sample_quiz.ORDER)
    after = _options(hall)
    assert after[: len(before)] == before[: len(after)]
    assert [one.state for one in after] == ["plain"] * len(after)
    hall.tap("quiz.option.0")
    assert hall.asking.answer == Answer((0,))


def test_a_finger_on_an_option_chooses_nothing_of_the_next_question(hall: Hall, player: Player) -> None:
    player.ask(sample_quiz.SINGLE)
    before = _options(hall)
    HAND._owner = "a finger"
    try:
        hall.asking.ask(player, *_asked(sample_quiz.ORDER))
        hall.clock.frame()
        assert not {*map(id, before)} & {*map(id, _options(hall))}
    finally:
        HAND._owner = None


def test_nothing_that_was_chosen_stays_in_what_is_kept(hall: Hall, player: Player) -> None:
    player.ask(sample_quiz.SINGLE)
    kept = _options(hall)
    hall.tap("quiz.option.1")
    hall.shell.home()
    hall.clock.frame()
    assert {(one.state, one.letter, one._text.text, one.tap_name) for one in kept} == {("plain", "", "", "")}
    assert not any(one.parent for one in kept)


def _asked(item: Any) -> tuple[Any, Frame]:
    from kiosk.features.quiz.terminal.views import asked_of

    return asked_of(item, item.id), Frame("第 2 题", total=2)


def test_the_places_of_an_order_are_made_before_the_first_and_placed_again(hall: Hall, player: Player) -> None:
    from kiosk.features.quiz.terminal.screens.order_strip import OrderStrip

    player.ask(sample_quiz.SINGLE)
    page: Any = hall.shell.front
    made = {*map(id, page._kept._kept.values())}
    for _ in range(2):
        player.ask(sample_quiz.ORDER)
        strip = page._answered
        if not isinstance(strip, OrderStrip):
            return  # large type needs their room
        assert {*map(id, strip.children)} <= made
        hall.tap("quiz.option.0")
        hall.asking.wipe()
        player.ask(sample_quiz.SINGLE)


def test_however_many_are_drawn_a_bounded_number_is_kept_and_another_mode_lets_go_of_them(themed: None) -> None:
    """A terminal draws ten thousand questions between two restarts, each with words of its own."""
    from kivy.uix.widget import Widget

    from kiosk.features.quiz.terminal.screens.redrawn import MOST, Redrawn

    kept, lasting = Redrawn(), 9
    for drawing in range(10_000):
        kept.begin()
        for place in range(lasting):
            kept.take(("place", place), Widget, lasting=True)
        kept.take(("note", f"知识点 {drawing}"), Widget)
        assert len(kept._kept) <= MOST + lasting
    assert len(kept._kept) == MOST + lasting and len(kept._lasting) == lasting
    look.use(replace(look.theme(), mode=Mode(large=True)))
    kept.begin()
    assert not kept._kept and not kept._lasting
