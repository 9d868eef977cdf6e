"""A note is told smaller before it is cut; rows beside one another are as high as the highest."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.conftest import TurnedClock

WIDE, LOW = 700, 160  # dpx


@pytest.mark.usefixtures("themed")
@pytest.mark.parametrize(
    ("note", "token", "cut"), [("证明", "body", False), ("组" * 17, "note", False), ("组" * 90, "body", True)]
)
def test_a_note_is_told_smaller_before_it_is_cut(
    window: Any, clock: TurnedClock, note: str, token: str, cut: bool
) -> None:
    from kiosk.ui import look
    from kiosk.ui.widgets.text import Text
    from kiosk.ui.widgets.tile import RowTile

    row = RowTile("党员服务", note, tap="row", icon="flag", height=LOW, size_hint_x=None, width=look.px(WIDE))
    window.add_widget(row)
    clock.frame()
    (told,) = (text for text in row.walk(restrict=True) if isinstance(text, Text) and text.text == note)
    (drawn,) = told.drawn()
    assert (drawn.size_px, told.is_cut) == (look.text_px(token), cut)


@pytest.mark.usefixtures("themed")
def test_rows_beside_one_another_are_as_high_as_the_highest(window: Any, clock: TurnedClock) -> None:
    from kiosk.ui import look
    from kiosk.ui.widgets.tile import in_a_row, infotile

    one, more = infotile("到服务台", "进门左手边", "users"), infotile("这里办这些事", "一\n二\n三", "list-bullets")
    row = in_a_row(one, more)
    row.size_hint_x, row.width = None, look.px(2 * WIDE)
    window.add_widget(row)
    clock.frame()
    assert (one.y, one.height) == (more.y, more.height) and more.height >= more.needed > one.needed
