"""Where the faces lie, made at set-up by deploy/make_fonts.py. No Kivy: the printer draws with them too."""

from __future__ import annotations

import json
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
LETTERS = "letters.json"

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
    """Those that every face has, as they were told when the faces were made. Raises FontsMissing."""
    file = folder() / LETTERS
    try:
        return tuple((int(first), int(last)) for first, last in json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise FontsMissing(f"{file} is missing: run deploy/setup") from error
