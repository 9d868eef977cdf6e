"""The style of a slide in the look that is in force. On Kivy's thread."""

from __future__ import annotations

from dataclasses import replace

from kiosk.features.exhibition.terminal.loop.slides import SlideStyle
from kiosk.ui import look
from kiosk.ui.font_files import path as font_path
from kiosk.ui.theme import Mode


def style_of(width: int, height: int) -> SlideStyle:
    """Of a slide of so many pixels."""
    return SlideStyle(
        width=width,
        height=height,
        unit=look.theme().unit,
        landscape=look.landscape(),
        serif=font_path("serif"),
        regular=font_path("regular"),
        **{role: _rgb(role) for role in ("ground", "surface", "line", "edge", "ink", "pine", "primary")},
    )


def _rgb(role: str) -> tuple[int, int, int]:
    """Of the standard mode: a caption stands on the keeper's picture, whose sky high contrast does not make dark."""
    standard = replace(look.theme(), mode=Mode())
    red, green, blue, _ = standard.color(role)
    return round(red * 255), round(green * 255), round(blue * 255)
