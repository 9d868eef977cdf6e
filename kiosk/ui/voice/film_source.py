"""What a film's child decodes, as it comes: read in order, with a stretch of it kept to be read again.

with FilmSource(command, file) as source:
    if source.begin(ended):        # whether there is sound at all
        part = source.read(0.05)   # None: nothing yet; b"": its end
        source.seek(at)            # back, within what is kept, or on
"""

from __future__ import annotations

import os
import select
import stat
import subprocess
import time
from collections.abc import Callable, Sequence

FRAME_BYTES = 4
PART_BYTES = 4800  # a 40th of a second
KEPT_BYTES = 3 * 48_000 * FRAME_BYTES
BEGIN_SECONDS = 10.0
STUCK_SECONDS = 3.0
_LOOK_SECONDS = 0.1
_CHUNK = 1 << 15


class SourceFailed(Exception):
    """Its file, or what its child says of it, is no sound; or the child ended before its end."""


class FilmSource:
    def __init__(self, command: Sequence[str], file: str) -> None:
        """Raises OSError, SourceFailed."""
        self.at = 0
        """Of the byte that is read next, from the beginning."""
        self._first, self._kept = 0, bytearray()
        self._ended = False
        film = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if not stat.S_ISREG(os.fstat(film).st_mode):
                raise SourceFailed(file)
            self._child = subprocess.Popen(
                list(command), stdin=film, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
            )
        finally:
            os.close(film)
        assert self._child.stdout
        self._pipe = self._child.stdout
        self._ready = select.poll()
        self._ready.register(self._pipe, select.POLLIN)

    def __enter__(self) -> FilmSource:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.kill()
        self._pipe.close()
        self._child.wait()

    def begin(self, given_up: Callable[[], bool]) -> bool:
        """Wait for its first sound; False: it has none, or `given_up`. Raises SourceFailed."""
        deadline = time.monotonic() + BEGIN_SECONDS
        said = b""
        while not given_up():
            if time.monotonic() > deadline:
                raise SourceFailed("nothing was decoded in time")
            if not self._ready.poll(_LOOK_SECONDS * 1000):
                continue
            if not said:
                said = os.read(self._pipe.fileno(), 1)
                if said == b"\x00":
                    return False
                if said != b"\x01":
                    raise SourceFailed("it does not tell whether there is sound" if said else f"exit {self._left()}")
            else:
                self._fetch()
                return True
        return False

    def seek(self, at: int, look: Callable[[], None]) -> None:
        """On until there, or to the oldest that is kept; whatever `look` raises ends it. Raises SourceFailed."""
        self.at = max(self._first, at)
        began = time.monotonic()
        while not self._ended and self.at > self._first + len(self._kept):
            look()
            if self._ready.poll(_LOOK_SECONDS * 1000):
                self._fetch()
                began = time.monotonic()
            elif time.monotonic() - began > STUCK_SECONDS:
                raise SourceFailed("nothing was decoded in time")
        self.at = min(self.at, self._first + len(self._kept) // FRAME_BYTES * FRAME_BYTES)

    def read(self, seconds: float) -> bytes | None:
        """What comes next, whole samples. Raises SourceFailed."""
        there = self._first + len(self._kept) - self.at
        if there < PART_BYTES and not self._ended:
            if not self._ready.poll(seconds * 1000):
                return None
            self._fetch()
            there = self._first + len(self._kept) - self.at
        if there < FRAME_BYTES:
            return b"" if self._ended else None
        begin = self.at - self._first
        part = bytes(self._kept[begin : begin + min(there // FRAME_BYTES * FRAME_BYTES, PART_BYTES)])
        self.at += len(part)
        return part

    def _fetch(self) -> None:
        part = os.read(self._pipe.fileno(), _CHUNK)
        if not part:
            self._ended = True
            if status := self._left():
                raise SourceFailed(f"exit status {status}")
        self._kept += part
        spare = min(len(self._kept) - KEPT_BYTES, self.at - KEPT_BYTES // 2 - self._first)
        if spare > KEPT_BYTES:  # not at every part: what follows is moved
            spare -= spare % FRAME_BYTES
            del self._kept[:spare]
            self._first += spare

    def _left(self) -> int:
        """Its exit status; one that closed its mouth and stays is ended."""
        try:
            return self._child.wait(STUCK_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            return self._child.wait()
