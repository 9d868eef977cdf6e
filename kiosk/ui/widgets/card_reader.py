"""Where the card goes: the reader, a card over it, and an arrow between them that sways."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, SmoothLine
from kivy.properties import BooleanProperty
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.motion import Swaying
from kiosk.ui.widgets.layout import Layers
from kiosk.ui.widgets.picture import Picture

# In pixels of the picture, from its lower left corner: the arrow's point, its length and half its width.
PICTURE = (880, 420)
POINT, LONG, HALF, THICK = (440, 180), 30, 16, 4


class CardReader(Layers):
    """`start` when its page comes to the front, `stop` when it goes. `away`: the card is to be taken, not put down."""

    spoken = ""  # the words beside it say where

    def __init__(self, *, away: bool = False, **rest: Any) -> None:
        self._arrow = _Arrow(away)
        super().__init__(Picture("reader_bare"), self._arrow, **rest)
        self._swaying = Swaying(self._arrow)

    def start(self) -> None:
        self._swaying.start()

    def stop(self) -> None:
        self._swaying.stop()

    def point(self, *, away: bool) -> None:
        """Which way the card goes from now on."""
        self._arrow.away = away

    @property
    def sways(self) -> bool:
        return self._swaying.running


class _Arrow(Widget):
    """Drawn to the size at which the picture stands in its place."""

    spoken = ""
    away = BooleanProperty(False)

    def __init__(self, away: bool) -> None:
        super().__init__(away=away)
        with self.canvas:
            Color(*look.color("primary"))
            self._shaft, self._head = SmoothLine(cap="round"), SmoothLine(cap="round", joint="round")
        self.bind(pos=self._place, size=self._place, away=self._place)

    def _place(self, *_: object) -> None:
        scale = min(self.width / PICTURE[0], self.height / PICTURE[1])
        x = self.x + self.width / 2 + (POINT[0] - PICTURE[0] / 2) * scale
        y = self.y + self.height / 2 + (POINT[1] - PICTURE[1] / 2) * scale
        half, tail = HALF * scale, y + LONG * scale
        tip, barb = (tail, tail - half) if self.away else (y, y + half)
        self._shaft.points = (x, tail, x, y)
        self._head.points = (x - half, barb, x, tip, x + half, barb)
        self._shaft.width = self._head.width = max(1.0, THICK * scale)
