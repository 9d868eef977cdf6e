"""The full keyboard: ten keys across, 23 x 36 mm each, three millimetres apart.

Layers: pinyin, latin (small and caps), digits with marks. Ten keys of 25 mm do not fit a 21.5-inch portrait panel, so
大字 has the nine-key pad instead (docs/screens.md).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import Air
from kiosk.ui.typing import words
from kiosk.ui.typing.composer import Composer
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.typing.candidate_row import GAP, Candidates
from kiosk.ui.widgets.typing.key import Key
from kiosk.ui.widgets.typing.key_panel import KeyPanel

LETTER, WIDE, SIDE = 91, 145, 39  # dpx: a key, a function key, the indent of the second row
CANDIDATES, KEYS = 128, 4 * 144 + 3 * 16  # heights to each other

# layer: its three rows of single characters; the marks are full width in Chinese, half width in Latin
ROWS = {
    "pinyin": ("qwertyuiop", "asdfghjkl", "zxcvbnm", "，。"),
    "latin": ("qwertyuiop", "asdfghjkl", "zxcvbnm", ",."),
    "caps": ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM", ",."),
    "digits": ("1234567890", "-/：；（）@#%", "、？！“”《》", "，。"),
}


class PinyinPanel(KeyPanel):
    """See `KeyPanel`."""

    def __init__(self, composer: Composer, on_change: Callable[[], None], **rest: Any) -> None:
        super().__init__(composer, on_change, orientation="vertical", **rest)
        self.spacing = look.px(GAP if look.landscape() else Air.M)
        self.candidates = Candidates(self.choose, self.turn, size_hint_y=CANDIDATES)
        self.place = BoxLayout(size_hint_y=KEYS)
        self.add_widget(self.candidates)
        self.add_widget(self.place)
        self.switch(self.first_layer)

    def hint(self) -> str:
        return words.HINT_LETTERS if self._layer == "pinyin" else words.HINT_PLAIN

    def build(self, layer: str) -> Widget:
        first, second, third, marks = ROWS[layer]
        rows = (
            Row(*self._letters(layer, first), gap=GAP),
            Row(Gap(), *self._letters(layer, second), Gap(), gap=GAP),
            Row(self._left(layer), *self._letters(layer, third), self.backspace(size_hint_x=WIDE), gap=GAP),
            Row(*self._last_row(layer, marks), gap=GAP),
        )
        for gap in (rows[1].children[0], rows[1].children[-1]):
            gap.size_hint_x = SIDE
        keys = Column(*rows, gap=0)
        keys.spacing = self.spacing
        return keys

    def _letters(self, layer: str, row: str) -> list[Key]:
        spelled = layer == "pinyin"
        verb = self.composer.spell if spelled else self.composer.put
        return [self.key(one, one, verb, one, size_hint_x=LETTER) for one in row]

    def _left(self, layer: str) -> Key:
        if layer == "latin":
            return self.to_layer("caps", words.UPPER, size_hint_x=WIDE)
        if layer == "caps":
            return self.to_layer("latin", words.LOWER, size_hint_x=WIDE)
        return self.break_key(size_hint_x=WIDE) if layer == "pinyin" else self._pinyin_key()

    def _pinyin_key(self) -> Key:
        return self.to_layer("pinyin", words.TO_PINYIN, size_hint_x=WIDE)

    def _last_row(self, layer: str, marks: str) -> list[Widget]:
        put = self.composer.put
        comma, stop = (self.key(mark, mark, put, mark, size_hint_x=LETTER) for mark in marks)
        word = words.SPACE_OR_FIRST if layer == "pinyin" else words.SPACE
        space = self.key("space", word, self.composer.space, token="body", size_hint_x=350)
        if layer == "pinyin":
            ends = [self.to_layer("latin", words.TO_LATIN), self.fn("again", words.AGAIN, self.composer.again)]
        elif layer == "digits":
            ends = [self.to_layer("latin", words.TO_LATIN), self.key("·", "·", put, "·")]
        else:
            ends = [self._pinyin_key(), self.key("@", "@", put, "@")]
        for key in ends:
            key.size_hint_x = WIDE
        digits = self.to_layer("digits", words.TO_DIGITS, size_hint_x=WIDE)
        if layer == "digits":
            digits = self.key("=", "=", put, "=", size_hint_x=WIDE)
        return [digits, comma, space, stop, *ends]
