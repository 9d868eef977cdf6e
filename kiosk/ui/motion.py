"""What moves, how far and how long (docs/screens.md): small things within 200 ms; screens cut.

A page starts a motion in `enter` and stops it in `leave`. A machine whose frames come too slowly shows none: steps
that can be counted are worse than none.
"""

from __future__ import annotations

from math import pi, sin

from kivy.clock import Clock
from kivy.graphics import PopMatrix, PushMatrix, Translate
from kivy.uix.widget import Widget

from kiosk.ui import look

BUSY_STEPS_A_SECOND = 8
RISE_DPX, RISE_SECONDS = 24, 0.2
SWAY_DPX, SWAY_SECONDS = 12, 1.2
SLOW_FRAME_SECONDS = 1 / 20  # the limit under which slides cut instead of cross-fading
SLOW_FRAMES = 3  # in a row; one late frame is a page that was just built


class Motion:
    """Draws a widget beside its place while it runs; its layout, and so its target, does not move.

    Subclasses say where it is drawn: pixels upwards at `seconds` after the start, None when it has come to rest.
    """

    def __init__(self, widget: Widget) -> None:
        self._age, self._late = 0.0, 0
        self.running = False
        with widget.canvas.before:
            PushMatrix()
            self._by = Translate(0, 0)
        with widget.canvas.after:
            PopMatrix()

    def start(self) -> None:
        self._age, self._late = 0.0, 0
        self.running = True
        Clock.unschedule(self._step)
        Clock.schedule_interval(self._step, 0)
        self._by.y = self._place(0.0) or 0

    def stop(self) -> None:
        """Stand where the layout says."""
        self.running = False
        Clock.unschedule(self._step)
        self._by.y = 0

    @property
    def rise_px(self) -> float:
        """How far above its place the widget is drawn."""
        return float(self._by.y)

    def _place(self, seconds: float) -> float | None:
        raise NotImplementedError

    def _step(self, dt: float) -> None:
        self._late = self._late + 1 if dt > SLOW_FRAME_SECONDS else 0
        self._age += dt
        place = self._place(self._age) if self._late < SLOW_FRAMES else None
        if place is None:
            self.stop()
        else:
            self._by.y = place


class Rising(Motion):
    """The ticket's number comes up from 24 px below, in 200 ms, ever slower."""

    def _place(self, seconds: float) -> float | None:
        if seconds >= RISE_SECONDS:
            return None
        left = 1 - seconds / RISE_SECONDS
        return -look.px(RISE_DPX) * left**3  # out_cubic


class Swaying(Motion):
    """An arrow that points down goes 12 px there and back, in 1.2 s, again and again."""

    def _place(self, seconds: float) -> float | None:
        return -look.px(SWAY_DPX) * (1 - sin(2 * pi * seconds / SWAY_SECONDS + pi / 2)) / 2
