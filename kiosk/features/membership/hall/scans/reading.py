"""A scanned file -> its pages as JPEG, opened by a limited child (`scan_child`), never in the hall's own process.

    pages = read_pages(content)         # raises ScanUnreadable with a reason of scan_words.PROBLEMS
    page = turned(pages[0], 1)
    remark_of(page)                     # what a keeper should know of it: a key of scan_words.REMARKS, or empty

A child that dies, hangs or swells takes one file with it and nothing else. What it hands over is to be trusted as
little as the file: the hall seals it and shows it, and where it must be opened again a child does that too.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from content.pictures.jpeg import remark_of
from kiosk.core.limited.starting import TooLong, TooSlow, started

__all__ = ["ScanUnreadable", "read_pages", "remark_of", "turned"]

MAX_FILE_BYTES = 60_000_000
MOST_BYTES = 200_000_000
"""Of all pages: sixty of A4 have 30 MB, of a photograph's grain 90."""
SECONDS = 120  # of wall time; the child's own limit is processor time, and the machine may be busy
_CHILD = Path(__file__).with_name("child.py")
_REFUSED = 0xFFFFFFFF
_LONGEST_REASON = 100


class ScanUnreadable(Exception):
    """The file shows no pages; the message is a key of `scan_words.PROBLEMS`."""


def read_pages(content: bytes, seconds: float = SECONDS) -> list[bytes]:
    """Every page, upright and small enough for the screen. Blocks; raises ScanUnreadable."""
    if len(content) > MAX_FILE_BYTES:
        raise ScanUnreadable("file_too_large")
    return _asked(0, content, seconds)


def turned(page: bytes, quarters: int) -> bytes:
    """A page turned clockwise by quarters of a circle. Blocks; raises ScanUnreadable."""
    found = _asked(quarters % 4, page, SECONDS)
    if len(found) != 1:
        raise ScanUnreadable("broken")
    return found[0]


def _asked(quarters: int, content: bytes, seconds: float) -> list[bytes]:
    told = (bytes([quarters]), content)
    try:
        with started(_CHILD, told, patience_seconds=seconds, most_bytes=MOST_BYTES) as said:
            return _pages(said)
    except TooSlow:
        raise ScanUnreadable("too_slow") from None
    except TooLong:
        raise ScanUnreadable("too_large") from None


def _pages(said: BinaryIO) -> list[bytes]:
    """What the child said; one that died in the middle said too little."""
    found: list[bytes] = []
    while len(told := said.read(4)) == 4:
        size = int.from_bytes(told, "big")
        if size == _REFUSED:
            raise ScanUnreadable(said.read(_LONGEST_REASON).decode("ascii", "replace"))
        if not size:
            return found
        if size > MOST_BYTES:
            raise TooLong
        found.append(said.read(size))
        if len(found[-1]) < size:
            break
    raise ScanUnreadable("broken")
