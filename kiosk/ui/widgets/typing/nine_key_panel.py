"""九宫格 for 大字: keys about 52 x 36 mm, readings of the first syllable on the left, candidates above.

Layers: pinyin; latin (a key offers its letters in the candidates' row, nothing is timed); digits; marks. On a wide
panel, which has little height below the reach line, the candidates stand in a block at the right of the keys.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.typing import words
from kiosk.ui.typing.composer import Composer, Shelf
from kiosk.ui.typing.syllables import BREAK, KEYPAD
from kiosk.ui.widgets.layout import Column, Row
from kiosk.ui.widgets.typing.candidate_row import Candidates, gap_of
from kiosk.ui.widgets.typing.key import Key
from kiosk.ui.widgets.typing.key_panel import KeyPanel

SIDE, KEY = 176, 205  # dpx: the columns at the sides, a key
CANDIDATES, KEYS = 120, 4 * 146 + 3 * 16  # heights to each other
BLOCK = 0.42  # share of a wide panel that the candidates' block takes
BLOCK_ROWS, BLOCK_COLUMNS = 4, 3
ON_LEFT = 3  # syllables shown at once

MARKS = {"pinyin": "，。？", "latin": "@-_", "digits": "-/：", "marks": "（）·"}  # on the left while nothing is spelled
GRID = {"digits": "123456789", "marks": "，。？！、；：“”"}


class NineKeyPanel(KeyPanel):
    """See `KeyPanel`."""

    nine = True

    def __init__(self, composer: Composer, on_change: Callable[[], None], **rest: Any) -> None:
        self._wide = look.landscape()
        super().__init__(composer, on_change, orientation="horizontal" if self._wide else "vertical", **rest)
        self._left: dict[str, list[Key]] = {}
        self._more: dict[str, Key] = {}
        self._from = 0  # first of the syllables shown
        if self._wide:
            self.candidates = Candidates(self.choose, self.turn, rows=BLOCK_ROWS, size_hint_x=BLOCK)
            self.place = BoxLayout(size_hint_x=1 - BLOCK)
        else:
            self.candidates = Candidates(self.choose, self.turn, size_hint_y=CANDIDATES)
            self.place = BoxLayout(size_hint_y=KEYS)
        for part in (self.place, self.candidates) if self._wide else (self.candidates, self.place):
            self.add_widget(part)
        self.switch(self.first_layer)

    def shelf(self) -> Shelf:
        if not self._wide:
            return super().shelf()
        cells = BLOCK_ROWS * BLOCK_COLUMNS
        return Shelf(room=cells, turn=1.0, most=cells)

    def hint(self) -> str:
        return {"pinyin": words.HINT_NINE, "latin": words.HINT_LATIN}.get(self._layer, words.HINT_PLAIN)

    def build(self, layer: str) -> Widget:
        rows = [
            Row(left, *middle, right, gap=gap_of())
            for left, middle, right in zip(
                self._side(layer), self._grid(layer), [*self._functions(layer), self._last_function(layer)], strict=True
            )
        ]
        for row in rows:
            row.children[0].size_hint_x = row.children[-1].size_hint_x = SIDE
        return Column(*rows, gap=gap_of())

    def show(self) -> None:
        super().show()
        choices = self.composer.choices if self._layer == "pinyin" else ()
        if self._from >= len(choices):
            self._from = 0
        for place, key in enumerate(self._left.get(self._layer, [])):
            self._show_left(key, place, choices)
        more = self._more.get(self._layer)
        if more:
            more.label = words.MORE_SYLLABLES if len(choices) > ON_LEFT else words.TO_DIGITS

    def _show_left(self, key: Key, place: int, choices: Sequence[str]) -> None:
        if not choices:
            key.kind, key.label, key.off = "fn", MARKS[self._layer][place], False
            key.set_bold(True)
            return
        shown = choices[self._from + place : self._from + place + 1]
        key.label, key.off = (shown[0], False) if shown else ("", True)
        key.kind = "settled" if self._from + place == 0 else "syllable"
        key.set_bold(key.kind == "settled")

    def _side(self, layer: str) -> list[Key]:
        keys = [
            Key("", partial(self._tap_left, place), tap=f"typing.left.{place}", kind="fn", token="label")
            for place in range(ON_LEFT)
        ]
        self._left[layer] = keys
        if layer == "pinyin":
            last = Key("", self._tap_more, tap="typing.more", kind="fn", token="body", bold=True)
            self._more[layer] = last
        else:
            last = self.to_layer("pinyin", words.TO_PINYIN)
        return [*keys, last]

    def _tap_left(self, place: int) -> None:
        choices = self.composer.choices if self._layer == "pinyin" else ()
        if choices:
            chosen, self._from = choices[self._from + place], 0
            self.act(self.composer.pick, chosen)
        else:
            self.act(self.composer.put, MARKS[self._layer][place])

    def _tap_more(self) -> None:
        if len(self.composer.choices) > ON_LEFT:
            self._from += ON_LEFT
            self.show()
        else:
            self.switch("digits")

    def _grid(self, layer: str) -> list[list[Key]]:
        if layer in GRID:
            keys = [self.key(one, one, self.composer.put, one, bold=True, size_hint_x=KEY) for one in GRID[layer]]
        else:
            keys = [self._first_key(layer), *(self._letters_key(layer, digit) for digit in KEYPAD)]
        word = words.FIRST_THEN_SPACE if layer == "pinyin" else words.SPACE
        wide = 3 * KEY + 2 * gap_of()
        if layer == "digits":
            last = self.key("0", "0", self.composer.put, "0", bold=True, size_hint_x=wide)
        else:
            last = self.key("space", word, self.composer.space, token="body", size_hint_x=wide)
        return [keys[:3], keys[3:6], keys[6:9], [last]]

    def _first_key(self, layer: str) -> Key:
        looks: dict[str, Any] = {"token": "label", "bold": True, "sub": "1", "size_hint_x": KEY}
        if layer == "pinyin":
            return self.key("break", words.BREAK, self.composer.spell, BREAK, **looks)
        return Key(".,?", partial(self._offer, ".,?!"), tap="typing.1", **looks)

    def _letters_key(self, layer: str, digit: str) -> Key:
        letters = KEYPAD[digit]
        looks: dict[str, Any] = {"token": "label", "bold": True, "sub": digit, "size_hint_x": KEY}
        if layer == "pinyin":
            return self.key(digit, letters.upper(), self.composer.spell, digit, **looks)
        return Key(letters.upper(), partial(self._offer, letters + letters.upper()), tap=f"typing.{digit}", **looks)

    def _offer(self, characters: str) -> None:
        """Letters of a key, to choose one from."""
        self.composer.settle()
        self._offered = tuple(characters)
        self.changed()

    def _functions(self, layer: str) -> list[Key]:
        second = (
            self.fn("again", words.AGAIN, self.composer.again)
            if layer == "pinyin"
            else self.fn("blank", words.SPACE, self.composer.put, " ")
            if layer == "digits"
            else self.to_layer("digits", words.TO_DIGITS)
        )
        third = (
            self.to_layer("marks", words.TO_MARKS) if layer != "marks" else self.fn("…", "…", self.composer.put, "…")
        )
        return [self.backspace(), second, third]

    def _last_function(self, layer: str) -> Key:
        return self.to_layer("latin", words.TO_LATIN) if layer != "latin" else self.fn("/", "/", self.composer.put, "/")
