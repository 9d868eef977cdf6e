"""A small tinted word: 要身份证, 单选题, 演示."""

from __future__ import annotations

from kiosk.ui import look
from kiosk.ui.tokens import Air, IconSize
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.text import Text

RADIUS, SIDE = 10, 14  # dpx
CHIPS = {
    "plain": ("sunken", "ink_2"),
    "red": ("primary_tint", "primary_ink"),
    "gold": ("gold_tint", "gold_ink"),
    "pine": ("pine_tint", "pine_ink"),
    "ok": ("ok_tint", "ok_ink"),
    "warn": ("warn_tint", "warn"),
}


class Chip(Card):
    """`tint` is a key of CHIPS; as wide as its word, which is set in `token`."""

    def __init__(self, text: str, tint: str = "plain", icon: str = "", token: str = "note") -> None:
        fill, ink = CHIPS[tint]
        word = Text(text, token, ink, fit=True)
        parts = [Icon(icon, IconSize.CHIP, ink), word] if icon else [word]
        super().__init__(
            *parts,
            fill=fill,
            lift=False,
            radius=RADIUS,
            border=0,
            padding=(SIDE, Air.HAIR),
            gap=Air.XS,
            across=True,
            size_hint=(None, None),
        )
        self.border = 0
        self.height = word.height + look.px(2 * Air.HAIR)
        self.bind(minimum_width=self.setter("width"))


def wide_of(chip: Chip) -> float:
    """In pixels, also before it is laid out."""
    chip.do_layout()
    return float(chip.minimum_width)
