"""What is heard of the starter's film: struck notes, five a scene, up in the morning, down at dusk. Nothing to license.

sound = Tune(film, seconds)      # before the first picture is written
sound.until(seconds)             # beside the pictures up to there
sound.end()
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av import AudioFrame
    from av.container import OutputContainer

RATE = 24_000
_BITS, _FRAME = 32_000, 1024
_NOTE_SECONDS, _FADES_SECONDS, _RISE_SECONDS = 1.0, 0.6, 0.006
# Steps of a scale of five notes over C4; the last one rings to the end.
_STEPS = (
    0, 2, 3, 5, 4, 5, 4, 7, 5, 4, 2, 4, 5, 7, 5, 8, 7, 5, 4, 5,
    7, 5, 4, 2, 4, 5, 4, 2, 1, 2, 4, 2, 1, 2, 0, 2, 1, 0, -1, 0,
)  # fmt: skip
_SCALE = (0, 2, 4, 7, 9)  # half tones
_FIRST_HERTZ = 261.63
_LOUD, _FADE_SECONDS, _HEARD_SECONDS = 0.4, 0.25, 4.0


class Tune:
    def __init__(self, film: OutputContainer, seconds: float) -> None:
        self._film = film
        self._stream = film.add_stream("aac", rate=RATE, layout="mono")
        self._stream.bit_rate = _BITS
        self._parts = _parts(_tune(seconds))
        self._told = 0.0

    def until(self, seconds: float) -> None:
        while self._told < seconds and (part := next(self._parts, None)):
            self._film.mux(self._stream.encode(part))
            self._told += _FRAME / RATE

    def end(self) -> None:
        self.until(math.inf)
        self._film.mux(self._stream.encode(None))


def _tune(seconds: float) -> array[float]:
    """One ear, -1 to 1."""
    made = array("f", bytes(4 * round(seconds * RATE)))
    for place, step in enumerate(_STEPS):
        octave, degree = divmod(step, len(_SCALE))
        hertz = _FIRST_HERTZ * 2 ** (octave + _SCALE[degree] / 12)
        begin = round(place * _NOTE_SECONDS * RATE)
        for number in range(begin, min(len(made), begin + round(_HEARD_SECONDS * RATE))):
            made[number] += _LOUD * _struck(hertz, (number - begin) / RATE)
    end = round(_FADE_SECONDS * RATE)
    for left in range(end):  # it does not break off
        made[-1 - left] *= left / end
    return made


def _struck(hertz: float, at: float) -> float:
    tone = 0.8 * math.sin(2 * math.pi * hertz * at) + 0.2 * math.sin(4 * math.pi * hertz * at)
    return min(1.0, at / _RISE_SECONDS) * math.exp(-at / _FADES_SECONDS) * tone


def _parts(samples: array[float]) -> Iterator[AudioFrame]:
    from av import AudioFrame

    for begin in range(0, len(samples), _FRAME):
        part = samples[begin : begin + _FRAME]
        frame = AudioFrame("fltp", "mono", len(part))
        frame.sample_rate, frame.pts, frame.time_base = RATE, begin, Fraction(1, RATE)
        plane = frame.planes[0]
        plane.update(part.tobytes() + bytes(plane.buffer_size - 4 * len(part)))
        yield frame
