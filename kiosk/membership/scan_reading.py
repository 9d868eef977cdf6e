"""A scanned file -> its pages as JPEG, opened by a limited child (`scan_child`), never in the hall's own process.

    pages = read_pages(content)         # raises ScanUnreadable with a reason of scan_words.PROBLEMS

A child that dies, hangs or swells takes one file with it and nothing else.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

MAX_FILE_BYTES = 60_000_000
SECONDS = 120  # of wall time; the child's own limit is processor time, and the machine may be busy
_CHILD = Path(__file__).with_name("scan_child.py")
_REFUSED = 0xFFFFFFFF


class ScanUnreadable(Exception):
    """The file shows no pages; the message is a key of `scan_words.PROBLEMS`."""


def read_pages(content: bytes, seconds: float = SECONDS) -> list[bytes]:
    """Every page, upright and small enough for the screen. Blocks; raises ScanUnreadable."""
    if len(content) > MAX_FILE_BYTES:
        raise ScanUnreadable("file_too_large")
    command = [sys.executable, "-I", str(_CHILD)]
    try:
        done = subprocess.run(
            command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds, check=False,
            env={},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ScanUnreadable("too_slow") from None
    return _pages(done.stdout)


def _pages(told: bytes) -> list[bytes]:
    """What the child said; one that died in the middle said too little."""
    found: list[bytes] = []
    at = 0
    while len(told) >= at + 4:
        size, at = int.from_bytes(told[at : at + 4], "big"), at + 4
        if size == _REFUSED:
            raise ScanUnreadable(told[at:].decode("ascii", "replace"))
        if not size:
            return found
        found.append(told[at : at + size])
        at += size
    raise ScanUnreadable("broken")
