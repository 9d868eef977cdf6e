"""Sizes of the timeline's page, in dpx. No Kivy."""

from __future__ import annotations

from kiosk.features.exhibition.terminal.list_places import Places
from kiosk.ui.theme import Theme

DROP = 262  # the large one reaches so far below the reach line
PLACES = Places(640, 104, (640, 150), down_first=True)
PICTURE, PICTURE_LYING = (360, 280), (420, 282)  # wide, high
YEAR_WIDE_LYING = 460
WHEN_WIDE, WHEN_WIDE_LARGE = 180, 210  # of a row
DOT, RING, LINE = 32, 6, 5
LEAF_FROM = 3  # pages: longer timelines are leafed by pages, shorter ones read one by one


def picture_room(theme: Theme) -> tuple[int, int]:
    """Width and height of the entry's picture, in pixels."""
    wide, high = PICTURE_LYING if theme.landscape else PICTURE
    return theme.px(wide), theme.px(high)
