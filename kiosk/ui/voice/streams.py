"""Sound that is made while it is heard: two signed 16-bit samples so many times a second, in small parts.

    stream = AplayStream(["aplay", …], 48_000)
    taken = stream.write(pcm)          # how much of it; 0: none now, wait by `stream.room(0.05)`
    stream.unheard()                   # bytes that were taken and are still on their way to the loudspeaker
    stream.finish(); stream.wait()     # to its end; or stream.stop()

How far the loudspeaker is, is what was taken without what lies in the pipe and in the card's buffer. The card's own
clock moves it: what is shown beside the sound keeps in step by asking.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import struct
import subprocess
import termios
import time
import wave
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from kiosk.ui.voice.player import Program

FRAME_BYTES = 4
BUFFER_SECONDS, PERIOD_SECONDS = 0.2, 0.025
"""Asked of the card: a terminal that draws with both its cores is late by less."""
PIPE_BYTES = 8192
_OF_CARD = {name: re.compile(rf"^\s*{name}\s*:\s*(\d+)", re.MULTILINE) for name in ("buffer_size", "period_size")}


class Stream(Protocol):
    def write(self, pcm: bytes | memoryview) -> int:
        """Bytes that were taken, 0 for none now. Raises BrokenPipeError: it plays no more; `reason` says why."""

    def room(self, seconds: float) -> None:
        """Until it takes more, at most so long."""

    def unheard(self) -> int: ...

    def finish(self) -> None:
        """Nothing more is written; `wait` until it was heard."""

    def wait(self, seconds: float | None = None) -> int | None: ...

    def stop(self) -> None: ...

    def reason(self) -> str: ...


class AplayStream(Program):
    """`aplay -v` says how large the card's buffer has become: it is not what was asked for."""

    def __init__(self, command: list[str], rate: int) -> None:
        """Raises FileNotFoundError."""
        asked = ("-v", "-t", "raw", "-f", "S16_LE", "-c", "2", "-r", str(rate),
                 "-B", str(round(BUFFER_SECONDS * 1e6)), "-F", str(round(PERIOD_SECONDS * 1e6)), "-")  # fmt: skip
        super().__init__([*command, *asked], subprocess.PIPE)
        self._pipe = self.stdin.fileno()
        os.set_blocking(self._pipe, False)
        with suppress(OSError):
            fcntl.fcntl(self._pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        self._ready = select.poll()
        self._ready.register(self._pipe, select.POLLOUT)
        self._of_card = {"buffer_size": round(BUFFER_SECONDS * rate), "period_size": round(PERIOD_SECONDS * rate)}
        self._is_told = False

    def write(self, pcm: bytes | memoryview) -> int:
        try:
            return os.write(self._pipe, pcm)
        except BlockingIOError:
            return 0

    def room(self, seconds: float) -> None:
        self._ready.poll(seconds * 1000)

    def unheard(self) -> int:
        """What aplay has in its hand is half a period in the middle."""
        if not self._is_told:
            self._hear_card()
        lies = struct.unpack("i", fcntl.ioctl(self._pipe, termios.FIONREAD, bytes(4)))[0]
        return int(lies) + (self._of_card["buffer_size"] + self._of_card["period_size"] // 2) * FRAME_BYTES

    def finish(self) -> None:
        with suppress(OSError):
            self.stdin.close()

    def _hear_card(self) -> None:
        said = self.said()
        for name, pattern in _OF_CARD.items():
            if found := pattern.search(said):
                self._of_card[name] = int(found[1])
                self._is_told = True


class WavStream:
    """A file that is filled no faster than it could be heard."""

    def __init__(self, path: Path, rate: int) -> None:
        self._rate = rate
        self._file = wave.open(str(path), "wb")  # noqa: SIM115 - closed by `wait`
        self._file.setparams((2, 2, rate, 0, "NONE", ""))
        self._began: float | None = None
        self._written, self._closed = 0, False

    def write(self, pcm: bytes | memoryview) -> int:
        if self._closed:
            raise BrokenPipeError
        if self.unheard() >= BUFFER_SECONDS * self._rate * FRAME_BYTES:
            return 0
        self._began = self._began or time.monotonic()
        self._file.writeframesraw(pcm)
        self._written += len(pcm)
        return len(pcm)

    def room(self, seconds: float) -> None:
        time.sleep(min(seconds, PERIOD_SECONDS / 2))

    def unheard(self) -> int:
        if self._began is None:
            return 0
        heard = int((time.monotonic() - self._began) * self._rate) * FRAME_BYTES
        return max(0, self._written - heard)

    def finish(self) -> None:
        """What was written is in the file already."""

    def wait(self, seconds: float | None = None) -> int | None:
        left = 0.0 if self._closed else self.unheard() / FRAME_BYTES / self._rate
        time.sleep(left if seconds is None else min(left, seconds))
        if self.unheard() and not self._closed:
            return None
        self._file.close()
        return 0

    def stop(self) -> None:
        self._closed = True

    def reason(self) -> str:
        return ""
