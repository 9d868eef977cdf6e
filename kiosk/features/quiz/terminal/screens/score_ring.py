"""A number in a ring filled as far as it came: points of 100, or a streak on the way to a flag."""

from __future__ import annotations

from kivy.graphics import Color, SmoothLine
from kivy.uix.widget import Widget

from kiosk.features.quiz.terminal import sizes, words
from kiosk.ui import look
from kiosk.ui.voice import words as said
from kiosk.ui.widgets.text import Text

MANY, FULL = 100, 100  # three digits are smaller, but for full marks, which are narrow where type is not large


class NumberRing(Widget):
    """``share`` 0..1 of it is drawn in ``role``'s colour; ``spoken``: what the voice says for number and note."""

    def __init__(
        self, number: int, note: str, share: float, role: str = "pine", *, spoken: str, side: int = sizes.RING
    ) -> None:
        self._scale = side / sizes.RING
        side = look.px(side)
        super().__init__(size_hint=(None, None), size=(side, side))
        self._share = share
        small = self._scale < 1
        narrow = number < MANY or (number == FULL and not look.large() and not small)
        token = "count" if narrow and not (small and look.large()) else "hero"
        self._number = Text(str(number), token, halign="center", size_hint=(None, None), width=side)
        self._note = Text(
            note,
            "note" if small and look.large() else "body",
            "ink_2",
            halign="center",
            size_hint=(None, None),
            width=side,
        )
        self.add_widget(self._number)
        self.add_widget(self._note)
        with self.canvas.before:
            Color(*look.color("line" if look.contrast() else "sunken"))
            self._track = SmoothLine(width=look.px(sizes.RING_LINE))
            self._color = Color(*look.color(role))
            self._arc = SmoothLine(width=look.px(sizes.RING_LINE), cap="round")
        self.spoken = spoken
        self.bind(pos=self._place)
        self._place()

    def _place(self, *_: object) -> None:
        x, y, radius = self.x + self.width / 2, self.y + self.height / 2, self.width / 2 - look.px(sizes.RING_INSET)
        self._track.circle = (x, y, radius)
        self._color.a = 1 if self._share else 0
        self._arc.circle = (x, y, radius, 0, max(1, 360 * self._share))
        self._number.pos = (self.x, y - self._number.height / 2 + look.px(sizes.NUMBER_UP * self._scale))
        self._note.pos = (self.x, y - look.px(sizes.NOTE_DOWN * self._scale))


class ScoreRing(NumberRing):
    """Points of 100."""

    def __init__(self, points: int, role: str = "pine", *, side: int = sizes.RING) -> None:
        super().__init__(points, words.FULL_MARKS, points / 100, role, spoken=said.points(points), side=side)
