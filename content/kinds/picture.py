"""What an image and a poster have in common: a file of pixels, read by one code whether it is checked or shown.

Pillow is imported when the first picture is looked at, after the first frame.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from content import words
from content.kinds.kind import ItemRefused

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

MOST_BYTES = 20 << 20
MOST_MEGAPIXELS = 25
"""A decoded picture of this size takes 100 MB as RGBA; two decoders and three slides still fit a 1 GB terminal."""
FORMATS = ("PNG", "JPEG", "WEBP")
_SMALLEST = 16


class NotDecoded(Exception):
    """The file could not be decoded; the message is its path. The reason is in ``__cause__``."""


def check(path: Path, decode: bool = True) -> tuple[int, int]:
    """Width and height in pixels. With ``decode`` every pixel is read as it is to be shown: a half-copied file, or one
    that opens and cannot be drawn, is found now.

    Raises:
        ItemRefused: not a picture, too large, too small, or damaged.
    """
    try:
        with _opened(path) as picture:
            width, height = picture.size
            if width * height > MOST_MEGAPIXELS * 1_000_000:
                raise ItemRefused(words.too_many_pixels(width, height, MOST_MEGAPIXELS))
            if min(width, height) < _SMALLEST:
                raise ItemRefused(words.TOO_SMALL)
            if decode:
                _flat(picture)
    except NotDecoded as error:
        raise ItemRefused(words.BROKEN_PICTURE) from error
    return width, height


def load(path: Path, width: int = 0, height: int = 0) -> Image:
    """Every pixel of the file as RGB, flattened on white; a JPEG is decoded near the size wanted, if one is.

    Raises:
        NotDecoded: not a picture, too large, or damaged.
    """
    with _opened(path) as picture:
        if picture.width * picture.height > MOST_MEGAPIXELS * 1_000_000:
            raise ValueError("too many pixels")
        if width and height:  # Pillow divides by them
            picture.draft("RGB", (width, height))
        return _flat(picture)


def cropped(picture: Image, width: int, height: int, anchor: float) -> Image:
    """The part of ``picture`` that fills ``width`` x ``height``; it must not be smaller."""
    left = (picture.width - width) // 2
    top = round((picture.height - height) * anchor)
    return picture.crop((left, top, left + width, top + height))


def resized(picture: Image, size: tuple[int, int]) -> Image:
    from PIL import Image

    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


@contextmanager
def _opened(path: Path) -> Iterator[ImageFile]:
    """Raises NotDecoded for all that Pillow raises on damaged files."""
    from PIL import Image

    try:
        with Image.open(path, formats=FORMATS) as picture:
            yield picture
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, zlib.error) as error:
        raise NotDecoded(str(path)) from error
    except Image.DecompressionBombError as error:
        raise NotDecoded(str(path)) from error


def _flat(picture: Image) -> Image:
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        over = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", over.size, "white"), over).convert("RGB")
    return picture.convert("RGB")
