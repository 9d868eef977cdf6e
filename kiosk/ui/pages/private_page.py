"""A page that shows something of one's own: the pine bar says so and counts what is left, over whatever is below."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.tokens import Air, IconSize
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.text import Text

BAR, BAR_LARGE = 84, 96  # dpx: 这是您本人的记录


class PrivatePage(Page):
    """The shell throws it away when it is left, and gives it the longer time to read. ``said`` stands in the bar,
    ``seconds`` are the words of what is left until the wipe.
    """

    private = True
    reading = True

    def __init__(self, said: str, seconds: Callable[[int], str]) -> None:
        super().__init__()
        self._seconds_said = seconds
        self._seconds = Text("", "label", "pine_ink", fit=True)
        self._bar = Card(
            Icon("lock-simple", IconSize.M, "pine_ink"), Text(said, "body", "pine_ink"), self._seconds,
            fill="pine_tint", lift=False, across=True, padding=(Air.L, 0), gap=Air.M,
            size_hint=(None, None), height=look.px(BAR_LARGE if look.large() else BAR),
        )  # fmt: skip
        self.add_widget(self._bar)

    def count_down(self, seconds: float) -> None:
        """Told by the shell: what is left until the wipe."""
        self._seconds.text = self._seconds_said(ceil(seconds))

    def _place(self, *args: object) -> None:
        """The bar keeps the whole width at the top; the rest moves down under it."""
        super()._place(*args)
        margin, gap = look.px(look.theme().spaces.margin), look.px(Air.L)
        self._bar.width = self.width - 2 * margin
        top = self.y + self.height - look.px(Air.XS)
        self._bar.pos = (self.x + margin, top - self._bar.height)
        ceiling = self._bar.y - gap
        under = self.speak if self.split else self.whole
        for part in (under, self.actions) if look.landscape() and not self.split else (under,):
            part.height = max(0, ceiling - part.y)
