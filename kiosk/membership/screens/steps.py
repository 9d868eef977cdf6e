"""Three steps on a line: done (green tick), now (red), still to come; and the mark that turns while one waits."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, PopMatrix, PushMatrix, Rectangle, Rotate, SmoothEllipse
from kivy.uix.widget import Widget

from kiosk.membership import screen_words as words
from kiosk.ui import look
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.text import Text

TURNS_A_SECOND = 8  # LOOK: busy mark, steps a second


class Steps(Row):
    """`now` counts from 0; `len(STEPS)` means all done."""

    def __init__(self, now: int, **rest: Any) -> None:
        parts: list[Widget] = []
        for i, name in enumerate(words.STEPS):
            parts += [_Line()] if i else []
            parts += [_Mark(i, now), Text(name, "body", "ink" if i == now else "ink_2", bold=i == now, fit=True)]
        super().__init__(*parts, gap=16, size_hint_y=None, height=look.px(104 if not look.landscape() else 84), **rest)


class _Mark(Widget):
    """A round mark with a tick or the step's number."""

    def __init__(self, step: int, now: int) -> None:
        side = look.icon_px(56)
        fill, ink = (
            ("ok_tint", "ok_ink") if step < now else ("primary", "on_primary") if step == now else ("sunken", "ink_2")
        )
        super().__init__(size_hint=(None, None), size=(side, side), pos_hint={"center_y": 0.5})
        with self.canvas.before:
            Color(*look.color(fill))
            self._disc = SmoothEllipse(size=self.size)
        self._sign = (
            Icon("check", 32, ink, bold=True)
            if step < now
            else Text(str(step + 1), "body", ink, bold=True, halign="center", fill=True, size_hint=(None, None))
        )
        self._sign.size = self.size
        self.add_widget(self._sign)
        self.bind(pos=self._place)

    def _place(self, *_: object) -> None:
        self._disc.pos = self._sign.pos = self.pos


class _Line(Widget):
    """The stroke between two steps."""

    def __init__(self) -> None:
        super().__init__()
        with self.canvas:
            Color(*look.color("line"))
            self._stroke = Rectangle()
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        self._stroke.pos = (self.x, round(self.y + self.height / 2 - look.px(2)))
        self._stroke.size = (self.width, look.px(4))


class Turning(Icon):
    """The busy mark. Turns only between `start` and `stop`, so that a page in the background draws nothing."""

    def __init__(self, size: int = 44, role: str = "primary", **rest: Any) -> None:
        super().__init__("circle-notch", size, role, bold=True, **rest)
        with self.canvas.before:
            PushMatrix()
            self._turn = Rotate(angle=0, axis=(0, 0, 1))
        with self.canvas.after:
            PopMatrix()
        self.bind(pos=self._centre, size=self._centre)

    def start(self) -> None:
        Clock.schedule_interval(self._step, 1 / TURNS_A_SECOND)

    def stop(self) -> None:
        Clock.unschedule(self._step)

    def _step(self, _dt: float) -> None:
        self._turn.angle = (self._turn.angle - 360 / TURNS_A_SECOND) % 360

    def _centre(self, *_: object) -> None:
        self._turn.origin = (self.x + self.width / 2, self.y + self.height / 2)
