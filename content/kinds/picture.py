"""What an image and a poster have in common: a file of pixels, read by one code whether it is checked or shown.

How a file becomes a picture is in `content.pictures`.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from content import words
from content.kinds.kind import ItemRefused
from content.pictures import frames

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 20 << 20
MOST_MEGAPIXELS = 25
"""A decoded picture of this size takes 100 MB as RGBA; two decoders and three slides still fit a 1 GB terminal."""
FORMATS = ("PNG", "JPEG", "WEBP", "BMP")
LONGEST = 30
"""Long side : short side. Fitted to a panel's width a longer one would take more memory than a terminal has."""
_SMALLEST = 16
OF_TEMPLATE = ("Comment", "placeholder")
"""Key and text of a PNG that came with the template of packs."""


class NotDecoded(Exception):
    """The file could not be decoded; the message is its path. The reason is in ``__cause__``."""


def check(path: Path, decode: bool = True) -> tuple[int, int]:
    """Width and height in pixels, as it is shown. With ``decode`` every pixel is read as it is to be shown: a
    half-copied file, or one that opens and cannot be drawn, is found now.

    Raises:
        ItemRefused: not a picture, too large, too small, too long, or damaged.
    """
    return examined(path, decode)[0]


def examined(path: Path, decode: bool = True) -> tuple[tuple[int, int], str]:
    """As `check`, with what the keeper should know of a file that can be shown all the same. Raises ItemRefused."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ItemRefused(words.BROKEN_PICTURE) from error
    return looked_at(content, decode)


def looked_at(content: bytes, decode: bool = True) -> tuple[tuple[int, int], str]:
    """As `examined`, of bytes. Raises ItemRefused."""
    if not decode:
        return _sized(content), ""
    image, reminder = whole(content)
    return image.size, reminder


def whole(content: bytes) -> tuple[Image, str]:
    """Every pixel as it is to be shown, with what the keeper should know. Raises ItemRefused."""
    _sized(content)
    try:
        page = frames.first(content, wanted())
    except frames.Unseen as unseen:
        raise ItemRefused(_reason(unseen)) from unseen
    except OSError as error:
        raise ItemRefused(words.BROKEN_PICTURE) from error
    return page.image, words.TORN if page.remark == "torn" else ""


def _sized(content: bytes) -> tuple[int, int]:
    """By its head. Raises ItemRefused."""
    try:
        width, height = frames.size(content, wanted())
    except frames.Unseen as unseen:
        raise ItemRefused(_reason(unseen)) from unseen
    except OSError as error:
        raise ItemRefused(words.BROKEN_PICTURE) from error
    if max(width, height) > LONGEST * min(width, height):
        raise ItemRefused(words.too_long_a_picture(LONGEST))
    return width, height


def load(path: Path, width: int = 0, height: int = 0) -> Image:
    """Every pixel of the file as RGB, upright, on white; a JPEG is decoded near the size wanted, if one is.

    Raises:
        NotDecoded: not a picture, too large, or damaged.
    """
    return _first(path, (width, height) if width and height else None).image.convert("RGB")


def of_bytes(content: bytes, path: Path, width: int = 0, height: int = 0) -> Image:
    """As `load`, of a picture that lies in the file of an exhibit. Raises NotDecoded."""
    try:
        return frames.first(content, wanted((width, height) if width and height else None)).image.convert("RGB")
    except (frames.Unseen, OSError) as error:
        raise NotDecoded(str(path)) from error


def is_turned(path: Path) -> bool:
    """Whether only the camera's note says which way is up. Raises NotDecoded."""
    try:
        return frames.turned(path.read_bytes(), wanted())
    except (frames.Unseen, OSError) as error:
        raise NotDecoded(str(path)) from error


def is_of_template(content: bytes) -> bool:
    """Whether its file says that it is only to be replaced by another (`OF_TEMPLATE`). Never fails."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as found:
            return str(found.info.get(OF_TEMPLATE[0], "")) == OF_TEMPLATE[1]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def cropped(picture: Image, width: int, height: int, anchor: float) -> Image:
    """The part of ``picture`` that fills ``width`` x ``height``; it must not be smaller."""
    left = (picture.width - width) // 2
    top = round((picture.height - height) * anchor)
    return picture.crop((left, top, left + width, top + height))


def resized(picture: Image, size: tuple[int, int]) -> Image:
    from PIL import Image

    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _first(path: Path, near: tuple[int, int] | None) -> frames.Page:
    try:
        return frames.first(path.read_bytes(), wanted(near))
    except (frames.Unseen, OSError) as error:
        raise NotDecoded(str(path)) from error


def _reason(unseen: frames.Unseen) -> str:
    if str(unseen) == "too_large":
        return words.too_many_pixels(*unseen.size, MOST_MEGAPIXELS) if all(unseen.size) else words.BROKEN_PICTURE
    return {"too_small": words.TOO_SMALL, "phone_format": words.PHONE_FORMAT}.get(str(unseen), words.BROKEN_PICTURE)


def wanted(near: tuple[int, int] | None = None) -> frames.Wanted:
    """What every file of an exhibit must be to be opened."""
    return frames.Wanted(FORMATS, MOST_MEGAPIXELS * 1_000_000, _SMALLEST, near)
