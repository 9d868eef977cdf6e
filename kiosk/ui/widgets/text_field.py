"""The field of what is being written: the text, what is spelled underlined, a cursor, and how much room is left."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.properties import StringProperty
from kivy.uix.widget import Widget

from kiosk.ui import fonts, look
from kiosk.ui.typing import words
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.text import Text, draw_line
from kiosk.ui.wrap import line_width, wrap

PITCH = 1.5  # of the em, line to line
Piece = tuple[str, bool]  # of one line: words, whether they are spelled


def pieces_of(text: str, spelled: str, width: float, widths: Any) -> list[list[Piece]]:
    """The lines of text + spelled at `width`, each cut where the spelling begins."""
    source, start, at = text + spelled, len(text), 0
    lines: list[list[Piece]] = []
    for line in wrap(source, width, widths):
        begin = source.index(line, at) if line else at
        at = begin + len(line)
        cut = min(max(start - begin, 0), len(line))
        lines.append([(piece, mark) for piece, mark in ((line[:cut], False), (line[cut:], True)) if piece])
    trailing = source[at:]  # spaces the wrapping dropped at the end: the cursor stands after them
    if trailing.strip("\n"):
        lines[-1].append((trailing, at >= start))
    return lines


class Written(Widget):
    """The lines themselves, the last ones where there are too many."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self._text = self._spelled = ""
        self._em = look.text_px("title")
        self._drawing = InstructionGroup()
        self.canvas.add(self._drawing)
        self.bind(pos=self._draw, size=self._draw)

    def show(self, text: str, spelled: str) -> None:
        if (text, spelled) != (self._text, self._spelled):
            self._text, self._spelled = text, spelled
            self._draw()

    @property
    def spoken(self) -> str:
        return self._text

    def _draw(self, *_: object) -> None:
        self._drawing.clear()
        step, widths = self._em * PITCH, fonts.widths("regular", self._em)
        room = max(1, int(self.height // step))
        lines = pieces_of(self._text, self._spelled, max(self.width, self._em * 2), widths)[-room:]
        x, top = 0.0, self.y + self.height
        for place, line in enumerate(lines):
            x, low = self.x, top - (place + 1) * step
            for words_, spelled in line:
                self._put(words_, spelled, x, low, step)
                x += line_width(words_, widths)
        self._cursor(min(x, self.x + self.width), top - max(1, len(lines)) * step, step)

    def _put(self, text: str, spelled: bool, x: float, low: float, step: float) -> None:
        texture = draw_line(text, "regular", self._em, 1.0).texture
        role = "primary_ink" if spelled else "ink"
        self._drawing.add(Color(*look.color(role)))
        y = round(low + (step - texture.height) / 2)
        self._drawing.add(Rectangle(texture=texture, size=texture.size, pos=(round(x), y)))
        if spelled:
            self._drawing.add(Color(*look.color("primary")))
            self._drawing.add(Rectangle(pos=(round(x), round(low + look.px(2))), size=(texture.width, look.px(4))))

    def _cursor(self, x: float, low: float, step: float) -> None:
        high = round(self._em * 1.1)
        self._drawing.add(Color(*look.color("primary")))
        self._drawing.add(
            Rectangle(pos=(round(x) + look.px(3), round(low + (step - high) / 2)), size=(look.px(4), high))
        )


class TextField(Card):
    """`hint` stands below at the left while there is room, the count at the right. Never touched."""

    hint = StringProperty("")

    def __init__(self, limit: int, hint: str = "", **rest: Any) -> None:
        self._limit = limit
        self._written = Written()
        self._hint = Text(hint, "note", "ink_2")
        self._count = Text("", "note", "ink_2", fit=True, halign="right")
        foot = Row(self._hint, self._count, size_hint_y=None, height=look.text_px("note") * 1.45)
        super().__init__(self._written, foot, edge="primary", border=4, padding=(40, 24), gap=8, **rest)

    def show(self, text: str, spelled: str = "") -> None:
        """Draw what stands written and what is being spelled."""
        self._written.show(text, spelled)
        is_full = len(text) >= self._limit
        self._count.text = words.full(self._limit) if is_full else words.count_of(len(text), self._limit)
        self._count.role = "warn" if is_full else "ink_2"
