#!/usr/bin/env python3
"""Make the sounds of the terminal and the board; run by ``deploy/setup``, and safe to run again at any time.

    python3 deploy/make_sounds.py            # into build/sounds/, or into $KIOSK_SOUNDS
    python3 deploy/make_sounds.py --out DIR

==============  =====================================================================  =====
``tap.wav``     a tick on wood under the finger                                        0.05 s
``done.wav``    two rising notes: it is done                                           0.38 s
``notice.wav``  one low note: please look                                              0.35 s
``bell.wav``    a soft bell, every 5 s while the visit is about to end                  0.40 s
``chime.wav``   two falling notes of a door chime: the board calls a number             0.90 s
==============  =====================================================================  =====

Synthesised (standard library only), so there is nothing to license. 16-bit mono at 22,050 Hz, the rate of espeak-ng.
A rise of 4 ms and a fall to nothing at the end keep loudspeakers from clicking.
"""

from __future__ import annotations

import argparse
import array
import math
import os
import sys
import wave
from collections.abc import Callable
from pathlib import Path

RATE = 22_050
RISE_SECONDS = 0.004
FALL_SECONDS = 0.03
LOUDEST = 0.5  # of full scale, so that two at a time do not clip

Wave = Callable[[float], float]


def partials(*parts: tuple[float, float, float]) -> Wave:
    """A struck thing: (hertz, share, seconds until it has faded to a third) for each of its partials."""

    def at(t: float) -> float:
        return sum(share * math.exp(-t / fades) * math.sin(2 * math.pi * hertz * t) for hertz, share, fades in parts)

    return at


def after(seconds: float, sound: Wave) -> Wave:
    """`sound`, later."""
    return lambda t: sound(t - seconds) if t >= seconds else 0.0


def together(*sounds: Wave) -> Wave:
    return lambda t: sum(sound(t) for sound in sounds)


def note(hertz: float, fades: float) -> Wave:
    """A soft note with a little of its octave."""
    return partials((hertz, 0.8, fades), (2 * hertz, 0.2, fades / 2))


# name: seconds, wave. Notes: G5 and C6 rise by a fourth; A3 is low; E5 falls to C5; the bell is a small bronze one.
SOUNDS: dict[str, tuple[float, Wave]] = {
    "tap": (0.05, partials((1180, 0.6, 0.008), (2650, 0.3, 0.004), (410, 0.3, 0.012))),
    "done": (0.38, together(note(783.99, 0.09), after(0.14, note(1046.50, 0.12)))),
    "notice": (0.35, note(220.0, 0.14)),
    "bell": (0.40, partials((880, 0.6, 0.16), (1760 * 1.006, 0.25, 0.09), (2640 * 1.01, 0.15, 0.05))),
    "chime": (0.90, together(note(659.26, 0.22), after(0.36, note(523.25, 0.26)))),
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the terminal's sounds.")
    parser.add_argument("--out", type=Path, default=default_folder(), help="folder to write (default: %(default)s)")
    folder: Path = parser.parse_args().out
    try:
        make(folder)
    except OSError as error:
        print(f"make_sounds: {error}", file=sys.stderr)
        return 1
    print(folder)
    return 0


def default_folder() -> Path:
    """``$KIOSK_SOUNDS``, or ``build/sounds`` in the project."""
    return Path(os.environ.get("KIOSK_SOUNDS") or Path(__file__).resolve().parent.parent / "build" / "sounds")


def make(folder: Path) -> None:
    """Write every sound; each file appears whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (seconds, sound) in SOUNDS.items():
        unfinished = folder / f".{name}.unfinished"
        with wave.open(str(unfinished), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(seconds, sound).tobytes())
        unfinished.replace(folder / f"{name}.wav")


def samples(seconds: float, sound: Wave) -> array.array[int]:
    """16-bit samples, little-endian, as loud as LOUDEST at their peak."""
    count = round(seconds * RATE)
    raw = [sound(i / RATE) * _envelope(i / RATE, seconds) for i in range(count)]
    scale = LOUDEST * 32767 / max(map(abs, raw))
    made = array.array("h", (round(value * scale) for value in raw))
    if sys.byteorder == "big":
        made.byteswap()
    return made


def _envelope(t: float, seconds: float) -> float:
    return min(1.0, t / RISE_SECONDS, (seconds - t) / FALL_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
