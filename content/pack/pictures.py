"""Is a picture whole, of a known kind, and small enough to show? Pillow is imported only when one is looked at."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from content import words
from content.pack.manifest import ItemRefused

MOST_MEGAPIXELS = 25
"""A decoded picture of this size takes 100 MB as RGBA; two decoders and three slides still fit a 1 GB terminal."""
MOST_PICTURE_MEGABYTES = 20
FORMATS = ("PNG", "JPEG", "WEBP")
_SMALLEST = 16


def check_picture(path: Path, decode: bool = True) -> tuple[int, int]:
    """Width and height in pixels. With ``decode`` every pixel is read, so a half-copied file is found now.

    Raises:
        ItemRefused: not a picture, too large, or damaged.
    """
    from PIL import Image

    try:
        with Image.open(path, formats=FORMATS) as picture:
            width, height = picture.size
            if width * height > MOST_MEGAPIXELS * 1_000_000:
                raise ItemRefused(words.too_many_pixels(width, height, MOST_MEGAPIXELS))
            if min(width, height) < _SMALLEST:
                raise ItemRefused(words.TOO_SMALL)
            if decode:
                picture.load()
    except Image.DecompressionBombError as error:
        raise ItemRefused(words.BROKEN_PICTURE) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, zlib.error) as error:
        raise ItemRefused(words.BROKEN_PICTURE) from error  # all of them are what Pillow raises on damaged files
    return width, height
