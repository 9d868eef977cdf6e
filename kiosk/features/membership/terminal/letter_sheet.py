"""One page of a letter made ready for the screen, on a worker: decoded in memory, cut to size, watermarked.

    sheet = sheet_of(image, Room(800, 1120), zoom=1.5, part=0, mark=Mark("仅供本人查看", font, 34))

Enlarged, a page is walked in parts, in reading order. The watermark is burned into the pixels at screen size, so that
no picture of the screen is without it. Pillow is imported when the first page is decoded.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from kiosk.ui.pixels import Frame, frame_of

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 25_000_000  # as of every picture (docs/architecture.md); the hall sends less
MARK_ANGLE, MARK_INK = 24, (96, 84, 76, 56)  # degrees; RGBA
SLACK = 0.02  # of a part: so little more is not worth another part
WHOLE = (0.0, 0.0, 1.0, 1.0)
SMALL = 1 / 6  # of the room: the sheet beside the page, on which nothing can be read


class LetterUnreadable(Exception):
    """The hall's bytes are no picture that can be shown."""


@dataclass(frozen=True)
class Room:
    """Screen pixels that a page may take."""

    width: int
    height: int


@dataclass(frozen=True)
class Mark:
    """What the watermark says, in which font file and size (px)."""

    text: str
    font: str
    size: int


@dataclass(frozen=True)
class Sheet:
    """`frame` to upload; which `part` of how many it is, and its `box` on the page: left, top, right, bottom in 0..1.

    `small` is the whole page, too small to be read; `shape` its width over its height.
    """

    frame: Frame
    small: Frame
    part: int
    parts: int
    box: tuple[float, float, float, float]
    shape: float


def sheet_of(image: bytes, room: Room, *, zoom: float, part: int, mark: Mark) -> Sheet:
    """`zoom` 1 is the whole page; `part` -1 the last. Raises LetterUnreadable."""
    picture = _decoded(image, ceil(room.width * zoom), ceil(room.height * zoom))
    wide, high = picture.size
    scale = min(room.width / wide, room.height / high) * zoom
    boxes = part_boxes(wide * scale, high * scale, room)
    part = min(part, len(boxes) - 1) if part >= 0 else len(boxes) - 1
    box = boxes[part]
    drawn = _cut(picture, box, scale)
    small = _cut(picture, WHOLE, min(room.width / wide, room.height / high) * SMALL)
    return Sheet(frame_of(_marked(drawn, mark)), frame_of(small), part, len(boxes), box, wide / high)


def part_boxes(width: float, height: float, room: Room) -> tuple[tuple[float, float, float, float], ...]:
    """The parts of a page of that size as shares of it, from left to right, then down; neighbours may overlap."""
    across, down = _spans(width, room.width), _spans(height, room.height)
    return tuple((left, top, right, bottom) for top, bottom in down for left, right in across)


def _spans(length: float, room: float) -> list[tuple[float, float]]:
    count = max(1, ceil(length / room - SLACK))
    if count == 1:
        return [(0.0, 1.0)]
    share = max(room / length, 1 / count)  # by so little over the room that it is drawn a hair smaller
    return [(at * (1 - share) / (count - 1), at * (1 - share) / (count - 1) + share) for at in range(count)]


def _decoded(image: bytes, width: int, height: int) -> Image:
    import struct
    import zlib

    from PIL import Image

    try:
        with Image.open(BytesIO(image), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            picture.draft("RGB", (width, height))
            plain: Image.Image = picture.convert("RGB")
            return plain
    except (
        OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, zlib.error, Image.DecompressionBombError
    ) as error:  # fmt: skip
        raise LetterUnreadable(type(error).__name__) from None


def _cut(picture: Image, box: tuple[float, float, float, float], scale: float) -> Image:
    from PIL import Image

    wide, high = picture.size
    left, top, right, bottom = box
    source = (left * wide, top * high, right * wide, bottom * high)
    size = (max(1, round((right - left) * wide * scale)), max(1, round((bottom - top) * high * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS, box=source, reducing_gap=2.0)


def _marked(picture: Image, mark: Mark) -> Image:
    """The words over the whole sheet, slanting, light enough to read the letter through them."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(mark.font, mark.size)
    wide, high = picture.size
    side = ceil((wide**2 + high**2) ** 0.5)
    words = Image.new("L", (side, side), 0)
    pen, step = ImageDraw.Draw(words), ceil(font.getlength(mark.text)) + mark.size * 3
    for row, y in enumerate(range(0, side, mark.size * 6)):
        for x in range(-(row % 2) * step // 2, side, step):
            pen.text((x, y), mark.text, font=font, fill=255)
    words = words.rotate(MARK_ANGLE, Image.Resampling.BILINEAR)
    left, top = (side - wide) // 2, (side - high) // 2
    *ink, strength = MARK_INK
    mask = words.crop((left, top, left + wide, top + high)).point(lambda value: value * strength // 255)
    picture.paste(Image.new("RGB", picture.size, (ink[0], ink[1], ink[2])), (0, 0), mask)
    return picture
