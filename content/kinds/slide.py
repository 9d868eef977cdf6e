"""What the slide of a picture shows beneath its caption, which stands on the picture; and whether it can be read.

    image = pictured(picture, slide)                    # for the screen: the caption is drawn on it
    upright, lying = caption_contrasts(path, "标题", "小标题")      # for the check: the lowest of each

One code draws both. Measures are dpx, as the kiosk's look says them; a slide has `px` for its own pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from content.kinds.picture import cropped, load

if TYPE_CHECKING:
    from PIL.Image import Image

Rgb = tuple[int, int, int]

LEAST_KEPT = 0.62
"""A picture is cropped to the slide only if this share of it stays; otherwise it is shown whole under the caption."""
CAPTION_TOP, CAPTION_LEFT = 168, 48
TITLE_TOP, HEADING_SIZE = 58, 38  # below CAPTION_TOP; of the heading
TITLE_SIZES, TITLE_LINES, LINE_PITCH = (112, 96, 84), 3, 1.2
DOTS_TOP = 560
SHEET_TOP = 640
WIDE_LEFT, WIDE_ROOM = 920, 820  # of a wide slide: where the picture begins, how wide the caption may be
INK, GROUND = (42, 32, 27), (245, 240, 232)
"""As the standard look has them (`kiosk/ui/tokens.py`)."""
LEAST_CONTRAST = 3.0
"""Of large letters (docs/panels.md)."""
_FEW = 0.05  # of the caption's ground may be darker: a branch across a letter


class Slide(Protocol):
    """A slide's size in pixels, which way it stands, and its ground."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    @property
    def landscape(self) -> bool: ...

    @property
    def ground(self) -> Rgb: ...

    def px(self, dpx: float) -> int: ...


@dataclass(frozen=True, slots=True)
class _Sketch:
    """A quarter as large as on a panel of 1080 by 1920: shades are the same."""

    width: int
    height: int
    landscape: bool
    ground: Rgb = GROUND

    def px(self, dpx: float) -> int:
        return round(dpx / 4)


UPRIGHT, LYING = _Sketch(270, 366, landscape=False), _Sketch(480, 213, landscape=True)


def pictured(picture: Image, slide: Slide) -> Image:
    """The slide as it is before its caption."""
    from PIL import Image

    image = Image.new("RGB", (slide.width, slide.height), slide.ground)
    left = slide.px(WIDE_LEFT) if slide.landscape else 0
    room = (slide.width - left, slide.height)
    scale = max(room[0] / picture.width, room[1] / picture.height)
    kept = (room[0] / (picture.width * scale)) * (room[1] / (picture.height * scale))
    if kept < (LEAST_KEPT if not slide.landscape else 0.4):
        _paste_whole(image, picture, slide)
        return image
    _paste_sky(image, picture, slide)
    part = cropped(scaled(picture, scale), *room, 0.55 if slide.landscape else 0.0)
    image.paste(part, (left, 0), _fade_in(slide, *room) if slide.landscape else None)
    if not slide.landscape:
        _veil(image, slide)
    return image


def caption_contrasts(path: Path, title: str, heading: str) -> tuple[float, float]:
    """The lowest contrast of ink on what lies beneath it, upright and lying. Raises NotDecoded."""
    picture = load(path, UPRIGHT.width * 2, UPRIGHT.height * 2)
    upright, lying = (_lowest(pictured(picture, slide), slide, title, heading) for slide in (UPRIGHT, LYING))
    return upright, lying


def scaled(picture: Image, scale: float) -> Image:
    from PIL import Image

    size = (max(1, -int(-picture.width * scale // 1)), max(1, -int(-picture.height * scale // 1)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _paste_whole(image: Image, picture: Image, slide: Slide) -> None:
    """The whole picture: below the caption, or right of it."""
    left, top = (slide.px(WIDE_LEFT), slide.px(140)) if slide.landscape else (0, slide.px(SHEET_TOP))
    room = (slide.width - left, slide.height - top - slide.px(80))
    small = scaled(picture, min(room[0] / picture.width, room[1] / picture.height))
    image.paste(small, (left + (room[0] - small.width) // 2, top + (room[1] - small.height) // 2))


def _paste_sky(image: Image, picture: Image, slide: Slide) -> None:
    """The colour of the picture's upper left, so that the caption's ground runs into it."""
    if slide.landscape:
        corner = picture.crop((0, picture.height // 4, max(1, picture.width // 4), picture.height // 3))
        image.paste(corner.resize((1, 1)).resize(image.size), (0, 0))


def _fade_in(slide: Slide, width: int, height: int) -> Image:
    from PIL import Image

    ramp = Image.linear_gradient("L").rotate(90).resize((slide.px(220), height))
    mask = Image.new("L", (width, height), 255)
    mask.paste(ramp, (0, 0))
    return mask


def _veil(image: Image, slide: Slide) -> None:
    """A light veil behind the caption where the picture is too dark to read ink on."""
    from PIL import Image

    high = slide.px(DOTS_TOP + 100)
    zone = image.crop((0, 0, slide.width, high))
    if zone.convert("L").resize((1, 1)).tobytes()[0] > 190:
        return
    ramp = Image.linear_gradient("L").rotate(180).resize((slide.width, high)).point(lambda v: min(235, v * 2))
    image.paste(Image.new("RGB", zone.size, slide.ground), (0, 0), ramp)


# -- whether it can be read -------------------------------------------------------------------------------------------


def _lowest(image: Image, slide: Slide, title: str, heading: str) -> float:
    """Over the letters, half a letter at a time; the darkest few are left out."""
    from PIL import Image

    ratios = []
    for left, top, wide, high, size in _letters(slide, title, heading):
        box = tuple(slide.px(at) for at in (left, top, left + wide, top + high))
        cells = (max(1, round(2 * wide / size)), max(1, round(2 * high / size)))
        ground = image.crop((box[0], box[1], max(box[0] + 1, box[2]), max(box[1] + 1, box[3])))
        means = ground.resize(cells, Image.Resampling.BOX).tobytes()
        ratios += [_contrast(means[at : at + 3]) for at in range(0, len(means), 3)]
    ratios.sort()
    return ratios[int(len(ratios) * _FEW)] if ratios else 21.0


def _letters(slide: Slide, title: str, heading: str) -> list[tuple[float, float, float, float, float]]:
    """Left, top, width, height and letter size of each line in dpx; a Chinese letter is as wide as it is high."""
    room = WIDE_ROOM if slide.landscape else slide.width / slide.px(100) * 100 - 2 * CAPTION_LEFT
    lines: list[tuple[float, float, float, float, float]] = [
        (CAPTION_LEFT, CAPTION_TOP, min(room, len(heading) * HEADING_SIZE), HEADING_SIZE, HEADING_SIZE)
    ]
    size = next((one for one in TITLE_SIZES if len(title) * one <= 2 * room), TITLE_SIZES[-1])
    an_line = max(1, int(room // size))
    count = min(TITLE_LINES, -(-len(title) // an_line))
    for at in range(count):
        top = CAPTION_TOP + TITLE_TOP + at * size * LINE_PITCH
        lines.append((CAPTION_LEFT, top, min(room, len(title) / count * size), size, size))
    return [line for line in lines if line[2] > 0]


def _contrast(ground: bytes) -> float:
    """WCAG 2, of ink on this colour."""
    high, low = sorted((_luminance(ground), _luminance(INK)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: bytes | Rgb) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
