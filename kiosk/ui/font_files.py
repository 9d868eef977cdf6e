"""Where the faces lie, made at set-up by deploy/make_fonts.py. No Kivy: the printer draws with them too."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

FILES = {
    "regular": "NotoSansSC-Regular.otf",
    "bold": "NotoSansSC-Bold.otf",
    "serif": "NotoSerifSC-Bold.otf",
    "icon": "icons-fill.ttf",
    "icon-bold": "icons-bold.ttf",
}
ICON_NAMES = "icons.json"
WRITTEN_IN = ("regular", "bold", "serif")

Ranges = tuple[tuple[int, int], ...]
"""First and last code point of each, in order."""


class FontsMissing(Exception):
    """The extracted faces are not where they should be; the message says how to make them."""


def folder() -> Path:
    """$KIOSK_FONTS, or build/fonts of the checkout."""
    given = os.environ.get("KIOSK_FONTS")
    return Path(given) if given else Path(__file__).parents[2] / "build" / "fonts"


@lru_cache(maxsize=8)
def path(face: str) -> str:
    """File of a face of FILES. Raises FontsMissing."""
    file = folder() / FILES[face]
    if not file.is_file():
        raise FontsMissing(f"{file} is missing: run deploy/setup")
    return str(file)


@lru_cache(maxsize=1)
def letters() -> Ranges:
    """Those that every face has. Takes a tenth of a second the first time. Raises FontsMissing."""
    from fontTools.ttLib import TTFont

    have: set[int] | None = None
    for face in WRITTEN_IN:
        with TTFont(path(face), lazy=True) as font:
            own = set(font.getBestCmap())
        have = own if have is None else have & own
    return ranges(sorted(have or ()))


def ranges(points: list[int]) -> Ranges:
    """Sorted code points, neighbours together."""
    found: list[tuple[int, int]] = []
    for point in points:
        if found and point == found[-1][1] + 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return tuple(found)
