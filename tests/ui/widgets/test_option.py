"""The words of an answer stand inside its edge, however low it is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.conftest import TurnedClock


@pytest.mark.usefixtures("themed")
def test_a_low_option_sets_its_words_smaller_and_a_high_one_as_asked(window: Any, clock: TurnedClock) -> None:
    from kiosk.ui import look
    from kiosk.ui.widgets.option import Option

    option = Option("C", "预备期满，转为正式党员那天", size_hint_y=None, height=45, size_hint_x=None, width=280)
    window.add_widget(option)
    clock.frame()
    (words,) = option._text.drawn()
    assert words.size_px < look.text_px("label")
    assert words.box[1] >= option.y and words.box[3] <= option.y + option.height
    option.height = 120
    clock.frame()
    (words,) = option._text.drawn()
    assert words.size_px == look.text_px("label")
