"""A program that plays, at work: it ends with the thread that started it, however that ends."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import IO


class Program:
    def __init__(self, command: list[str], sound: int) -> None:
        """``sound``: a descriptor that becomes its stdin, or subprocess.PIPE. Raises FileNotFoundError."""
        guard = [shutil.which("setpriv"), "--pdeathsig", "KILL", "--"]
        self._said = in_memory("said", b"")
        try:
            self._process = subprocess.Popen(
                [*(guard if guard[0] else []), *command],  # type: ignore[list-item]
                stdin=sound, stdout=subprocess.DEVNULL, stderr=self._said,
            )  # fmt: skip
        except OSError:
            os.close(self._said)
            raise

    def __del__(self) -> None:
        if hasattr(self, "_process"):
            os.close(self._said)

    @property
    def stdin(self) -> IO[bytes]:
        assert self._process.stdin
        return self._process.stdin

    def wait(self, seconds: float | None = None) -> int | None:
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def stop(self) -> None:
        self._process.kill()

    def said(self) -> str:
        """What it has written to stderr, the first 16 KB of it; also while it runs."""
        return os.pread(self._said, 1 << 14, 0).decode(errors="replace")

    def reason(self) -> str:
        lines = self.said().strip().splitlines()
        return lines[-1] if lines else f"exit status {self._process.poll()}"


def in_memory(name: str, content: bytes) -> int:
    """A descriptor of a file that lives in memory only, at its beginning."""
    descriptor = os.memfd_create(name)
    with os.fdopen(os.dup(descriptor), "wb") as file:
        file.write(content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor
