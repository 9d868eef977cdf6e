"""From a worker's pixels to a texture, a few strips a frame, so that no frame is late."""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock
from kivy.graphics.texture import Texture

from kiosk.ui.pixels import Frame

UPLOAD_BUDGET_SECONDS = 0.005  # a frame; one strip takes about 1 ms


class Upload:
    """Fill a texture from a frame's strips, as many in each of Kivy's frames as its budget allows; then ``done``."""

    def __init__(self, frame: Frame, done: Callable[[Texture], None]) -> None:
        self._frame, self._done, self._next = frame, done, 0
        self.texture = _empty(frame)
        self._event = Clock.schedule_once(self._step, 0)

    def cancel(self) -> None:
        self._event.cancel()

    def _step(self, _dt: float) -> None:
        frame, began = self._frame, Clock.time()
        while self._next < len(frame.strips):
            _fill(self.texture, frame, self._next)
            self._next += 1
            if Clock.time() - began > UPLOAD_BUDGET_SECONDS:
                break
        if self._next < len(frame.strips):
            self._event = Clock.schedule_once(self._step, 0)
        else:
            self._done(self.texture)


def texture_of(frame: Frame) -> Texture:
    """At once: for small pictures, of a few strips."""
    texture = _empty(frame)
    for number in range(len(frame.strips)):
        _fill(texture, frame, number)
    return texture


def _empty(frame: Frame) -> Texture:
    texture = Texture.create(size=(frame.width, frame.height), colorfmt="rgba")
    texture.flip_vertical()
    return texture


def _fill(texture: Texture, frame: Frame, number: int) -> None:
    strip = frame.strips[number]
    rows = len(strip) // (frame.width * 4)
    texture.blit_buffer(strip, size=(frame.width, rows), pos=(0, number * frame.strip_rows), colorfmt="rgba")
