"""Things one under another, each with a word at its right, in a room of known size; and a text before them.

things = Things((("身份证", "原件"), ("接收支部全称", "要写全")), room, text="都齐了，一次就能办完。")
if things.is_cut: …            # a way to read the rest
"""

from __future__ import annotations

from collections.abc import Sequence

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal.sizes import THINGS_WIDE
from kiosk.ui import look
from kiosk.ui.tokens import Air, Stroke
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.told import Part, Told

TOKENS = ("label", "body")
RIGHT_SHARE = 0.56  # of the width, at most, for the word at the right


class Things(Column):
    """`room`: width and height in pixels. In the larger size where all of them stand in it, else the smaller; in a
    wide room in two columns.
    """

    def __init__(self, things: Sequence[tuple[str, str]], room: tuple[float, float], *, text: str = "") -> None:
        wide, high = room
        self.is_cut = False
        parts: list[Widget] = []
        if text:
            told = Told((Part(text, ("label", "body"), bold=False, gives=True),), (wide, high))
            self.is_cut = told.is_cut
            told.size_hint_y = None
            told.height = sum(child.height for child in told.children if child.size_hint_y is None)
            parts, high = [told], high - told.height - look.px(Air.S)
        lines = self._lines(things, wide, high) if things else []
        super().__init__(*parts, *([Gap(Air.S)] if text and lines else []), *lines, Gap(), gap=0)

    def _lines(self, things: Sequence[tuple[str, str]], wide: float, high: float) -> list[Row]:
        """Those that stand in the room, a line each."""
        across = 2 if wide > look.px(THINGS_WIDE) and len(things) > 1 else 1
        gap = look.px(Air.XXL)
        column = (wide - gap * (across - 1)) / across
        for token in TOKENS:
            cells = [_Line(left, right, token, column) for left, right in things]
            lines = [_level(cells[first : first + across], across) for first in range(0, len(cells), across)]
            if sum(line.height for line in lines) <= high:
                return lines
        self.is_cut = True
        kept: list[Row] = []
        for line in lines:
            if sum(one.height for one in kept) + line.height > high:
                break
            kept.append(line)
        return kept


def _level(cells: Sequence[Widget], across: int) -> Row:
    """Beside one another, as high as the highest."""
    high = max(cell.height for cell in cells)
    for cell in cells:
        cell.height = high
    empty = [Gap() for _ in range(across - len(cells))]
    return Row(*cells, *empty, gap=Air.XXL, size_hint_y=None, height=high)


class _Line(Column):
    """One of them, over a line of ornament."""

    def __init__(self, left: str, right: str, token: str, wide: float) -> None:
        gap, least = look.px(Air.M), look.text_px(token) * 3
        said: list[Widget] = []
        room = wide
        if right:
            word = Text(right, "body", "ink_2", fit=True)
            most = min(wide * RIGHT_SHARE, wide - least)
            if word.width > most:
                word = Text(right, "body", "ink_2", halign="right", width=most, size_hint_x=None)
            word.pos_hint = {"center_y": 0.5}
            said, room = [word], wide - word.width - gap
        name = Text(left, token, bold=False, width=room, pos_hint={"center_y": 0.5})
        high = max(name.height, *(one.height for one in said)) if said else name.height
        row = Row(name, *said, gap=Air.M, size_hint_y=None, height=high)
        air = look.px(Air.S)
        super().__init__(
            Gap(), row, Gap(), _Ornament(), gap=0, size_hint_y=None,
            height=high + 2 * air + look.px(Stroke.HAIR),
        )  # fmt: skip


class _Ornament(Widget):
    spoken = ""

    def __init__(self) -> None:
        super().__init__(size_hint_y=None, height=look.px(Stroke.HAIR))
        with self.canvas:
            Color(*look.color("line"))
            self._line = Rectangle()
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        self._line.pos, self._line.size = self.pos, self.size
