"""上一屏 and 下一屏 with where one is between them: how a list that is longer than its place is turned."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.widget import Widget

from kiosk.ui import look, words
from kiosk.ui.tokens import CARD_GAP
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.text import Text


def pager(page: int, pages: int, turn: Callable[[int], None], tap: str) -> list[Widget]:
    """The three parts, for a row of their own or a page's action band. `tap` names them: `TAP.previous`, `TAP.next`.

    `turn` gets the page to show, counted from 0. At either end the button is off; the middle says why.
    """
    back = PushButton(
        words.PREVIOUS_SCREEN, partial(turn, page - 1), tap=f"{tap}.previous", icon="arrow-up", icon_bold=True,
        off=page <= 0,
    )  # fmt: skip
    where = Text(words.screen_of(page, pages), "body", "ink_2", halign="center", pos_hint={"center_y": 0.5})
    on = PushButton(
        words.NEXT_SCREEN, partial(turn, page + 1), tap=f"{tap}.next", icon="arrow-down", icon_bold=True,
        off=page + 1 >= pages,
    )  # fmt: skip
    return [back, where, on]


def pager_row(page: int, pages: int, turn: Callable[[int], None], tap: str) -> Row:
    """The same as one row, as high as a button."""
    back, where, on = pager(page, pages, turn, tap)
    for button in (back, on):
        button.size_hint_x, button.width = None, button.natural_width
    high = look.px(look.theme().spaces.button)
    return Row(back, where, on, gap=CARD_GAP, size_hint_y=None, height=high)
