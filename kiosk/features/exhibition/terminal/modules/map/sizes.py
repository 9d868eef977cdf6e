"""How large the parts of a map are on this panel, in screen pixels; workers ask before they decode. No Kivy."""

from __future__ import annotations

from content.kinds.marks import Mark
from kiosk.ui.places import TITLE_HIGH, chosen_room, list_room, speak_high
from kiosk.ui.theme import Theme
from kiosk.ui.tokens import CARD_GAP, Air

# dpx
DROP, DROP_LARGE = 386, 210  # by which the picture reaches below the reach line of an upright panel
COLUMN = 1040  # of the list of a wide panel, beside the picture
ROW = (480, 104)  # the least place of the list
ROW_LARGE = (500, 150)
CARD, CARD_LARGE = (460, 276), (600, 124)  # what the chosen one says, in a corner of the picture
STRIP, STRIP_LARGE = 164, 124  # the same under the picture, across
SIDE_WIDE = 440  # the same beside a high picture, at least
LEGEND = 60
LEGEND_MARK = 46
MARK, MARK_LONG = 64, 84  # a square or a circle around two digits, three
DIAMOND, DIAMOND_LONG = 72, 92
PILL, PILL_LONG, PILL_HIGH = 104, 124, 60
RING_OFF, BETWEEN = 8, 16  # from a mark to the ring round the chosen one; between two marks
BUBBLE_HIGH, BUBBLE_SIDE, POINTER = 64, 20, 16
DOT = 10  # a place whose mark had to give way
LONG = 100
"""From this number on a mark has three digits."""
_DIAMONDS = (Mark.POINT, Mark.DESK)
_PILLS = (Mark.LIFT, Mark.STAIRS, Mark.TOILET, Mark.EXIT)


def drop(theme: Theme) -> int:
    return DROP_LARGE if theme.mode.large else DROP


def picture_room(theme: Theme, *, legend: bool = False) -> tuple[int, int]:
    """What the picture and the words about the chosen one share; on a wide panel the picture has it alone."""
    taken = theme.px(LEGEND) if legend else 0
    if theme.landscape:
        wide = theme.panel.width_px - theme.px(2 * theme.spaces.margin + COLUMN + CARD_GAP)
        between = theme.px(theme.spaces.header + theme.spaces.dock + Air.XS + CARD_GAP)
        return wide, theme.panel.height_px - between
    wide, high = chosen_room(theme, drop(theme))
    return wide, high - taken


def most_room(theme: Theme) -> tuple[int, int]:
    """The largest that a picture may become."""
    return picture_room(theme)


def places_room(theme: Theme) -> tuple[int, int]:
    """The list: on a wide panel in its column, over the buttons."""
    if not theme.landscape:
        return list_room(theme, drop(theme))
    _, high = list_room(theme, 0)
    return theme.px(COLUMN), high - theme.px(theme.spaces.button + CARD_GAP)


def card_room(theme: Theme, *, legend: bool) -> tuple[int, int]:
    """What the chosen one says on a wide panel, over the list."""
    return theme.px(COLUMN), int(speak_high(theme)) - theme.px(TITLE_HIGH + (LEGEND if legend else 0))


def mark_size(theme: Theme, mark: Mark, number: int) -> tuple[int, int]:
    """0: in a legend, without a number."""
    if not number:
        return theme.icon_px(LEGEND_MARK), theme.icon_px(LEGEND_MARK)
    if mark in _PILLS:
        return theme.icon_px(PILL_LONG if number >= LONG else PILL), theme.icon_px(PILL_HIGH)
    short, long = (DIAMOND, DIAMOND_LONG) if mark in _DIAMONDS else (MARK, MARK_LONG)
    side = theme.icon_px(long if number >= LONG else short)
    return side, side
