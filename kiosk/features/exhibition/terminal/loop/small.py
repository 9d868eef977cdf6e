"""The small picture beside a board's calls, composed by Pillow on a worker.

A picture, the head of a long poster, or one person, duty or entry with its words; the card says the title below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.kinds.filled import picture_bytes
from content.kinds.image import fitted
from content.kinds.kind import ExhibitKind
from content.kinds.picture import of_bytes
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal import sizes
from kiosk.features.exhibition.terminal.frames import image_frame
from kiosk.features.exhibition.terminal.loop.parts import Part
from kiosk.features.exhibition.terminal.loop.slides import SlideStyle, Widths, face_of
from kiosk.ui.pixels import Frame, frame_of
from kiosk.ui.tokens import SIZES
from kiosk.ui.wrap import wrap

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

# What is kept of a picture that is cropped: a long sheet begins with its title, a picture has its matter in the middle.
ANCHORS = {ExhibitKind.POSTER: 0.0, ExhibitKind.IMAGE: 0.68}
KINDS = frozenset((*ANCHORS, ExhibitKind.PEOPLE, ExhibitKind.TIMELINE, ExhibitKind.ROSTER))
FACE = 0.2  # a portrait keeps its upper part
ANCHOR_ENTRY = 0.5
CUT = "…"
TOKENS = ("board_text", "board_note")


def small(exhibit: Exhibit, style: SlideStyle, corners: int) -> Frame:
    """`style` is as large as the picture, `corners` the radius of its upper two. Raises NotDecoded."""
    part = exhibit.content
    if not isinstance(part, Part):
        return image_frame(exhibit.path, style.width, style.height, "cover", ANCHORS[exhibit.kind], corners)
    from PIL import Image

    image = Image.new("RGB", (style.width, style.height), style.surface)
    left = 0
    if part.picture:
        wide = round(style.width * (sizes.SMALL_PICTURE if _says(part) else 1))
        anchor = ANCHOR_ENTRY if exhibit.kind is ExhibitKind.TIMELINE else FACE
        found = of_bytes(picture_bytes(exhibit.path, part.picture), exhibit.path, wide, style.height)
        image.paste(fitted(found, wide, style.height, "cover", anchor), (0, 0))
        left = wide
    _write(image, part, left, style)
    return frame_of(fitted(image, style.width, style.height, "cover", top_corners=corners))


def _write(image: Picture, part: Part, left: int, style: SlideStyle) -> None:
    """What is said, in the largest size at which all of it has room; else cut, the promise least."""
    from PIL import ImageDraw

    margin = style.px(sizes.SMALL_MARGIN)
    room, high = style.width - left - 2 * margin, style.height - 2 * margin
    for token in TOKENS:
        size = style.px(SIZES[token].size)
        pitch = round(size * sizes.SMALL_PITCH)
        plain, serif = face_of(style.regular, size), face_of(style.serif, size)
        told = [line for text in part.lines if text for line in wrap(text, room, Widths(plain))]
        promise = list(wrap(part.quote, room, Widths(serif))) if part.quote else []
        places = max(1, high // pitch)
        if len(told) + len(promise) <= places:
            break
    promise = _cut(promise, places - min(len(told), places // 2))
    told = _cut(told, places - len(promise))
    pen, top = ImageDraw.Draw(image), (style.height - (len(told) + len(promise)) * pitch) // 2
    lines = [(line, plain, style.ink) for line in told] + [(line, serif, style.pine) for line in promise]
    for number, (line, face, colour) in enumerate(lines):
        pen.text((left + margin, top + number * pitch), line, font=face, fill=colour)


def _cut(lines: list[str], places: int) -> list[str]:
    if len(lines) <= places:
        return lines
    return [*lines[: places - 1], lines[places - 1][:-1] + CUT] if places else []


def _says(part: Part) -> bool:
    return bool(part.quote or any(part.lines))
