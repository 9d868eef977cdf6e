"""The field of what is being written: the text, what is spelled underlined, a cursor, and how much room is left."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.properties import StringProperty
from kivy.uix.widget import Widget

from kiosk.ui import fonts, look
from kiosk.ui.tokens import Air, Inside, Stroke
from kiosk.ui.typing import words
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.text import Text, draw_line
from kiosk.ui.wrap import line_width, wrap

PITCH = 1.45  # of the em, line to line: Noto's own
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
    """The lines themselves: in the size of a title, smaller when they are many, and at last only the last ones."""

    TOKENS = ("title", "label")
    CUT = "…"

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self._text = self._spelled = ""
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

    def _fitted(self) -> tuple[int, list[list[Piece]]]:
        """Em in pixels, and the lines that have room."""
        lines: list[list[Piece]] = []
        for token in self.TOKENS:
            em = look.text_px(token)
            room = max(1, int(self.height // (em * PITCH)))
            lines = pieces_of(self._text, self._spelled, max(self.width, em * 2), fonts.widths("regular", em))
            if len(lines) <= room:
                return em, lines
        lines = lines[-room:]
        first = lines[0][0] if lines[0] else ("", False)
        lines[0] = [(self.CUT + first[0][1:], first[1]), *lines[0][1:]]
        return em, lines

    def _draw(self, *_: object) -> None:
        self._drawing.clear()
        em, lines = self._fitted()
        step, widths = round(em * PITCH), fonts.widths("regular", em)
        x, low = self.x, self.y + self.height
        for line in lines:
            x, low = self.x, low - step
            for text, spelled in line:
                self._put(text, spelled, em, (x, low, step))
                x += line_width(text, widths)
        self._cursor(min(x, self.x + self.width), low, em, step)

    def _put(self, text: str, spelled: bool, em: int, place: tuple[float, float, float]) -> None:
        x, low, step = place
        texture = draw_line(text, "regular", em, 1.0).texture
        self._drawing.add(Color(*look.color("primary_ink" if spelled else "ink")))
        y = round(low + (step - texture.height) / 2)
        self._drawing.add(Rectangle(texture=texture, size=texture.size, pos=(round(x), y)))
        if spelled:
            self._drawing.add(Color(*look.color("primary")))
            self._drawing.add(
                Rectangle(pos=(round(x), round(low + look.px(Stroke.HAIR))), size=(texture.width, look.px(Stroke.MAIN)))
            )

    def _cursor(self, x: float, low: float, em: int, step: float) -> None:
        high = round(em * 1.1)
        self._drawing.add(Color(*look.color("primary")))
        place = (round(x) + look.px(Stroke.EDGE), round(low + (step - high) / 2))
        self._drawing.add(Rectangle(pos=place, size=(look.px(Stroke.MAIN), high)))


class TextField(Card):
    """`hint` stands below at the left while there is room, the count at the right. Never touched."""

    hint = StringProperty("")

    def __init__(self, limit: int, hint: str = "", **rest: Any) -> None:
        self._limit = limit
        self._written = Written()
        self._hint = Text(hint, "note", "ink_2")
        self._count = Text("", "note", "ink_2", fit=True, halign="right")
        foot = Row(self._hint, self._count, size_hint_y=None, height=look.text_px("note") * 1.45)
        super().__init__(
            self._written, foot, edge="primary", border=Stroke.MAIN, padding=(Inside.CARD, Air.L), gap=Air.XS, **rest
        )

    def show(self, text: str, spelled: str = "") -> None:
        """Draw what stands written and what is being spelled."""
        self._written.show(text, spelled)
        is_full = len(text) >= self._limit
        self._count.text = words.full(self._limit) if is_full else words.count_of(len(text), self._limit)
        self._count.role = "warn" if is_full else "ink_2"
