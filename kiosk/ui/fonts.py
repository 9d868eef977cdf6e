"""The faces on screen: Simplified Chinese Noto and Phosphor icons, made at set-up by deploy/make_fonts.py.

Noto's own collection opens with Japanese shapes (直 骨 角 look wrong), so only the extracted Chinese faces are used;
Kivy has no font fallback, so the full face is, names need it.
"""

from __future__ import annotations

import json
from functools import lru_cache

from kivy.core.text import Label as CoreLabel

from kiosk.ui.font_files import ICON_NAMES, folder, path
from kiosk.ui.tokens import SIZES
from kiosk.ui.wrap import Widths


def face_of(token: str, bold: bool | None = None, serif: bool | None = None) -> str:
    """Face a text token is set in; `bold` and `serif` override the token's own."""
    size = SIZES[token]
    if size.serif if serif is None else serif:
        return "serif"
    return "bold" if (size.bold if bold is None else bold) else "regular"


@lru_cache(maxsize=64)
def widths(face: str, size_px: int) -> Widths:
    """Character widths of a face at a size, filled as they are asked for."""
    label = CoreLabel(font_name=path(face), font_size=size_px)
    return Widths(float(size_px), lambda character: float(label.get_extents(character)[0]))


@lru_cache(maxsize=1)
def icons() -> dict[str, str]:
    """Icon name -> its character in the icon faces."""
    table: dict[str, str] = json.loads((folder() / ICON_NAMES).read_text(encoding="utf-8"))
    return table
