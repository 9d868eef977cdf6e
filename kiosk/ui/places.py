"""How large the places of a page are on this panel, in screen pixels; workers ask before they decode. No Kivy."""

from __future__ import annotations

from kiosk.ui.theme import Theme
from kiosk.ui.tokens import CARD_GAP, LIST_COLUMN, Air

TITLE_HIGH = 100  # dpx, above the page
RAIL_WIDE, RAIL_WIDE_LANDSCAPE = 160, 272
# dpx between the header and what stands below it, and between `speak` and the reach line
BELOW_HEADER, BELOW_HEADER_LANDSCAPE = 20, 8
ABOVE_LINE, ABOVE_LINE_LANDSCAPE = 18, 14
UNDER_RAIL = 10
TALL = 0.8  # of the width
UNDER_PANEL = 60  # at the foot of a slide: they lie under the round corners of the attract page's panel


def below_header(theme: Theme) -> int:
    return theme.px(BELOW_HEADER_LANDSCAPE if theme.landscape else BELOW_HEADER)


def above_line(theme: Theme) -> int:
    return theme.px(ABOVE_LINE_LANDSCAPE if theme.landscape else ABOVE_LINE)


def speak_high(theme: Theme) -> float:
    """Height of a page's `speak`: from the header to the reach line."""
    between = theme.px(theme.spaces.header) + below_header(theme) + above_line(theme)
    return theme.panel.height_px - theme.line_px - between


def chosen_room(theme: Theme, drop: int) -> tuple[int, int]:
    """Width and height of what is chosen, under the title of a page that reaches `drop` dpx below the reach line."""
    wide = theme.panel.width_px - theme.px(2 * theme.spaces.margin)
    below = 0 if theme.landscape else theme.px(drop)
    return wide, int(speak_high(theme)) + below - theme.px(TITLE_HIGH)


def list_room(theme: Theme, drop: int, *, acts: bool = True) -> tuple[int, int]:
    """Width and height of the list under it; `acts`: buttons stand beside it, on an upright panel under it."""
    spaces = theme.spaces
    wide = theme.panel.width_px - theme.px(2 * spaces.margin)
    if theme.landscape:
        return wide - (theme.px(LIST_COLUMN) + theme.px(CARD_GAP) if acts else 0), int(theme.line_px) - theme.px(
            spaces.dock + CARD_GAP
        )
    taken = theme.px(drop) + theme.px(spaces.dock) + (theme.px(spaces.action) if acts else 0) + theme.px(Air.M)
    return wide, int(theme.line_px) - taken


def hero(theme: Theme) -> str:
    """The picture above the reach line: on a tall panel the high one, since the wide one would lose both its sides."""
    if theme.landscape:
        return "hero_wide"
    return "slide_lane" if theme.panel.height_px - theme.line_px > TALL * theme.panel.width_px else "hero_home"


def rail_wide(theme: Theme) -> int:
    """In dpx."""
    return RAIL_WIDE_LANDSCAPE if theme.landscape else RAIL_WIDE


def page_room(theme: Theme) -> tuple[int, int]:
    """Width and height of the page left of the rail."""
    spaces = theme.spaces
    wide = theme.panel.width_px - theme.px(2 * spaces.margin + CARD_GAP + rail_wide(theme))
    above = theme.px(_below(theme) + spaces.header + TITLE_HIGH) + below_header(theme)
    return wide, theme.panel.height_px - above


def rail_high(theme: Theme) -> int:
    """Height of the rail's buttons: all below the reach line."""
    return int(theme.line_px) - theme.px(_below(theme) + UNDER_RAIL)


def _below(theme: Theme) -> int:
    """dpx under the page: the dock, and in portrait the action band."""
    return theme.spaces.dock + (Air.L if theme.landscape else theme.spaces.action + Air.M)
