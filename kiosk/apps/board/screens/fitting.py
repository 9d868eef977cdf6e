"""How wide a text will be, before it is drawn."""

from __future__ import annotations

from kiosk.ui import fonts, look
from kiosk.ui.wrap import line_width


def width_of(text: str, token: str, *, bold: bool | None = None, serif: bool | None = None) -> float:
    """Pixels of one line."""
    face = fonts.face_of(token, bold, serif)
    return line_width(text, fonts.widths(face, look.text_px(token)))
