"""Every pixel of an opened picture, upright; also of a file whose very end is missing, if the pixels are there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

Open = Callable[[bytes], "ImageFile"]
"""Opens these bytes as the picture was opened, at the same size."""

_END_OF_JPEG = b"\xff\xd9"
_LAST_ROWS = 24
"""A decoder looks ahead for what is not there: of a JPEG without its last two bytes it holds back a row of blocks, and
of coloured ones the rows above them that it blends with.
"""
_SIDEWAYS = (5, 6, 7, 8)
_ORIENTATION = 0x0112


def whole(file: ImageFile, content: bytes, open_again: Open) -> tuple[Image, bool]:
    """The picture, and whether the end of its file is missing. Raises what Pillow raises on damaged files."""
    try:
        _load(file)
        return upright(file), False
    except OSError:
        if not _is_complete(file, content, open_again):
            raise
        mended = open_again(content + _END_OF_JPEG) if file.format in ("JPEG", "MPO") else _decoded(content, open_again)
        _load(mended)
        return upright(mended), True


def _load(file: Any) -> None:
    """Pillow gives it no types."""
    file.load()


def is_sideways(file: Image) -> bool:
    """Whether width and height change places, as far as the head of the file says. A PNG that has no note there would
    be decoded to find one, and where that fails be taken for a black picture afterwards.
    """
    return (file.format != "PNG" or "exif" in file.info) and _orientation(file) in _SIDEWAYS


def upright(picture: Image) -> Image:
    """As its camera was held. A note that cannot be read is none."""
    from PIL import ImageOps

    if _orientation(picture) == 1:
        return picture
    return ImageOps.exif_transpose(picture) or picture


def _orientation(picture: Image) -> int:
    with suppress(Exception):  # the note is a small file of its own, and damaged in as many ways
        return int(picture.getexif().get(_ORIENTATION, 1))
    return 1


def _is_complete(file: ImageFile, content: bytes, open_again: Open) -> bool:
    """What is not decoded keeps the shade that lay there before: two shades show which rows are missing."""
    if file.format not in ("JPEG", "MPO", "PNG"):
        return False
    rows = file.height - (0 if file.format == "PNG" else _LAST_ROWS)
    return _rows(content, open_again, 0, rows) == _rows(content, open_again, 255, rows)


def _rows(content: bytes, open_again: Open, shade: int, rows: int) -> bytes:
    far = _decoded(content, open_again, shade)
    return hashlib.sha256(far.crop((0, 0, far.width, max(1, rows))).tobytes()).digest()


def _decoded(content: bytes, open_again: Open, shade: int = 255) -> ImageFile:
    """As far as the file goes."""
    from PIL import Image

    file = open_again(content)
    file.im = Image.new(file.mode, file.size, shade).im
    with suppress(OSError):
        _load(file)
    file.tile = []  # it is not asked to decode again
    return file
