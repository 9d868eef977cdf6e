"""Where sound goes: `aplay` on an ALSA device, or WAV files in a folder for tests and for listening afterwards.

    playing = open_output("default").play(wav)
    playing.wait(0.3)      # None while it plays, then 0, or another number when it could not be played
    playing.stop()

    stream = open_output("default").stream(48_000)     # what has no end yet: see `streams`

`device` is an ALSA name (`default`, `plughw:1`), or `wav:/some/folder`.
"""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path
from typing import Protocol

from kiosk.ui.voice.headphones import cards
from kiosk.ui.voice.player import Program, in_memory
from kiosk.ui.voice.streams import AplayStream, Stream, WavStream

STOPPED = -1
FOLDER_PREFIX = "wav:"
DEFAULT_DEVICE = "default"


class PlayerMissing(Exception):
    """The program that plays is not installed; the text names its package."""


class NoSoundDevice(Exception):
    """This machine has no sound card."""


class Playing(Protocol):
    """A sound on its way out."""

    def wait(self, seconds: float | None = None) -> int | None:
        """None: still playing after `seconds`. 0: heard to its end. Else it was stopped, or could not be played."""

    def stop(self) -> None:
        """Silence now. Any thread, any number of times."""

    def reason(self) -> str:
        """Why it could not be played, in the player's words."""


class Output(Protocol):
    def check(self) -> None:
        """Raises PlayerMissing, NoSoundDevice. Cheap: asked before every line."""

    def play(self, wav: bytes) -> Playing:
        """Start to play a PCM WAV. Raises PlayerMissing."""

    def stream(self, rate: int) -> Stream:
        """Start to play what will be written, so many times a second two samples. Raises PlayerMissing."""


def open_output(device: str) -> Output:
    """The output of that name; a device that does not exist shows itself when something is played."""
    if device.startswith(FOLDER_PREFIX):
        return WavFolder(Path(device.removeprefix(FOLDER_PREFIX)))
    return Aplay(device)


class Aplay:
    """ALSA's player. The sound is handed over in memory, so that nothing private is written to disk."""

    def __init__(self, device: str = DEFAULT_DEVICE, program: str = "aplay") -> None:
        self._device, self._program = device, program

    def check(self) -> None:
        if shutil.which(self._program) is None:
            raise PlayerMissing(f"{self._program} is not installed; run deploy/setup, or: apt-get install alsa-utils")
        if self._device == DEFAULT_DEVICE and not cards():
            raise NoSoundDevice("the kernel knows no sound card")

    def play(self, wav: bytes) -> Playing:
        sound = in_memory("sound", wav)
        try:
            return Program([self._program, "-q", "-D", self._device, "/dev/stdin"], sound)
        except FileNotFoundError as missing:
            raise PlayerMissing(f"{self._program} is not installed") from missing
        finally:
            os.close(sound)

    def stream(self, rate: int) -> Stream:
        try:
            return AplayStream([self._program, "-D", self._device], rate)
        except FileNotFoundError as missing:
            raise PlayerMissing(f"{self._program} is not installed") from missing


class WavFolder:
    """Writes 0001.wav, 0002.wav, … into a folder instead of playing; each counts as heard at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)

    def check(self) -> None:
        """There is always a folder."""

    def play(self, wav: bytes) -> Playing:
        self._next().write_bytes(wav)
        return _Heard()

    def stream(self, rate: int) -> Stream:
        """It takes as long as it would be heard."""
        return WavStream(self._next(), rate)

    def _next(self) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder / f"{next(self._numbers):04d}.wav"


class _Heard:
    def wait(self, seconds: float | None = None) -> int | None:
        return 0

    def stop(self) -> None:
        """It is over already."""

    def reason(self) -> str:
        return ""
