"""The digit pad and its cells: each key once, the newest digit for a second, never aloud."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.conftest import TurnedClock

pytestmark = pytest.mark.usefixtures("themed")


@pytest.fixture
def taps() -> list[str]:
    return []


@pytest.fixture(params=["", "清空"])
def pad(request: pytest.FixtureRequest, window: Any, clock: TurnedClock, taps: list[str]) -> Any:
    from kiosk.ui.widgets.typing.digit_pad import DigitPad

    made = DigitPad(taps.append, request.param, size_hint=(None, None), size=(492, 424))
    window.add_widget(made)
    clock.frame()
    clock.frame()
    return made


def tap(pad: Any, name: str, clock: TurnedClock) -> None:
    from kiosk.apps.demo.finger import Finger

    finger, key = Finger(), pad.keys[name]
    finger.down(*key.to_window(*key.center))
    clock.frame()
    assert key.pressed is not key.off
    finger.up()
    clock.frame()


def test_each_key_is_told_once(pad: Any, clock: TurnedClock, taps: list[str]) -> None:
    for name in pad.keys:
        tap(pad, name, clock)
    assert taps == list(pad.keys)
    assert taps[:9] == list("123456789") and taps[-1] == "back" and taps[9] in ("X", "clear")


def test_a_key_of_no_use_is_off_and_deaf(pad: Any, clock: TurnedClock, taps: list[str]) -> None:
    pad.set_off({"X", "clear", "7"})
    for name in ("7", "8"):
        tap(pad, name, clock)
    assert taps == ["8"]
    pad.set_off(())
    tap(pad, "7", clock)
    assert taps == ["8", "7"]


def test_its_keys_are_large_and_apart(pad: Any) -> None:
    from kiosk.ui.measure import Measures

    measures = Measures()
    measures.add_targets(pad, "pad")
    assert measures.smallest_target_mm and measures.smallest_target_mm.value >= 20
    assert measures.smallest_gap_mm and measures.smallest_gap_mm.value >= 3


def shown(field: Any) -> list[str]:
    return [cell._text.text for cell in field._cells]


def test_the_newest_digit_is_shown_for_a_second(window: Any, clock: TurnedClock) -> None:
    from kiosk.ui.widgets.typing.digit_field import DigitField

    field = DigitField("一次性口令", "6 位数字", 6)
    window.add_widget(field)
    clock.frame()
    field.show(3, "7")
    assert shown(field) == ["●", "●", "7", "|", "", ""]
    clock.advance(0.9, 0.1)
    assert "7" in shown(field)
    clock.advance(0.3, 0.1)
    assert shown(field) == ["●", "●", "●", "|", "", ""]


def test_a_digit_deleted_or_wiped_shows_none(window: Any, clock: TurnedClock) -> None:
    from kiosk.ui.widgets.typing.digit_field import DigitField

    field = DigitField("一次性口令", "6 位数字", 6)
    field.show(4, "9")
    field.show(3)
    assert shown(field) == ["●", "●", "●", "|", "", ""]
    field.show(6, "2")
    assert shown(field)[-1] == "2"
    field.wipe()
    clock.advance(2, 0.5)
    assert shown(field) == ["|", "", "", "", "", ""]


def test_the_voice_says_how_many_never_which(window: Any, clock: TurnedClock) -> None:
    from kiosk.ui.voice.spoken_forms import words_of
    from kiosk.ui.widgets.typing.digit_field import DigitField

    field = DigitField("一次性口令", "6 位数字", 6)
    field.show(3, "7")
    assert "7" not in field.spoken and "3" in field.spoken
    assert words_of(field)
