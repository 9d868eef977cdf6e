"""Where am I: segments of a paper, and a ring that empties with the seconds left."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, SmoothLine, SmoothRoundedRectangle
from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from kiosk.ui import look, words
from kiosk.ui.tokens import Air
from kiosk.ui.voice import words as said
from kiosk.ui.widgets.text import Text

HIGH = 16  # dpx, of the segments
RING, RING_LINE = 368, 16  # dpx, across and thick
NUMBER_UP, UNIT_DOWN = 14, 90  # from the ring's middle


class Segments(Widget):
    """`total` bars: those in `done` pine (not given: all before `now`), `now` red, the rest line; counted from 0."""

    total = NumericProperty(1)
    now = NumericProperty(0)

    def __init__(self, total: int, now: int, done: frozenset[int] | None = None, **rest: Any) -> None:
        super().__init__(size_hint_y=None, height=look.px(HIGH), **rest)
        self._done = frozenset(range(now)) if done is None else done
        self.total, self.now = total, now
        self.bind(pos=self._draw, size=self._draw, now=self._draw, total=self._draw)

    @property
    def spoken(self) -> str:
        return said.step(int(self.now) + 1, int(self.total))

    def show(self, now: int, done: frozenset[int] | None = None) -> None:
        """Of the same total."""
        before, self._done = self._done, frozenset(range(now)) if done is None else done
        if self.now != now:
            self.now = now  # draws
        elif self._done != before:
            self._draw()

    def _draw(self, *_: object) -> None:
        gap, count = look.px(Air.XS), int(self.total)
        wide = (self.width - gap * (count - 1)) / count
        self.canvas.clear()
        with self.canvas:
            for i in range(count):
                role = "primary" if i == self.now else "pine" if i in self._done else "line"
                Color(*look.color(role))
                SmoothRoundedRectangle(
                    pos=(self.x + i * (wide + gap), self.y), size=(wide, self.height), radius=[self.height / 2]
                )


class CountdownRing(Widget):
    """Seconds left, as a number in a ring that empties. `share` 1..0."""

    share = NumericProperty(1.0)
    seconds = NumericProperty(0)

    def __init__(self, side: int = RING, **rest: Any) -> None:
        super().__init__(size_hint=(None, None), size=(look.px(side), look.px(side)), **rest)
        self._number = Text("", "count", halign="center", size_hint=(None, None), width=self.width)
        self._unit = Text("", "body", "ink_2", halign="center", size_hint=(None, None), width=self.width)
        self.add_widget(self._number)
        self.add_widget(self._unit)
        with self.canvas.before:
            Color(*look.color("sunken"))
            self._track = SmoothLine(width=look.px(RING_LINE))
            Color(*look.color("gold"))
            self._arc = SmoothLine(width=look.px(RING_LINE), cap="round")
        self.bind(pos=self._place, share=self._place, seconds=self._count)

    @property
    def spoken(self) -> str:
        return said.seconds_left(int(self.seconds))

    def _count(self, *_: object) -> None:
        self._number.text = str(int(self.seconds))
        self._unit.text = words.seconds_unit(int(self.seconds))
        self._place()

    def _place(self, *_: object) -> None:
        radius = self.width / 2 - look.px(RING_LINE)
        self._track.circle = ((self.x + self.width / 2), (self.y + self.height / 2), radius)
        self._arc.circle = ((self.x + self.width / 2), (self.y + self.height / 2), radius, 0, max(1, 360 * self.share))
        self._number.center = ((self.x + self.width / 2), (self.y + self.height / 2) + look.px(NUMBER_UP))
        self._unit.center = ((self.x + self.width / 2), (self.y + self.height / 2) - look.px(UNIT_DOWN))
