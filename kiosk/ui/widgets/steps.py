"""Steps on a line: done (green tick), now (red), still to come."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle, SmoothEllipse
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import Air, IconSize, Stroke
from kiosk.ui.voice import words as said
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.text import Text

HIGH, HIGH_LANDSCAPE = 104, 84  # dpx


class Steps(Row):
    """`names` from left to right; `now` counts from 0, `len(names)` means all done."""

    def __init__(self, names: tuple[str, ...], now: int, **rest: Any) -> None:
        parts: list[Widget] = []
        for i, name in enumerate(names):
            parts += [_Line()] if i else []
            parts += [_Mark(i, now), Text(name, "body", "ink" if i == now else "ink_2", bold=i == now, fit=True)]
        count = len(names)
        self.spoken = said.step_named(now + 1, count, names[now]) if now < count else said.all_steps(count)
        high = HIGH_LANDSCAPE if look.landscape() else HIGH
        super().__init__(*parts, gap=Air.M, size_hint_y=None, height=look.px(high), **rest)


class _Mark(Widget):
    """A round mark with a tick or the step's number."""

    def __init__(self, step: int, now: int) -> None:
        side = look.icon_px(IconSize.MARK)
        fill, ink = (
            ("ok_tint", "ok_ink") if step < now else ("primary", "on_primary") if step == now else ("sunken", "ink_2")
        )
        super().__init__(size_hint=(None, None), size=(side, side), pos_hint={"center_y": 0.5})
        with self.canvas.before:
            Color(*look.color(fill))
            self._disc = SmoothEllipse(size=self.size)
        self._sign = (
            Icon("check", IconSize.TICK, ink, bold=True)
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

    spoken = ""

    def __init__(self) -> None:
        super().__init__()
        with self.canvas:
            Color(*look.color("line"))
            self._stroke = Rectangle()
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        self._stroke.pos = (self.x, round(self.y + self.height / 2 - look.px(Stroke.MAIN / 2)))
        self._stroke.size = (self.width, look.px(Stroke.MAIN))
