"""How wide and how high a text will be, before it is drawn; and how long a page of a list stays."""

from __future__ import annotations

from kiosk.ui import fonts, look
from kiosk.ui.wrap import line_width, wrap

PAGE_SECONDS = 8.0


def width_of(text: str, token: str, *, bold: bool | None = None, serif: bool | None = None) -> float:
    """Pixels of one line."""
    face = fonts.face_of(token, bold, serif)
    return line_width(text, fonts.widths(face, look.text_px(token)))


def lines_of(text: str, token: str, room: float) -> int:
    """Lines it takes in so many pixels."""
    return len(wrap(text, room, fonts.widths(fonts.face_of(token, None, None), look.text_px(token))))
