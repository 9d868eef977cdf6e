"""How large a turned page is on this panel, in screen pixels: asked by workers before they decode. No Kivy."""

from __future__ import annotations

from kiosk.ui.theme import Theme

TITLE_HIGH = 100  # dpx, above the page
RAIL_WIDE, RAIL_WIDE_LANDSCAPE = 160, 272
GAP = 24


def rail_wide(theme: Theme) -> int:
    """In dpx."""
    return RAIL_WIDE_LANDSCAPE if theme.landscape else RAIL_WIDE


def page_room(theme: Theme) -> tuple[int, int]:
    """Width and height of the page left of the rail."""
    spaces = theme.spaces
    wide = theme.panel.width_px - theme.px(2 * spaces.margin + GAP + rail_wide(theme))
    above = spaces.header + (8 if theme.landscape else 20) + TITLE_HIGH
    return wide, theme.panel.height_px - theme.px(_below(theme) + above)


def rail_high(theme: Theme) -> int:
    """Height of the rail's buttons: all below the reach line."""
    return int(theme.reach_top_px) - theme.px(_below(theme) + 10)


def _below(theme: Theme) -> int:
    """dpx under the page: the dock, and in portrait the action band."""
    return theme.spaces.dock + (24 if theme.landscape else theme.spaces.action + 16)
