"""Where sound goes: `aplay` on an ALSA device, or WAV files in a folder for tests and for listening afterwards.

    playing = open_output("default").play(wav)
    playing.wait(0.3)      # None while it plays, then 0, or another number when it could not be played
    playing.stop()

`device` is an ALSA name (`default`, `plughw:1`), or `wav:/some/folder`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Protocol

from kiosk.ui.voice.headphones import cards

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
        sound = _in_memory("sound", wav)
        try:
            return _Program([self._program, "-q", "-D", self._device, "/dev/stdin"], sound)
        except FileNotFoundError as missing:
            raise PlayerMissing(f"{self._program} is not installed") from missing
        finally:
            os.close(sound)


class _Program:
    """A player at work; it ends with the thread that started it, however that ends."""

    def __init__(self, command: list[str], sound: int) -> None:
        guard = [shutil.which("setpriv"), "--pdeathsig", "KILL", "--"]
        self._errors = _in_memory("errors", b"")
        try:
            self._process = subprocess.Popen(
                [*(guard if guard[0] else []), *command],  # type: ignore[list-item]
                stdin=sound, stdout=subprocess.DEVNULL, stderr=self._errors,
            )  # fmt: skip
        except OSError:
            os.close(self._errors)
            raise

    def __del__(self) -> None:
        if hasattr(self, "_process"):
            os.close(self._errors)

    def wait(self, seconds: float | None = None) -> int | None:
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def stop(self) -> None:
        self._process.kill()

    def reason(self) -> str:
        os.lseek(self._errors, 0, os.SEEK_SET)
        lines = os.read(self._errors, 1 << 14).decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"exit status {self._process.poll()}"


def _in_memory(name: str, content: bytes) -> int:
    """A descriptor of a file that lives in memory only, at its beginning."""
    descriptor = os.memfd_create(name)
    with os.fdopen(os.dup(descriptor), "wb") as file:
        file.write(content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


class WavFolder:
    """Writes 0001.wav, 0002.wav, … into a folder instead of playing; each counts as heard at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def check(self) -> None:
        """There is always a folder."""

    def play(self, wav: bytes) -> Playing:
        self._count += 1
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / f"{self._count:04d}.wav").write_bytes(wav)
        return _Heard()


class _Heard:
    def wait(self, seconds: float | None = None) -> int | None:
        return 0

    def stop(self) -> None:
        """It is over already."""

    def reason(self) -> str:
        return ""
