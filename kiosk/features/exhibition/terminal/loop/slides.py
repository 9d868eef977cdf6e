"""Slides of the attract loop, composed by Pillow on a worker: the picture, its caption in ink, the row of dots.

The caption begins 168 dpx under the top, large type 112 dpx on 134. An article is
shown as a sheet with its first lines, a long poster as the top of its sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from content.kinds.article import BlockKind
from content.kinds.filled import picture_bytes
from content.kinds.kind import ExhibitKind
from content.kinds.picture import load, of_bytes
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
    WIDE_LEFT,
    WIDE_ROOM,
    Rgb,
    pictured,
    scaled,
)
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal import sizes
from kiosk.features.exhibition.terminal.loop.parts import Part
from kiosk.ui.pixels import Frame, frame_of
from kiosk.ui.places import UNDER_PANEL
from kiosk.ui.tokens import Air
from kiosk.ui.wrap import balance, cut_short, wrap

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageDraw import ImageDraw as Pen
    from PIL.ImageFont import FreeTypeFont

SUBTITLE_LINES = 3
MOST_DOTS = 12  # they keep to the caption's side of a wide slide
Breaking = Callable[[str, float, Mapping[str, float]], list[str]]


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
    elif isinstance(exhibit.content, Part):
        slide.part(exhibit.path, exhibit.content)
    elif exhibit.kind is not ExhibitKind.VIDEO:  # a film is laid over its room
        blocks = exhibit.article.blocks if exhibit.article else ()
        slide.sheet([block.text for block in blocks if block.kind is BlockKind.PARAGRAPH])
    slide.caption(exhibit.heading, exhibit.title)
    slide.dots(place, total)
    return frame_of(slide.image)


def film_room(style: SlideStyle, told: bool = False) -> tuple[int, int, int, int]:
    """Where a film plays: left and top from the slide's upper left, width, height. ``told``: with subtitles below."""
    left, top = (style.px(WIDE_LEFT), style.px(sizes.FILM_TOP_LYING)) if style.landscape else (0, style.px(SHEET_TOP))
    below = style.px(sizes.UNDER_FILM_LYING if style.landscape else sizes.UNDER_FILM)
    below += style.px(sizes.SUBTITLE_HIGH) if told else 0
    return left, top, max(16, style.width - left), max(16, style.height - top - below)


def subtitle(text: str, style: SlideStyle) -> Frame:
    """A line or two of a film's, on the slide's own ground, as wide as they need."""
    from PIL import Image, ImageDraw

    font, pitch = face_of(style.regular, style.px(sizes.SUBTITLE_TEXT)), style.px(sizes.SUBTITLE_PITCH)
    air = style.px(Air.L)
    room = film_room(style)[2] - 2 * style.px(CAPTION_LEFT) - 2 * air
    lines = [line for part in text.split("\n") for line in wrap(part, room, Widths(font))][:SUBTITLE_LINES]
    wide = max(1, round(max(font.getlength(line) for line in lines)))
    image = Image.new("RGB", (wide + 2 * air, pitch * len(lines) + air), style.ground)
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        pen.text((image.width // 2, air // 2 + number * pitch), line, font=font, fill=style.ink, anchor="ma")
    return frame_of(image)


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
        wide = style.px(sizes.SLIDE_POSTER_WIDE)
        beside = style.px(sizes.POSTER_RIGHT_LYING)
        left = style.width - beside - wide if style.landscape else (style.width - wide) // 2
        top = style.px(sizes.SHEET_TOP_LYING) if style.landscape else style.px(SHEET_TOP)
        sheet = scaled(picture, wide / picture.width)
        self._paper(left, top, wide)
        self.image.paste(sheet.crop((0, 0, wide, min(sheet.height, style.height - top))), (left, top))

    def sheet(self, paragraphs: list[str]) -> None:
        """The opening of an article on a sheet that runs out of the slide."""
        style, (x, y, room, end) = self.style, self._sheet()
        font, pitch = face_of(style.regular, style.px(sizes.SHEET_TEXT)), style.px(sizes.SHEET_PITCH)
        for text in paragraphs:
            for line in wrap(f"　　{text}", room, Widths(font)):
                if y + pitch > end:  # whole lines alone
                    return
                self.draw.text((x, y), line, font=font, fill=style.ink)
                y += pitch
            y += style.px(sizes.PARAGRAPH_GAP)

    def part(self, path: Path, part: Part) -> None:
        """A sheet with the picture at its head, an upright one at its side; what is said; a promise.

        What does not fit ends in an ellipsis. Raises NotDecoded.
        """
        style, (x, y, room, end) = self.style, self._sheet()
        if part.picture:
            margin = style.px(sizes.SHEET_MARGIN)
            wide, high = self._hung(path, part.picture, (x, y, room, end - y))
            if wide < high:
                x, room = x + wide + margin, room - wide - margin
            else:
                y += high + margin
        for text in part.lines:
            y = self._told(wrap, text, style.regular, sizes.SHEET_TEXT, (x, y, room, end))
        self._told(balance, part.quote, style.serif, sizes.QUOTE_TEXT, (x, y, room, end))

    def _sheet(self) -> tuple[int, int, int, int]:
        """Lays it, with its band; of the room on it: left, top, width, lower edge."""
        style = self.style
        wide = style.px(sizes.SHEET_WIDE_LYING if style.landscape else sizes.SHEET_WIDE)
        beside = style.px(sizes.SHEET_RIGHT_LYING if style.landscape else sizes.SHEET_LEFT)
        left = style.width - beside - wide if style.landscape else beside
        top = style.px(sizes.SHEET_TOP_LYING) if style.landscape else style.px(SHEET_TOP)
        self._paper(left, top, wide)
        margin, band = style.px(sizes.SHEET_MARGIN), style.px(sizes.SHEET_BAND)
        self.draw.rectangle((left, top, left + wide, top + band), fill=style.pine)
        return left + margin, top + margin + band, wide - 2 * margin, style.height - style.px(UNDER_PANEL)

    def _told(self, broken: Breaking, text: str, face: str, size: int, room: tuple[int, int, int, int]) -> int:
        """In its room (as `_sheet` says it), below the last line of which the next text may begin."""
        style, (x, y, wide, end) = self.style, room
        font, pitch = face_of(face, style.px(size)), style.px(size * sizes.SHEET_PITCH / sizes.SHEET_TEXT)
        lines = broken(text, wide, Widths(font)) if text else []
        if (fitting := max(0, (end - y) // pitch)) < len(lines):
            lines = [*lines[: fitting - 1], cut_short(f"{lines[fitting - 1]}…", wide, Widths(font))][:fitting]
        for line in lines:
            self.draw.text((x, y), line, font=font, fill=style.ink)
            y += pitch
        return y + style.px(sizes.PARAGRAPH_GAP)

    def _hung(self, path: Path, name: str, room: tuple[int, int, int, int]) -> tuple[int, int]:
        """The picture whole in its room (left, top, width, height), or in the side of it; its width and height."""
        left, top, wide, high = room
        picture = of_bytes(picture_bytes(path, name), path, wide, high)
        if picture.width < picture.height:
            wide = round(wide * sizes.PART_ASIDE)
        else:
            high = round(high * sizes.PART_SHARE)
        small = scaled(picture, min(wide / picture.width, high / picture.height))
        self.image.paste(small, (left, top))
        return small.size

    def caption(self, heading: str, title: str) -> None:
        style = self.style
        room = style.px(WIDE_ROOM) if style.landscape else style.width - 2 * style.px(CAPTION_LEFT)
        left, top = style.px(CAPTION_LEFT), style.px(CAPTION_TOP)
        if heading:
            self.draw.text((left, top), heading, font=face_of(style.regular, style.px(HEADING_SIZE)), fill=style.ink)
        size, lines = self._title_lines(title, room)
        font = face_of(style.serif, style.px(size))
        for number, line in enumerate(lines):
            y = top + style.px(TITLE_TOP) + round(number * style.px(size) * LINE_PITCH)
            self.draw.text((left, y), line, font=font, fill=style.ink, anchor="la")

    def dots(self, place: int, total: int) -> None:
        """None for a round so long that nobody counts them."""
        style, x = self.style, self.style.px(CAPTION_LEFT)
        top, dot = style.px(DOTS_TOP), style.px(sizes.DOT)
        for number in range(total if 1 < total <= MOST_DOTS else 0):
            wide = style.px(sizes.DOT_NOW) if number == place else dot
            fill = style.primary if number == place else style.edge
            _soft_bar(self.image, (x, top, x + wide, top + dot), fill)
            x += wide + style.px(sizes.DOT_PITCH - sizes.DOT)

    def _title_lines(self, title: str, room: int) -> tuple[int, list[str]]:
        """The largest size at which the title takes two lines, broken by sense after its comma."""
        for size in TITLE_SIZES:
            widths = Widths(face_of(self.style.serif, self.style.px(size)))
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

        style, lift = self.style, self.style.px(sizes.SHEET_EDGE)
        self.draw.rectangle((left - lift, top - lift // 2, left + wide + lift, style.height), fill=style.line)
        self.draw.rectangle((left, top, left + wide, style.height), fill=style.surface)
        self.draw = ImageDraw.Draw(self.image)


class Widths(dict[str, float]):
    """Advance widths of a Pillow font, for the wrapping rules."""

    def __init__(self, font: FreeTypeFont) -> None:
        super().__init__()
        self._measure: Callable[[str], float] = font.getlength

    def __missing__(self, character: str) -> float:
        self[character] = width = self._measure(character)
        return width

    def line(self, text: str) -> float:
        return sum(self[character] for character in text)


def face_of(path: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(path, size)


def _soft_bar(image: Picture, box: tuple[int, int, int, int], fill: Rgb) -> None:
    """A bar with round, soft ends: drawn four times as large, then made small."""
    from PIL import Image, ImageDraw

    wide, high = box[2] - box[0], box[3] - box[1]
    mask = Image.new("L", (wide * 4, high * 4), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, wide * 4 - 1, high * 4 - 1), high * 2, fill=255)
    image.paste(fill, box, mask.resize((wide, high), Image.Resampling.LANCZOS))
