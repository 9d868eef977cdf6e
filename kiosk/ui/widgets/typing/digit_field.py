"""Cells for a number of fixed length: a dot a digit, the newest shown for a second, the next one outlined.

For a visitor's own number (one-time PIN, the end of an ID number) (docs/screens.md).
"""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.properties import StringProperty

from kiosk.ui import look
from kiosk.ui.tokens import CELL_RADIUS, Air, High, Inside, Stroke
from kiosk.ui.voice import words as said
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.text import Text

SHOWN_SECONDS = 1.0
DOT, CURSOR = "●", "|"


class Cell(Card):
    """One digit's place: empty, next, or filled."""

    text = StringProperty("")

    def __init__(self) -> None:
        self._text = Text("", "head", bold=True, serif=False, halign="center", fill=True)
        super().__init__(self._text, fill="sunken", lift=False, radius=CELL_RADIUS, border=0)

    def show(self, text: str, *, is_next: bool) -> None:
        self._text.text = text
        self._text.role = "primary" if is_next else "ink"
        self.fill = "surface" if is_next else "sunken"
        self.edge = "primary" if is_next else "edge" if look.contrast() else ""
        self.border = look.px(Stroke.MAIN) if self.edge else 0


class DigitField(Card):
    """`title` and, at its right, `note` (“6 位数字”) over `length` cells. `show(3, "7")` draws ● ● 7 |."""

    def __init__(self, title: str, note: str, length: int, **rest: Any) -> None:
        self._length, self._count = length, 0
        self._cells = [Cell() for _ in range(length)]
        self._hiding: Any = None
        head = Row(Text(title, "label"), Text(note, "body", "ink_2", fit=True), size_hint_y=None)
        head.height = look.text_px("label") * 1.45
        row = Row(
            *self._cells,
            gap=Air.M,
            size_hint_y=None,
            height=max(look.px(High.STRIP), round(look.text_px("head") * 1.45)),
        )
        super().__init__(
            head, row, edge="primary", border=Stroke.MAIN, gap=Air.M, padding=(Inside.ROW, Air.L), size_hint_y=None,
            **rest,
        )  # fmt: skip
        self.bind(minimum_height=self.setter("height"))
        self.show(0)

    @property
    def spoken(self) -> str:
        """How many, never which."""
        return said.entered(self._count)

    def show(self, count: int, newest: str = "") -> None:
        """`count` digits are entered; `newest`, when one was just added, is shown for SHOWN_SECONDS."""
        self._count = count
        if self._hiding:
            self._hiding.cancel()
            self._hiding = None
        for place, cell in enumerate(self._cells):
            last = place == count - 1 and newest
            cell.show(newest if last else DOT if place < count else CURSOR if place == count else "",
                      is_next=place == count)  # fmt: skip
        if newest:
            self._hiding = Clock.schedule_once(self._hide, SHOWN_SECONDS)

    def _hide(self, _seconds: float) -> None:
        self.show(self._count)

    def wipe(self) -> None:
        """Nothing entered, nothing shown."""
        self.show(0)
