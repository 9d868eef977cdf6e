"""Where am I: a small sheet or a track, with the part on screen marked; it stands above the rail and is not touched."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle, SmoothLine, SmoothRoundedRectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import ROW_GAP, Air, Stroke
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.text import Text

TRACK_WIDE = 28  # dpx
LEAST_HIGH = 30  # of the mark on it


class Place(Widget):
    """From ``begin`` to ``end`` (0..1 from the top) of a track; on a small picture of the sheet when there is one."""

    spoken = ""  # the chip beside the title says it in words

    def __init__(self, begin: float, end: float, texture: Texture | None = None) -> None:
        super().__init__()
        self._span, self._texture = (begin, end), texture
        with self.canvas:
            Color(*(look.color("line" if look.contrast() else "sunken") if texture is None else (1, 1, 1, 1)))
            self._sheet = SmoothRoundedRectangle(radius=[look.px(TRACK_WIDE / 2)]) if texture is None else Rectangle()
            self._sheet_edge_color = Color(*look.color("edge"), mode="rgba")
            self._sheet_edge_color.a = 1 if texture is not None else 0
            self._edge = SmoothLine(width=look.px(Stroke.EDGE / 2))
            self._mark_color = Color(*look.color("primary"))
            self._mark = SmoothLine(width=look.px(Stroke.EDGE)) if texture is not None else SmoothRoundedRectangle()
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        wide = look.px(TRACK_WIDE)
        if self._texture is not None:
            wide = self._texture.width * self.height / max(1, self._texture.height)
            self._sheet.texture = self._texture
        left = self.x + (self.width - wide) / 2
        self._sheet.pos, self._sheet.size = (left, self.y), (wide, self.height)
        begin, end = self._span
        high = max((end - begin) * self.height, look.px(LEAST_HIGH))
        top = min(self.y + self.height, max(self.y + high, self.y + self.height * (1 - begin)))
        if self._texture is None:
            self._mark.pos, self._mark.size = (left, top - high), (wide, high)
            self._mark.radius = [wide / 2]
            return
        self._edge.rectangle = (left, self.y, wide, self.height)
        out = look.px(Stroke.CHOSEN)
        self._mark.rectangle = (left - out, top - high, wide + 2 * out, high)


class Marker(Card):
    """The card around it, with its word, as high as it is told."""

    spoken = ""

    def __init__(self, word: str, place: Place) -> None:
        super().__init__(Text(word, "note", "ink_2", halign="center"), place, padding=(Air.XS, ROW_GAP), gap=Air.S)
