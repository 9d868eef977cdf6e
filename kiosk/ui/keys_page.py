"""A page with a keyboard: the panel over the whole width, round keys above it (ready phrases, other ways), the words on
top. In landscape the panel stands beside the action column, and what would be above it in the column.
"""

from __future__ import annotations

from collections.abc import Callable

from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.page import Page, _put
from kiosk.ui.theme import Theme
from kiosk.ui.tokens import ACTION_COLUMN, CARD_GAP, ROW_GAP, Air
from kiosk.ui.widgets.button import PushButton

PANEL = {False: 820, True: 800}  # dpx, standard and elder, as drawn
KEYS_LEAST = {False: 480, True: 640}  # of them; below it letters leave their keys
ROUND = {False: 88, True: 108}
ROUND_GAP = {False: 24, True: 20}  # between the round keys and the panel


class RoundKey(PushButton):
    """A key above the keyboard that is no letter."""

    def __init__(
        self, text: str, on_tap: Callable[[], None], *, tap: str, high: int, token: str = "body", icon: str = ""
    ) -> None:
        super().__init__(text, on_tap, tap=tap, token=token, height=high, icon=icon)
        self.radius = look.px(high / 2)
        self._label.set_bold(False)


class KeysPage(Page):
    """Subclasses put the panel into `body`, under ``above_keys`` and a gap where there are such keys. ``has_keys``
    False: the page is an ordinary one, for where pinyin is not to be had.
    """

    def __init__(self) -> None:
        super().__init__()
        self.above_keys: Widget | None = None
        self.has_keys = False

    def room_above_keys(self) -> bool:
        """Whether round keys and letters of the least size both fit between the action band and the reach line."""
        theme, large = look.theme(), look.large()
        tap = theme.spaces.tap
        least = 5 * tap + 4 * Air.M + 2 * ROW_GAP
        low = theme.px(theme.spaces.dock) + theme.px(theme.spaces.action)
        return keys_line(theme) - low >= look.px(least + ROUND[large] + ROUND_GAP[large])

    def _divide(self, ceiling: float) -> float:
        return min(super()._divide(ceiling), keys_line(look.theme()))

    def _place(self, *_: object) -> None:
        super()._place()
        if not self.has_keys:
            return
        theme, margin = look.theme(), look.px(look.theme().spaces.margin)
        if look.landscape():
            wide = self.width - margin - look.px(ACTION_COLUMN) - look.px(CARD_GAP)
            _put(self.body, self.x, self.y, wide, keys_line(theme) - self.y)
            return
        low, large = self.y + look.px(theme.spaces.action), look.large()
        above_keys = look.px(ROUND[large] + ROUND_GAP[large]) if self.above_keys else 0
        high = min(look.px(PANEL[large]) + above_keys, keys_line(theme) - low)
        _put(self.body, self.x, low, self.width, high)
        above = low + high + look.px(CARD_GAP)
        ceiling = self.y + self.height - look.px(ROW_GAP)
        _put(self.speak, self.x + margin, above, self.width - 2 * margin, ceiling - above)


def keys_line(theme: Theme) -> float:
    """As `Theme.line_px`, and lower on a panel that hangs too high: keys shrink better than choices do."""
    below = theme.spaces.dock + (0 if theme.landscape else theme.spaces.action)
    return min(theme.line_px, max(theme.reach_px, theme.px(below + KEYS_LEAST[theme.mode.large])))
