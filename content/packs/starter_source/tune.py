"""What is heard of the starter's film: struck notes that go up in the morning and down at dusk. Nothing to license."""

from __future__ import annotations

import math
from array import array

RATE = 24_000
NOTE_SECONDS, FADES_SECONDS, RISE_SECONDS = 0.75, 0.5, 0.006
# Steps of a scale of five notes over C4, four a scene; the last one rings to the end.
STEPS = (0, 2, 4, 5, 4, 5, 7, 5, 4, 2, 4, 1, 2, 1, 0, -1)
_SCALE = (0, 2, 4, 7, 9)  # half tones
_FIRST_HERTZ = 261.63
_LOUD = 0.4


def tune(seconds: float) -> array[float]:
    """One ear, so many samples a second, -1 to 1."""
    made = array("f", bytes(4 * round(seconds * RATE)))
    for place, step in enumerate(STEPS):
        octave, degree = divmod(step, len(_SCALE))
        hertz = _FIRST_HERTZ * 2 ** (octave + _SCALE[degree] / 12)
        begin = round(place * NOTE_SECONDS * RATE)
        for number in range(begin, len(made)):
            made[number] += _LOUD * _struck(hertz, (number - begin) / RATE)
    end = RATE // 4
    for left in range(end):  # it does not break off
        made[-1 - left] *= left / end
    return made


def _struck(hertz: float, at: float) -> float:
    rise = min(1.0, at / RISE_SECONDS)
    tone = 0.8 * math.sin(2 * math.pi * hertz * at) + 0.2 * math.sin(4 * math.pi * hertz * at)
    return rise * math.exp(-at / FADES_SECONDS) * tone
