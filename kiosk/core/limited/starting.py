"""A limited child, started and heard: what it says is a stranger's word, bounded in length and in time.

with started(script, (b"…",), patience_seconds=120.0, most_bytes=4_000_000) as said:
    line = said.readline()

A `Waiting` child was started before there was anything to ask: it has its libraries by then.
"""

from __future__ import annotations

import io
import logging
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from kiosk.core.limited.given import given

_CHUNK = 1 << 16

log = logging.getLogger(__name__)


class Unheard(Exception):
    """The child is not listened to any longer."""


class TooSlow(Unheard):
    """It was waited for as long as it may be."""


class TooLong(Unheard):
    """It said more than it may."""


class _Told(io.RawIOBase):
    """A child's stdout; the time for which it was waited, and what it said, are counted."""

    def __init__(self, descriptor: int, patience_seconds: float, most_bytes: int) -> None:
        self._descriptor, self._patience, self._left = descriptor, patience_seconds, most_bytes
        self._ready = select.poll()
        self._ready.register(descriptor, select.POLLIN)

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any, /) -> int:
        """Raises Unheard."""
        began = time.monotonic()
        if self._patience <= 0 or not self._ready.poll(self._patience * 1000):
            raise TooSlow
        self._patience -= time.monotonic() - began
        count = os.readv(self._descriptor, [into])
        self._left -= count
        if self._left < 0:
            raise TooLong
        return count


class Waiting:
    """A child that runs and was asked nothing yet. It ends with this process, by `end` or with `started`."""

    def __init__(self, script: Path) -> None:
        _note_what_lacks()
        self._child = subprocess.Popen(
            [sys.executable, "-IB", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env={},  # its traceback could quote a cell
        )  # fmt: skip
        assert self._child.stdin is not None and self._child.stdout is not None
        self._stdin, self._stdout = self._child.stdin, self._child.stdout

    def tell(self, told: Iterable[bytes]) -> int:
        """All that it will hear; returns the descriptor of its stdout."""
        with suppress(BrokenPipeError), self._stdin as pipe:  # a child that died says too little, which is told later
            for part in told:
                pipe.write(part)
        return self._stdout.fileno()

    @property
    def is_alive(self) -> bool:
        return self._child.poll() is None

    def end(self) -> None:
        self._child.kill()
        with suppress(BrokenPipeError):
            self._stdin.close()
        self._stdout.close()
        self._child.wait()


@contextmanager
def started(
    script: Path, told: Iterable[bytes], *, patience_seconds: float, most_bytes: int, waiting: Waiting | None = None
) -> Iterator[BinaryIO]:
    """Run `script`, which reads `told` from stdin to the end before it says a word; it ends with the block.

    Yields its stdout, at most `most_bytes`; it is waited for `patience_seconds` in all, the listener's own time apart.
    `waiting`: one of the same script, instead of a new one.
    """
    child = waiting or Waiting(script)
    try:
        told_by = _Told(child.tell(told), patience_seconds, most_bytes)
        yield io.BufferedReader(told_by, _CHUNK)
    finally:
        child.end()


@cache
def _note_what_lacks() -> None:
    """Once a process, in the journal."""
    kernel = given()
    lacking = [name for name, there in (("Landlock", kernel.landlock), ("seccomp", kernel.seccomp)) if not there]
    if lacking:
        log.warning(
            "limited children run without %s: the kernel or a filter around this service", " and ".join(lacking)
        )
