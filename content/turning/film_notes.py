"""What a telephone writes into an .mp4 beside the pictures (place, model, time, name), blanked where it stands.

    without_notes(path)      # raises NotTurned: it has no index that can be walked

Nothing is moved, so that every offset in the file stays right: a box of notes becomes one that players skip, and its
bytes are zero. ISO/IEC 14496-12: boxes of a size and four letters, one in another.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from content.turning import words
from content.turning.running import NotTurned

_NOTES = (b"udta", b"meta", b"uuid", b"ilst", b"Xtra")
_HOLDERS = (b"moov", b"trak", b"mdia", b"moof", b"traf")
_TIMED = (b"mvhd", b"tkhd", b"mdhd")
"""Boxes that begin with when the film was made and changed: 4 bytes each, 8 in their version 1."""
_MOST_BOXES = 10_000
_DEEPEST = 4
_CHUNK = 1 << 20


def without_notes(path: Path) -> None:
    """Raises NotTurned, OSError."""
    with path.open("r+b") as file:
        left = [_MOST_BOXES]
        for kind, begin, body, end in list(_notes(file, 0, path.stat().st_size, 0, left)):
            if kind in _TIMED:
                file.seek(body)
                long = file.read(1) == b"\x01"
                file.seek(body + 4)
                file.write(bytes(min(16 if long else 8, max(0, end - body - 4))))
                continue
            file.seek(begin + 4)
            file.write(b"free")
            file.seek(body)
            for at in range(body, end, _CHUNK):
                file.write(bytes(min(_CHUNK, end - at)))


def _notes(file: BinaryIO, at: int, end: int, depth: int, left: list[int]) -> Iterator[tuple[bytes, int, int, int]]:
    """Letters, first byte, first of what it holds, and end of each box that tells about the film."""
    while at < end:
        left[0] -= 1
        file.seek(at)
        head = file.read(16)
        if left[0] < 0 or depth > _DEEPEST or len(head) < 8:
            raise NotTurned(words.NOT_TURNED)
        size, kind = struct.unpack(">I4s", head[:8])
        body = at + 8
        if size == 1 and len(head) == 16:
            (size,) = struct.unpack(">Q", head[8:])
            body = at + 16
        stop = at + size if size else end
        if not body <= stop <= end:
            raise NotTurned(words.NOT_TURNED)
        if kind in _NOTES or kind in _TIMED:
            yield kind, at, body, stop
        elif kind in _HOLDERS:
            yield from _notes(file, body, stop, depth + 1, left)
        at = stop
