"""A page that shows something of one's own: the pine bar says so and counts what is left, over whatever is below."""

from __future__ import annotations

from math import ceil
from typing import Any

from kiosk.features.membership.terminal import sizes, words
from kiosk.features.membership.terminal.flow import MembershipFlow
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.tokens import Air, IconSize
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.text import Text


class PrivatePage(Page):
    """The shell throws it away when it is left, and gives it the longer time to read."""

    private = True
    reading = True
    split = False

    def __init__(self, flow: MembershipFlow) -> None:
        super().__init__()
        self.flow: Any = flow
        self._seconds = Text("", "label", "pine_ink", fit=True)
        self._bar = Card(
            Icon("lock-simple", IconSize.M, "pine_ink"),
            Text(words.PRIVATE_LARGE if look.large() else words.PRIVATE, "body", "pine_ink"),
            self._seconds,
            fill="pine_tint", lift=False, across=True, padding=(Air.L, 0), gap=Air.M,
            size_hint=(None, None), height=look.px(sizes.BAR_LARGE if look.large() else sizes.BAR),
        )  # fmt: skip
        self.add_widget(self._bar)

    def count_down(self, seconds: float) -> None:
        """Told by the shell: what is left until the wipe."""
        self._seconds.text = words.seconds_left(ceil(seconds))

    def _place(self, *args: object) -> None:
        """The bar keeps the whole width at the top; the rest moves down under it."""
        super()._place(*args)
        margin, gap = look.px(look.theme().spaces.margin), look.px(Air.L)
        self._bar.width = self.width - 2 * margin
        top = self.y + self.height - look.px(Air.XS)
        self._bar.pos = (self.x + margin, top - self._bar.height)
        ceiling = self._bar.y - gap
        for part in (self.whole, self.actions) if look.landscape() else (self.whole,):
            part.height = max(0, ceiling - part.y)
