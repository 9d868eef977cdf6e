"""A sound card and its `aplay`, emulated: a buffer that is played by a clock of its own, and a note of what was heard.

    card = SoundCard(tmp_path, monkeypatch)        # first on $PATH from now on
    card.begin(speed=1.002)                        # a crystal that is 0.2 % fast; `fault`: "busy", "dies", "stuck"
    ...
    for moment in card.heard(): moment.when, moment.left, moment.loudest

It does what ALSA does with `aplay -v -t raw`: it takes a period at a time, starts when its buffer is full, falls silent
when that runs empty and starts again when it is full. It shares no code with the kiosk.
"""

from __future__ import annotations

import fcntl
import json
import os
import struct
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # its player begins in a hurry
    import pytest

RATE, BUFFER, PERIOD = 48_000, 9600, 1200


@dataclass(frozen=True)
class Moment:
    """A 40th of a second as it left the loudspeaker: monotonic time, its first sample for the left ear, its loudest."""

    when: float
    left: int
    loudest: int


class SoundCard:
    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._place = place / "card"
        self._notes = self._place / "heard"
        self._notes.mkdir(parents=True)
        program = self._place / "aplay"
        program.write_text(f"#!{sys.executable}\nimport runpy\nrunpy.run_path({__file__!r}, run_name='aplay')\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{self._place}:{os.environ['PATH']}")
        monkeypatch.setenv("SOUND_CARD", str(self._place))
        self.begin()

    def begin(self, *, speed: float = 1.0, fault: str = "") -> None:
        """For players that start from now on. dies: after half a second; alone: it plays for one at a time."""
        (self._place / "card.json").write_text(json.dumps({"speed": speed, "fault": fault}))

    @property
    def players(self) -> list[int]:
        """Process ids of those that have begun to play, in order."""
        return [int(note.stem.partition("-")[2]) for note in sorted(self._notes.iterdir())]

    def heard(self, player: int = -1) -> list[Moment]:
        """By a player, the newest otherwise."""
        notes = sorted(self._notes.iterdir())
        if not notes:
            return []
        lines = notes[player].read_text().splitlines()
        return [Moment(float(when), int(left), int(loudest)) for when, left, loudest in map(str.split, lines)]


def _play() -> int:
    place = Path(os.environ["SOUND_CARD"])
    card = json.loads((place / "card.json").read_text())
    if card["fault"] == "busy" or (card["fault"] == "alone" and not _alone(place)):
        sys.stderr.write("aplay: main:831: audio open error: Device or resource busy\n")
        return 1
    sys.stderr.write(f"Plug PCM: Hardware\n  buffer_size  : {BUFFER}\n  period_size  : {PERIOD}\n")
    sys.stderr.flush()
    if card["fault"] == "stuck":
        time.sleep(1000)
    began = time.monotonic()
    with (place / "heard" / f"{time.monotonic_ns():020}-{os.getpid()}").open("w", buffering=1) as note:
        waiting: list[bytes] = []
        starts = 0.0  # when its buffer was full; 0: it is not
        played = 0
        pace = PERIOD / RATE / card["speed"]
        while True:
            part = _period()
            if part:
                waiting.append(part)
            if not starts and (len(waiting) >= BUFFER // PERIOD or not part):
                starts, played = time.monotonic(), 0
            while starts and waiting and (len(waiting) > BUFFER // PERIOD or not part):
                _until(starts + (played + 1) * pace)  # a period of room is there when one was heard
                _note(note, starts + played * pace, waiting.pop(0))
                played += 1
            while starts and waiting and time.monotonic() >= starts + (played + 1) * pace:  # nobody wrote in time
                _note(note, starts + played * pace, waiting.pop(0))
                played += 1
            if starts and not waiting:
                starts = 0.0
            if not part:
                return 0
            if card["fault"] == "dies" and time.monotonic() > began + 0.5:
                sys.stderr.write("aplay: pcm_write:2061: write error: No such device\n")
                return 1


def _alone(place: Path) -> bool:
    """Until this process ends."""
    held = os.open(place / "taken", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _period() -> bytes:
    held = b""
    while len(held) < PERIOD * 4:
        part = os.read(0, PERIOD * 4 - len(held))
        if not part:
            break
        held += part
    return held


def _until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))


def _note(note: object, when: float, part: bytes) -> None:
    samples = struct.unpack(f"<{len(part) // 4 * 2}h", part[: len(part) // 4 * 4])
    note.write(f"{when:.6f} {samples[0]} {max(map(abs, samples))}\n")  # type: ignore[attr-defined]


if __name__ == "aplay":
    sys.exit(_play())
