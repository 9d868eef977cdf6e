"""How large exhibits are on this panel, in screen pixels: asked by workers before they decode. No Kivy."""

from __future__ import annotations

from kiosk.ui.places import page_room
from kiosk.ui.theme import Theme
from kiosk.ui.tokens import CARD_GAP

POSTER_WIDE = 1080  # dpx


def columns(theme: Theme, tiles: int) -> int:
    """How many tiles stand side by side."""
    if theme.landscape:
        return 4 if tiles <= 8 else 5
    return 2 if tiles <= 8 else 3


def thumb_room(theme: Theme, tiles: int) -> tuple[int, int]:
    """A tile's picture on a list of so many: as wide as the tile, as high as a title of one line leaves."""
    across = columns(theme, tiles)
    inner = theme.panel.width_px - theme.px(2 * theme.spaces.margin)
    high = 170 if theme.landscape else 300 if theme.mode.large else 240 if tiles > 8 else 136 if tiles > 6 else 230
    return (inner - (across - 1) * theme.px(CARD_GAP)) // across, theme.px(high)


def hero_room(theme: Theme) -> tuple[int, int]:
    """The picture above the list."""
    if theme.landscape:
        return theme.px(1300), theme.px(410)
    return theme.panel.width_px - theme.px(2 * theme.spaces.margin), theme.px(280 if theme.mode.large else 300)


def poster_room(theme: Theme) -> tuple[int, int]:
    """Width and height of one screen of a poster: on a wide page it keeps the size it has on an upright one."""
    wide, high = page_room(theme)
    return min(wide, theme.px(POSTER_WIDE)), high


def list_length(theme: Theme, count: int) -> int:
    """Exhibits on one page of the list; ``count`` that just fit beside the tile of 找一找 are not parted."""
    whole = 9 if theme.landscape else 5 if theme.mode.large else 8
    paged = 8 if theme.landscape else 4 if theme.mode.large else 6
    return whole if count <= whole else paged
