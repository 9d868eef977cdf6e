"""From a worker's pixels to a texture, a few strips a frame, so that no frame is late.

A texture's memory is taken at its first strip, not when it is made: 8 MB at once, 2 to 87 ms of Kivy's thread where
the rest of a slide takes 0.1 ms a strip. Who shows one picture of the same size after another keeps the textures it is
done with (`Spare`) and has them filled anew.
"""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock
from kivy.graphics.texture import Texture

from kiosk.ui.pixels import Frame

UPLOAD_BUDGET_SECONDS = 0.005  # a frame; one strip takes about 1 ms


class Spare:
    """Textures that are shown no more, to be filled anew; at most ``most`` of them, all of one size.

    They are drawn one to one, so no pixel is made of its neighbours: where the processor draws, that took a third of
    the time of a full screen.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: list[Texture] = []
        self.made = 0

    def __len__(self) -> int:
        return len(self._kept)

    def take(self, width: int, height: int) -> Texture:
        """One of this size, whatever is on it; new where none is spare."""
        self._kept = [texture for texture in self._kept if tuple(texture.size) == (width, height)]
        if self._kept:
            return self._kept.pop()
        self.made += 1
        texture = empty_texture(width, height)
        texture.mag_filter = texture.min_filter = "nearest"
        return texture

    def give(self, texture: Texture) -> None:
        """It is drawn by nothing any more."""
        if len(self._kept) < self._most:
            self._kept.append(texture)


class Upload:
    """Fill a texture from a frame's strips, as many in each of Kivy's frames as its budget allows; then ``done``."""

    def __init__(self, frame: Frame, done: Callable[[Texture], None], texture: Texture | None = None) -> None:
        """``texture``: of the frame's size, to be filled; None: a new one."""
        self._frame, self._done, self._next = frame, done, 0
        self.texture = texture or empty_texture(frame.width, frame.height)
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


def fill_whole(texture: Texture, pixels: bytes | memoryview) -> None:
    """At once: RGBA of the texture's size, top row first; for a film's picture, 1 ms for 1080x608."""
    texture.blit_buffer(pixels, size=texture.size, colorfmt="rgba")


def texture_of(frame: Frame) -> Texture:
    """At once: for small pictures, of a few strips."""
    texture = empty_texture(frame.width, frame.height)
    for number in range(len(frame.strips)):
        _fill(texture, frame, number)
    return texture


def empty_texture(width: int, height: int) -> Texture:
    texture = Texture.create(size=(width, height), colorfmt="rgba")
    texture.flip_vertical()
    return texture


def _fill(texture: Texture, frame: Frame, number: int) -> None:
    strip = frame.strips[number]
    rows = len(strip) // (frame.width * 4)
    texture.blit_buffer(strip, size=(frame.width, rows), pos=(0, number * frame.strip_rows), colorfmt="rgba")
