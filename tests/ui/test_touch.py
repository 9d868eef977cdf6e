"""One finger, one action, through Kivy's own input path."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.conftest import TurnedClock

pytestmark = pytest.mark.usefixtures("themed")


@pytest.fixture
def button(window: Any, clock: TurnedClock) -> Any:
    from kiosk.ui.widgets.button import PushButton

    taps: list[int] = []
    made = PushButton(
        "取号", lambda: taps.append(1), kind="primary", size_hint=(None, None), size=(300, 120), pos=(50, 50)
    )
    made.taps = taps
    window.add_widget(made)
    clock.frame()
    return made


def fingers() -> tuple[Any, Any]:
    from kiosk.apps.demo.finger import Finger

    return Finger(), Finger()


def test_a_tap_is_one_action_and_shows_at_once(button: Any) -> None:
    finger, _ = fingers()
    finger.down(100, 100)
    assert button.pressed
    finger.up()
    assert not button.pressed
    assert button.taps == [1]


def test_a_second_finger_does_nothing(button: Any) -> None:
    one, other = fingers()
    one.down(100, 100)
    other.down(120, 100)
    other.up()
    one.up()
    assert button.taps == [1]


def test_off_and_busy_buttons_are_deaf(button: Any) -> None:
    finger, _ = fingers()
    for state in ("off", "busy"):
        setattr(button, state, True)
        finger.down(100, 100)
        finger.up()
        setattr(button, state, False)
    assert button.taps == []


def test_the_second_half_of_a_double_tap_does_not_hit_the_next_screen(button: Any, clock: TurnedClock) -> None:
    from kiosk.ui.touch import HAND, SETTLE_SECONDS

    HAND.screen_changed()
    finger, _ = fingers()
    finger.down(100, 100)
    finger.up()
    assert button.taps == []
    clock.frame()
    clock.advance(SETTLE_SECONDS + 0.1)
    finger.down(100, 100)
    finger.up()
    assert button.taps == [1]


def test_a_finger_that_came_down_before_a_slow_screen_stood_does_nothing(button: Any, clock: TurnedClock) -> None:
    """The machine took a second to build and draw it; the fingers of that second are heard behind one another."""
    from kiosk.ui.touch import HAND

    HAND.screen_changed()
    for taken_to in ("build", "draw"):
        clock.now += 0.5
        finger, _ = fingers()
        finger.down(100, 100)
        finger.up()
        assert button.taps == [], taken_to
    clock.frame()
    finger, _ = fingers()
    finger.down(100, 100)
    finger.up()
    assert button.taps == []


def test_a_touch_held_while_the_screen_changes_does_nothing(button: Any, window: Any, clock: TurnedClock) -> None:
    from kiosk.ui.touch import HAND

    finger, _ = fingers()
    finger.down(100, 100)
    window.remove_widget(button)
    HAND.screen_changed()
    finger.up()
    assert button.taps == []
    assert not HAND.down


def test_five_hundred_touches_are_five_hundred_taps_and_no_more(button: Any) -> None:
    finger, _ = fingers()
    for _ in range(500):
        finger.down(100, 100)
        finger.up()
    assert len(button.taps) == 500
