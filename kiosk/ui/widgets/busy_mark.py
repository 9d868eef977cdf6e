"""The mark that turns while one waits: eight steps a second, only between `start` and `stop`."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.graphics import PopMatrix, PushMatrix, Rotate

from kiosk.ui.motion import BUSY_STEPS_A_SECOND
from kiosk.ui.tokens import IconSize
from kiosk.ui.widgets.icon import Icon


class BusyMark(Icon):
    """A page starts it in `enter` and stops it in `leave`, so that a page in the background draws nothing."""

    def __init__(self, size: int = IconSize.CARET, role: str = "primary", **rest: Any) -> None:
        super().__init__("circle-notch", size, role, bold=True, **rest)
        with self.canvas.before:
            PushMatrix()
            self._turn = Rotate(angle=0, axis=(0, 0, 1))
        with self.canvas.after:
            PopMatrix()
        self.bind(pos=self._centre, size=self._centre)

    def start(self) -> None:
        Clock.unschedule(self._step)
        Clock.schedule_interval(self._step, 1 / BUSY_STEPS_A_SECOND)

    def stop(self) -> None:
        Clock.unschedule(self._step)

    def _step(self, _dt: float) -> None:
        self._turn.angle = (self._turn.angle - 360 / BUSY_STEPS_A_SECOND) % 360

    def _centre(self, *_: object) -> None:
        self._turn.origin = (self.x + self.width / 2, self.y + self.height / 2)
