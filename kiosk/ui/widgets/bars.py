"""Shares as bars with their words, never by colour alone."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, SmoothRoundedRectangle
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import ROW_GAP, Stroke
from kiosk.ui.voice import words as said
from kiosk.ui.widgets.layout import Column, Row
from kiosk.ui.widgets.text import Text

THICK, UNDER_WORDS = 20, 6  # dpx


class Bar(Widget):
    """A bar filled to `share` (0..1)."""

    def __init__(self, share: float, role: str = "pine", **rest: Any) -> None:
        super().__init__(size_hint_y=None, height=look.px(THICK), **rest)
        self._share = share
        with self.canvas:
            Color(*look.color("line" if look.contrast() else "sunken"))
            self._track = SmoothRoundedRectangle(radius=[self.height / 2])
            Color(*look.color("surface" if look.contrast() else "sunken"))  # outlined there: a grey one looks full
            self._hollow = SmoothRoundedRectangle(radius=[self.height / 2])
            self._color = Color(*look.color(role))
            self._fill = SmoothRoundedRectangle(radius=[self.height / 2])
        self.bind(pos=self._place, size=self._place)

    @property
    def spoken(self) -> str:
        return said.share(round(100 * self._share))

    def _place(self, *_: object) -> None:
        edge = look.px(Stroke.EDGE)
        self._track.pos, self._track.size = self.pos, self.size
        self._hollow.pos = self.x + edge, self.y + edge
        self._hollow.size = max(0, self.width - 2 * edge), self.height - 2 * edge
        wide = max(self.height, self.width * self._share) if self._share > 0 else 0
        self._fill.pos, self._fill.size = self.pos, (wide, self.height)


class Bars(Column):
    """Rows of (word, value word, share)."""

    def __init__(self, rows: tuple[tuple[str, str, float], ...], **rest: Any) -> None:
        super().__init__(gap=ROW_GAP, fit=True, **rest)
        for word, value, share in rows:
            head = Row(Text(word, "body"), Text(value, "body", "ink_2", fit=True), size_hint_y=None)
            head.bind(minimum_height=head.setter("height"))
            self.add_widget(Column(head, Bar(share), gap=UNDER_WORDS, fit=True))
