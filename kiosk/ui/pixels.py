"""Pixels that a worker made ready for the screen, cut into strips so that Kivy's thread uploads a few rows a frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

STRIP_BYTES = 512 << 10  # of RGBA: about 1 ms to hand over


@dataclass(frozen=True)
class Frame:
    """Pixels for one texture: RGBA, top row first, in ``strips`` of ``strip_rows`` rows (the last may be shorter)."""

    width: int
    height: int
    strip_rows: int
    strips: tuple[bytes, ...]


def frame_of(picture: Image) -> Frame:
    rgba = picture.convert("RGBA")
    width, height = rgba.size
    rows = max(1, STRIP_BYTES // (width * 4))
    data = rgba.tobytes()
    step = rows * width * 4
    return Frame(width, height, rows, tuple(data[start : start + step] for start in range(0, len(data), step)))
