"""Keys for addresses and codes: digits, Latin letters and the marks that stand in them, all in one layer.

It holds nothing: `on_key` gets the character, or "back". For what is copied from paper or another screen; sentences are
written on a `TypingPage`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from kiosk.ui import look
from kiosk.ui.tokens import HERO_RADIUS
from kiosk.ui.typing import words
from kiosk.ui.widgets.card import Flat
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.typing.key import Key

ROWS = ("1234567890", "qwertyuiop", "asdfghjkl:", "zxcvbnm-.")
LARGE_ROWS = ("12345678", "90-.:abc", "defghijk", "lmnopqrs", "tuvwxyz")  # upright, ten keys across were too narrow
BACK = "back"
GAP, PAD, KEY = 13, 16, 128  # dpx; keys 3 mm apart, also rounded to pixels (docs/screens.md)


def rows() -> tuple[str, ...]:
    return LARGE_ROWS if look.large() and not look.landscape() else ROWS


def high() -> int:
    """Of the whole panel, in dpx."""
    lines = len(rows())
    return lines * (KEY if lines == len(ROWS) else look.theme().spaces.tap) + (lines - 1) * GAP + 2 * PAD


class LatinPanel(Flat):
    """Ten keys across, upright and in large type eight. A tap is `key.<character>`, as on the digit pad."""

    def __init__(self, on_key: Callable[[str], None], **rest: Any) -> None:
        self._on_key = on_key
        lines = [Row(*map(self._key, row), gap=GAP) for row in rows()]
        lines[-1].add_widget(self._back())
        super().__init__(*lines, radius=HERO_RADIUS, gap=GAP, padding=PAD, **rest)
        self.spoken = words.FULL_KEYBOARD

    def _key(self, one: str) -> Key:
        return Key(one, partial(self._on_key, one), tap=f"key.{one}", token="title")

    def _back(self) -> Key:
        return Key(
            "", partial(self._on_key, BACK), tap=f"key.{BACK}", kind="fn", icon="backspace",
            sub="" if look.landscape() else words.BACKSPACE, said=words.BACKSPACE,
        )  # fmt: skip
