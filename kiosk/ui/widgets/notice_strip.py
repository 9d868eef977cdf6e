"""A strip that tells one thing beside what is going on: sign, sentence, and perhaps a word at the end. Not touched."""

from __future__ import annotations

from typing import Any

from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import Air, IconSize, Inside
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.text import Text

# tint: fill, edge, sign, words
HIGH = 120  # dpx, or more where the words need it
NOTICES = {
    "plain": ("sunken", "", "ink_2", "ink"),
    "pine": ("pine_tint", "", "pine_ink", "pine_ink"),
    "ok": ("ok_tint", "", "ok_ink", "ok_ink"),
    "gold": ("gold_tint", "", "gold_ink", "gold_ink"),
    "warn": ("warn_tint", "warn_edge", "warn", "ink"),
}


class NoticeStrip(Card):
    """`tint` is a key of NOTICES; `end` any widget of fixed width. At least `height` dpx high, more when words wrap;
    `air` dpx over and under them."""

    def __init__(
        self, text: str, icon: str = "info", tint: str = "plain", *, end: Widget | None = None, height: int = HIGH,
        token: str = "body", air: int = Air.M, **rest: Any,
    ) -> None:  # fmt: skip
        fill, edge, sign, ink = NOTICES[tint]
        said = Text(text, token, ink)
        super().__init__(
            Icon(icon, IconSize.M, sign), said, *([end] if end else []),
            fill=fill, edge=edge, lift=False, across=True, padding=(Inside.CARD, air), gap=Air.L, size_hint_y=None,
            **rest,
        )  # fmt: skip
        self._least, self._air = look.px(height), look.px(air)
        self._said = said
        said.bind(height=self._fit)
        self._fit()

    @property
    def text(self) -> str:
        return str(self._said.text)

    def _fit(self, *_: object) -> None:
        self.height = max(self._least, self._said.height + 2 * self._air)
