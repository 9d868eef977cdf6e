"""Pictures made ready for the screen, on a worker thread: decoded by Pillow at display size, cut into strips.

Kivy's own decoding of a 1080p JPEG stalls its thread 110-256 ms; here it costs that thread nothing, and the strips
let it upload a few rows a frame. Pillow is imported when the first picture is decoded, after the first frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kiosk.ui.pixels import Frame, frame_of

if TYPE_CHECKING:
    from PIL.Image import Image

TALLEST_TILE = 4096  # px: the least that GL ES 2 devices in use hold
MOST_PIXELS = 25_000_000  # as content.pack.pictures


class NotDecoded(Exception):
    """The file could not be decoded; the message is its path. The reason is in ``__cause__``."""


@dataclass(frozen=True)
class Poster:
    """A long poster at display width, cut into pages at blank rows. ``spans``: each page's top and bottom, 0..1."""

    pages: tuple[Frame, ...]
    spans: tuple[tuple[float, float], ...]
    thumb: Frame


def decode(
    path: Path, width: int, height: int, mode: Literal["cover", "contain"], anchor: float = 0.5, top_corners: int = 0
) -> Frame:
    """The picture at ``width`` x ``height``: cropped to it, or whole inside it and then of its own proportion.

    ``anchor`` 0 keeps the top when cropping, 1 the bottom. ``top_corners`` rounds the upper corners by a radius in px:
    Kivy's rounded shapes ignore a region of a texture, so a picture that is cropped later brings its own corners.
    Raises NotDecoded.
    """
    picture = load(path, width, height)
    scale = (max if mode == "cover" else min)(width / picture.width, height / picture.height)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    picture = _resized(picture, size)
    picture = cropped(picture, width, height, anchor) if mode == "cover" else picture
    return frame_of(_rounded(picture, top_corners) if top_corners else picture)


def load(path: Path, width: int = 0, height: int = 0) -> Image:
    """Every pixel of the file as RGB, flattened on white; a JPEG is decoded near the size wanted. Raises NotDecoded."""
    import struct
    import zlib

    from PIL import Image

    try:
        with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            picture.draft("RGB", (width, height))
            return _flat(picture)
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, zlib.error) as error:
        raise NotDecoded(str(path)) from error


def cropped(picture: Image, width: int, height: int, anchor: float) -> Image:
    """The part of ``picture`` that fills ``width`` x ``height``; it must not be smaller."""
    left = (picture.width - width) // 2
    top = round((picture.height - height) * anchor)
    return picture.crop((left, top, left + width, top + height))


def decode_poster(path: Path, width: int, page_height: int, thumb_height: int) -> Poster:
    """Raises NotDecoded."""
    picture = load(path)
    high = max(1, round(picture.height * width / picture.width))
    picture = _resized(picture, (width, high))
    cuts = page_cuts(_rows_with_content(picture), min(page_height, TALLEST_TILE))
    pages = tuple(frame_of(picture.crop((0, top, width, bottom))) for top, bottom in cuts)
    spans = tuple((top / high, bottom / high) for top, bottom in cuts)
    small = _resized(picture, (max(1, round(width * thumb_height / high)), thumb_height))
    return Poster(pages, spans, frame_of(small))


def page_cuts(content: list[bool], page_height: int) -> tuple[tuple[int, int], ...]:
    """Where a tall sheet may be cut so that no line of text is: ``content`` says of each row whether it holds any.

    A page ends in the middle of the widest blank run of its last two fifths, the lower of equals; without one it is
    cut full.
    """
    cuts, top, high = [], 0, len(content)
    while high - top > page_height:
        best, run_start = (0, top + page_height), None
        for y in range(top + page_height * 3 // 5, top + page_height + 1):
            if content[y] or y == top + page_height:
                if run_start is not None:
                    best = max(best, (min(y - run_start, page_height // 20), (run_start + y) // 2))
                run_start = None
            elif run_start is None:
                run_start = y
        cuts.append((top, best[1]))
        top = best[1]
    return (*cuts, (top, high))


def _rows_with_content(picture: Image) -> list[bool]:
    """A row holds something when a pixel differs from its right neighbour or from the one above it (a band's edge)."""
    from PIL import ImageChops

    grey = picture.convert("L")
    beside = ImageChops.difference(grey, ImageChops.offset(grey, -1, 0)).crop((0, 0, grey.width - 1, grey.height))
    above = ImageChops.difference(grey, ImageChops.offset(grey, 0, 1))
    above.paste(0, (0, 0, grey.width, 1))
    rows = zip(_marked_rows(beside), _marked_rows(above), strict=True)
    return [side or edge for side, edge in rows]


def _marked_rows(differences: Image) -> list[bool]:
    return [bool(row) for row in differences.point(lambda value: 255 if value > 12 else 0).getprojection()[1]]


def _flat(picture: Image) -> Image:
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        over = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", over.size, "white"), over).convert("RGB")
    return picture.convert("RGB")


def _rounded(picture: Image, radius: int) -> Image:
    from PIL import Image, ImageDraw

    mask = Image.new("L", (picture.width * 2, picture.height * 2), 255)
    ImageDraw.Draw(mask).rectangle((0, 0, mask.width, radius * 2), fill=0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height * 2), radius * 2, fill=255)
    picture.putalpha(mask.resize(picture.size, Image.Resampling.BOX))
    return picture


def _resized(picture: Image, size: tuple[int, int]) -> Image:
    from PIL import Image

    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
