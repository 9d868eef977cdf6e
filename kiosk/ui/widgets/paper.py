"""A printed sheet as it lies in the hand: black on white in every mode, with a shadow where shadows are drawn."""

from __future__ import annotations

from typing import Any

from kivy.graphics import BorderImage, Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.layout import Column
from kiosk.ui.widgets.text import Text

WHITE, INK = (1, 1, 1, 1), (0.07, 0.07, 0.07, 1)  # of paper and print: no mode changes them
SIDE, RULE = 20, 3  # dpx
SHADOW_MARGIN, SHADOW_BORDER = 84, 112  # dpx of shadow_e2


class Paper(Column):
    """As wide as it is told, as high as what is printed on it: `printed` texts, `PrintedRule`s and rows of them."""

    def __init__(self, *lines: Widget, **rest: Any) -> None:
        super().__init__(*lines, gap=Air.XS, padding=(SIDE, Air.L), fit=True, **rest)
        with self.canvas.before:
            Color(1, 1, 1, 0 if look.contrast() else 1)
            self._shadow = BorderImage(
                source=look.asset("shadow_e2"), border=[SHADOW_BORDER] * 4, display_border=[look.px(SHADOW_BORDER)] * 4
            )
            Color(*WHITE)
            self._back = Rectangle()
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        grow = look.px(SHADOW_MARGIN)
        self._shadow.pos = (self.x - grow, self.y - grow)
        self._shadow.size = (self.width + 2 * grow, self.height + 2 * grow)
        self._back.pos, self._back.size = self.pos, self.size


class PrintedRule(Widget):
    """A line across the paper."""

    spoken = ""

    def __init__(self) -> None:
        super().__init__(size_hint_y=None, height=look.px(RULE))
        with self.canvas:
            Color(*INK)
            self._line = Rectangle()
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        self._line.pos, self._line.size = self.pos, self.size


def printed(text: Text) -> Text:
    """The text in the printer's ink."""
    text.tint(INK)
    return text
