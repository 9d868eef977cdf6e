"""What is turned: the page left, where one is and the rail right, every button of it below the reach line.

turning = Turning()
turning.sheet.add_widget(…)                              # the page
turning.show_side(words.SEEN_TO, Place(0.2, 0.4), turns(…))
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.ui import look, words
from kiosk.ui.places import rail_high, rail_wide
from kiosk.ui.tokens import CARD_GAP
from kiosk.ui.widgets.layout import Column, Row
from kiosk.ui.widgets.paged.marker import Marker, Place
from kiosk.ui.widgets.paged.rail import Rail, RailAction


class Turning(Row):
    """As high as the page it stands on, whose low band it knows from the theme."""

    def __init__(self) -> None:
        self.sheet = Column(gap=CARD_GAP)
        self._side = Column(gap=CARD_GAP, size_hint_x=None, width=look.px(rail_wide(look.theme())))
        self._marker: Marker | None = None
        self._rail: Rail | None = None
        super().__init__(self.sheet, self._side, gap=CARD_GAP)

    def show_side(self, word: str, place: Place, actions: tuple[RailAction, ...]) -> None:
        """Draw the marker under `word`, and the rail from top to bottom."""
        self.clear_side()
        if self._rail is None or not self._rail.take(actions):
            self._side.clear_widgets()
            self._rail = Rail(actions, size_hint_y=None, height=rail_high(look.theme()))
            self._rail.width = self._side.width
            self._side.add_widget(self._rail)
        self._marker = Marker(word, place)
        self._side.add_widget(self._marker, index=1)

    def clear_side(self) -> None:
        """Take the marker down: it may hold a small picture. The rail stays for the next time."""
        if self._marker:
            self._side.remove_widget(self._marker)
            self._marker = None


def turns(
    page: int, pages: int, turn: Callable[[int, int], None], tap: str,
    *, before: RailAction | None = None, after: RailAction | None = None,
) -> tuple[RailAction, RailAction]:  # fmt: skip
    """上一屏 and 下一屏 of a rail: `turn(page, pages)`, counted from 0. `pages` 0: not counted yet, there may be more.

    At the ends stand `before` and `after`, or the same buttons switched off. Named `TAP.back`, `TAP.on`.
    """
    back = RailAction(words.PREVIOUS_SCREEN, "arrow-up", partial(turn, page - 1, pages), f"{tap}.back")
    on = RailAction(words.NEXT_SCREEN, "arrow-down", partial(turn, page + 1, pages), f"{tap}.on", go=True)
    if page <= 0:
        back = before or _off(back)
    if pages and page + 1 >= pages:
        on = after or _off(on)
    return back, on


def _off(action: RailAction) -> RailAction:
    return RailAction(action.text, action.icon, action.on_tap, action.tap, action.go, off=True)
