"""A long poster, shown screen by screen: cut where nothing is printed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from content import words
from content.kinds.kind import ItemRefused
from content.kinds.picture import load, resized

if TYPE_CHECKING:
    from PIL.Image import Image

_TRIED = (180, 320, 70)  # px: width, height of a page, of the small one beside it; as small as says the same
TALLEST_TILE = 4096  # px: the least that GL ES 2 devices in use hold


@dataclass(frozen=True)
class Sheet:
    """A poster at display width, cut into pages at blank rows. ``spans``: each page's top and bottom, 0..1."""

    pages: tuple[Image, ...]
    spans: tuple[tuple[float, float], ...]
    thumb: Image


def decode(path: Path, width: int, page_height: int, thumb_height: int) -> Sheet:
    """Raises NotDecoded."""
    return _cut(load(path), width, page_height, thumb_height)


def _cut(picture: Image, width: int, page_height: int, thumb_height: int) -> Sheet:
    high = max(1, round(picture.height * width / picture.width))
    picture = resized(picture, (width, high))
    cuts = page_cuts(_rows_with_content(picture), min(page_height, TALLEST_TILE))
    pages = tuple(picture.crop((0, top, width, bottom)) for top, bottom in cuts)
    spans = tuple((top / high, bottom / high) for top, bottom in cuts)
    return Sheet(pages, spans, resized(picture, (max(1, round(width * thumb_height / high)), thumb_height)))


def try_out(picture: Image) -> None:
    """Cut it as a screen would, small. Raises ItemRefused."""
    try:
        _cut(picture if picture.mode == "RGB" else picture.convert("RGB"), *_TRIED)
    except Exception as error:  # of whatever kind: the screen would stand before it as well
        raise ItemRefused(words.BROKEN_PICTURE) from error


def page_cuts(content: list[bool], page_height: int) -> tuple[tuple[int, int], ...]:
    """Where a tall sheet may be cut so that no line of text is: ``content`` says of each row whether it holds any.

    A page ends in the middle of the widest blank run of its last two fifths, the lower of equals (from an eighth of a
    page on they are): after a part, rather than under its heading. Without one it is cut full.
    """
    cuts, top, high = [], 0, len(content)
    while high - top > page_height:
        best, run_start = (0, top + page_height), None
        for y in range(top + page_height * 3 // 5, top + page_height + 1):
            if content[y] or y == top + page_height:
                if run_start is not None:
                    best = max(best, (min(y - run_start, page_height // 8), (run_start + y) // 2))
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
