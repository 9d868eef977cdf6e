"""A limited child, started and heard: what it says is a stranger's word, bounded in length and in time.

with started(script, b"…", patience_seconds=120.0) as said:
    line = said.line(4_000_000)
"""

from __future__ import annotations

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

from kiosk.limited.given import given

_CHUNK = 1 << 16

log = logging.getLogger(__name__)


class Unheard(Exception):
    """The child is not listened to any longer."""


class TooSlow(Unheard):
    """It was waited for as long as it may be."""


class TooLong(Unheard):
    """It said more than it may."""


class Said:
    """A child's stdout, `most_bytes` of it.

    `patience_seconds`: how long it is waited for in all; the listener's own time does not count.
    """

    def __init__(self, descriptor: int, patience_seconds: float, most_bytes: int) -> None:
        self._descriptor, self._held = descriptor, bytearray()
        self._patience, self._left = patience_seconds, most_bytes
        self._ready = select.poll()
        self._ready.register(descriptor, select.POLLIN)

    def read(self, size: int) -> bytes:
        """`size` bytes; fewer when the child ended. Raises Unheard."""
        while len(self._held) < size and self._more():
            pass
        return self._taken(min(size, len(self._held)))

    def line(self, most: int) -> bytes:
        """A line with its end; without it when it was longer than `most`, or the child ended. Raises Unheard."""
        searched = 0
        while (end := self._held.find(b"\n", searched)) < 0:
            searched = len(self._held)
            if searched >= most or not self._more():
                return self._taken(min(most, len(self._held)))
        return self._taken(end + 1)

    def _taken(self, size: int) -> bytes:
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken

    def _more(self) -> bool:
        began = time.monotonic()
        if self._patience <= 0 or not self._ready.poll(self._patience * 1000):
            raise TooSlow
        self._patience -= time.monotonic() - began
        chunk = os.read(self._descriptor, _CHUNK)
        self._left -= len(chunk)
        if self._left < 0:
            raise TooLong
        self._held += chunk
        return bool(chunk)


@contextmanager
def started(script: Path, told: Iterable[bytes], *, patience_seconds: float, most_bytes: int) -> Iterator[Said]:
    """Run `script`, which reads `told` from stdin to the end before it says a word; it ends with the block."""
    _note_what_lacks()
    child = subprocess.Popen(
        [sys.executable, "-IB", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env={},  # its traceback could quote a cell
    )  # fmt: skip
    assert child.stdin is not None and child.stdout is not None
    try:
        with suppress(BrokenPipeError), child.stdin as pipe:  # a child that died says too little, which is told below
            for part in told:
                pipe.write(part)
        yield Said(child.stdout.fileno(), patience_seconds, most_bytes)
    finally:
        child.kill()
        child.stdout.close()
        child.wait()


@cache
def _note_what_lacks() -> None:
    """Once a process, in the journal."""
    kernel = given()
    lacking = [name for name, there in (("Landlock", kernel.landlock), ("seccomp", kernel.seccomp)) if not there]
    if lacking:
        log.warning(
            "limited children run without %s: the kernel or a filter around this service", " and ".join(lacking)
        )
