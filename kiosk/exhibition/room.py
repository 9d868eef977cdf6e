"""How large exhibits are on this panel, in screen pixels: asked by workers before they decode. No Kivy."""

from __future__ import annotations

from kiosk.ui.room import GAP, page_room
from kiosk.ui.theme import Theme

POSTER_WIDE = 1080  # dpx


def thumb_room(theme: Theme, tiles: int) -> tuple[int, int]:
    """A tile's picture on a list of so many: as wide as the tile, as high as a title of one line leaves."""
    columns = 4 if theme.landscape else 2
    inner = theme.panel.width_px - theme.px(2 * theme.spaces.margin)
    high = 170 if theme.landscape else 300 if theme.mode.large else 136 if tiles > 6 else 230
    return (inner - (columns - 1) * theme.px(GAP)) // columns, theme.px(high)


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
    """Tiles on one page of the list; ``count`` exhibits that just fit are not parted."""
    if theme.landscape:
        return 8
    if theme.mode.large:
        return 6 if count <= 6 else 4
    return 8 if count <= 8 else 6
