"""Sizes of the people's page, in dpx. No Kivy."""

from __future__ import annotations

from kiosk.features.exhibition.terminal.list_places import Places
from kiosk.ui.places import chosen_room
from kiosk.ui.theme import Theme
from kiosk.ui.tokens import Stroke

DROP = 250  # the large one reaches so far below the reach line
PLACES = Places(245, 340, (300, 330))
PHOTO_WIDE, PHOTO_WIDE_LARGE, PHOTO_WIDE_LYING = 440, 360, 420
UNDER_TILE, UNDER_TILE_LARGE = 120, 144  # name and duty
PROMISE_WIDE_LYING = 680
PROMISE_SHARE = 0.38  # of the large one's height, at most


def large_room(theme: Theme) -> tuple[int, int]:
    """Width and height of the large photograph, in pixels."""
    wide = PHOTO_WIDE_LYING if theme.landscape else PHOTO_WIDE_LARGE if theme.mode.large else PHOTO_WIDE
    edge = 2 * theme.px(Stroke.EDGE) if theme.mode.contrast else 0
    return theme.px(wide), chosen_room(theme, DROP)[1] - edge


def tile_room(theme: Theme, count: int) -> tuple[int, int]:
    """Of the photograph of one of so many."""
    wide, high = PLACES.room(theme, DROP, count, always_acts=True)
    return wide, max(16, high - theme.px(UNDER_TILE_LARGE if theme.mode.large else UNDER_TILE))
