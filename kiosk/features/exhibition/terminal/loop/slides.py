"""Slides of the attract loop, composed by Pillow on a worker: the picture, its caption in ink, the row of dots.

The caption begins 168 dpx under the top, large type 112 dpx on 134. An article is
shown as a sheet with its first lines, a long poster as the top of its sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.kinds.article import BlockKind
from content.kinds.kind import ExhibitKind
from content.kinds.picture import load
from content.kinds.slide import (
    CAPTION_LEFT,
    CAPTION_TOP,
    DOTS_TOP,
    HEADING_SIZE,
    LINE_PITCH,
    SHEET_TOP,
    TITLE_LINES,
    TITLE_SIZES,
    TITLE_TOP,
    WIDE_ROOM,
    Rgb,
    pictured,
    scaled,
)
from content.pack.exhibit import Exhibit
from kiosk.ui.pixels import Frame, frame_of
from kiosk.ui.places import UNDER_PANEL
from kiosk.ui.wrap import balance, wrap

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageDraw import ImageDraw as Pen
    from PIL.ImageFont import FreeTypeFont

DOT_PITCH = 34


@dataclass(frozen=True)
class SlideStyle:
    """``unit`` is screen pixels a dpx; colours by role, font files of the serif and the regular face."""

    width: int
    height: int
    unit: float
    landscape: bool
    ground: Rgb
    surface: Rgb
    line: Rgb
    edge: Rgb
    ink: Rgb
    pine: Rgb
    primary: Rgb
    serif: str
    regular: str

    def px(self, dpx: float) -> int:
        return round(dpx * self.unit)


def compose(exhibit: Exhibit, place: int, total: int, style: SlideStyle) -> Frame:
    """The slide of one exhibit, number ``place`` of ``total``. Raises NotDecoded."""
    slide = _Slide(style)
    if exhibit.kind is ExhibitKind.IMAGE:
        slide.picture(load(exhibit.path, style.width, style.height))
    elif exhibit.kind is ExhibitKind.POSTER:
        slide.poster(load(exhibit.path))
    else:
        blocks = exhibit.article.blocks if exhibit.article else ()
        slide.sheet([block.text for block in blocks if block.kind is BlockKind.PARAGRAPH])
    slide.caption(exhibit.heading, exhibit.title)
    slide.dots(place, total)
    return frame_of(slide.image)


class _Slide:
    def __init__(self, style: SlideStyle) -> None:
        from PIL import Image, ImageDraw

        self.style = style
        self.image: Picture = Image.new("RGB", (style.width, style.height), style.ground)
        self.draw: Pen = ImageDraw.Draw(self.image)

    def picture(self, picture: Picture) -> None:
        self.image.paste(pictured(picture, self.style))

    def poster(self, picture: Picture) -> None:
        style = self.style
        wide = style.px(840)
        left = (style.width - style.px(120) - wide) if style.landscape else (style.width - wide) // 2
        top = style.px(150) if style.landscape else style.px(SHEET_TOP)
        sheet = scaled(picture, wide / picture.width)
        self._paper(left, top, wide)
        self.image.paste(sheet.crop((0, 0, wide, min(sheet.height, style.height - top))), (left, top))

    def sheet(self, paragraphs: list[str]) -> None:
        """The opening of an article on a sheet that runs out of the slide."""
        style = self.style
        wide = style.px(1100 if style.landscape else 984)
        left = style.width - style.px(60) - wide if style.landscape else style.px(48)
        top = style.px(150) if style.landscape else style.px(SHEET_TOP)
        self._paper(left, top, wide)
        font, pitch, margin = _font(style.regular, style.px(42)), style.px(74), style.px(64)
        self.draw.rectangle((left, top, left + wide, top + style.px(16)), fill=style.pine)
        y, end = top + margin + style.px(16), style.height - style.px(UNDER_PANEL)
        for text in paragraphs:
            for line in wrap(f"　　{text}", wide - 2 * margin, _Widths(font)):
                if y + pitch > end:  # whole lines alone
                    return
                self.draw.text((left + margin, y), line, font=font, fill=style.ink)
                y += pitch
            y += style.px(20)

    def caption(self, heading: str, title: str) -> None:
        style = self.style
        room = style.px(WIDE_ROOM) if style.landscape else style.width - 2 * style.px(CAPTION_LEFT)
        left, top = style.px(CAPTION_LEFT), style.px(CAPTION_TOP)
        if heading:
            self.draw.text((left, top), heading, font=_font(style.regular, style.px(HEADING_SIZE)), fill=style.ink)
        size, lines = self._title_lines(title, room)
        font = _font(style.serif, style.px(size))
        for number, line in enumerate(lines):
            y = top + style.px(TITLE_TOP) + round(number * style.px(size) * LINE_PITCH)
            self.draw.text((left, y), line, font=font, fill=style.ink, anchor="la")

    def dots(self, place: int, total: int) -> None:
        """None for a round so long that they would leave the slide."""
        style, x = self.style, self.style.px(CAPTION_LEFT)
        if total * style.px(DOT_PITCH) + style.px(60) > style.width - 2 * x:
            return
        top = style.px(DOTS_TOP)
        for number in range(total if total > 1 else 0):
            wide = style.px(60 if number == place else 20)
            fill = style.primary if number == place else style.edge
            _soft_bar(self.image, (x, top, x + wide, top + style.px(20)), fill)
            x += wide + style.px(14)

    def _title_lines(self, title: str, room: int) -> tuple[int, list[str]]:
        """The largest size at which the title takes two lines, broken by sense after its comma."""
        for size in TITLE_SIZES:
            widths = _Widths(_font(self.style.serif, self.style.px(size)))
            for mark in ("，", "："):
                head, found, rest = title.partition(mark)
                if found and rest and max(widths.line(head + mark), widths.line(rest)) <= room:
                    return size, [head + mark, rest]
            lines = balance(title, room, widths)
            if len(lines) <= 2:
                return size, lines
        return TITLE_SIZES[-1], lines[:TITLE_LINES]

    def _paper(self, left: int, top: int, wide: int) -> None:
        from PIL import ImageDraw

        style, lift = self.style, self.style.px(10)
        self.draw.rectangle((left - lift, top - lift // 2, left + wide + lift, style.height), fill=style.line)
        self.draw.rectangle((left, top, left + wide, style.height), fill=style.surface)
        self.draw = ImageDraw.Draw(self.image)


class _Widths(dict[str, float]):
    """Advance widths of a Pillow font, for the wrapping rules."""

    def __init__(self, font: FreeTypeFont) -> None:
        super().__init__()
        self._measure: Callable[[str], float] = font.getlength

    def __missing__(self, character: str) -> float:
        self[character] = width = self._measure(character)
        return width

    def line(self, text: str) -> float:
        return sum(self[character] for character in text)


def _font(path: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(path, size)


def _soft_bar(image: Picture, box: tuple[int, int, int, int], fill: Rgb) -> None:
    """A bar with round, soft ends: drawn four times as large, then made small."""
    from PIL import Image, ImageDraw

    wide, high = box[2] - box[0], box[3] - box[1]
    mask = Image.new("L", (wide * 4, high * 4), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, wide * 4 - 1, high * 4 - 1), high * 2, fill=255)
    image.paste(fill, box, mask.resize((wide, high), Image.Resampling.LANCZOS))
