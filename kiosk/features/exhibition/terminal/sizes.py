"""How large exhibits are on this panel, in screen pixels: asked by workers before they decode. No Kivy."""

from __future__ import annotations

from kiosk.ui.places import UNDER_PANEL, page_room
from kiosk.ui.theme import Theme
from kiosk.ui.tokens import ACTION_COLUMN, CARD_GAP, Air

# dpx
POSTER_WIDE, POSTER_WIDE_LYING = 1080, 900
MARKER_HIGH = 280  # the small poster beside the page
TEASER = (370, 300)  # the tile's picture on home: wide, high
THUMB_LEAST = 110  # the least of a tile's picture that tells anything
TILE_HIGH = 360  # of a list that fills no more than one row
CONTENTS_HIGH, CONTENTS_WIDE = 304, 460  # an article's headings, under it and beside it
SOURCE_HIGH = 80  # under the text of a wide page
VIDEO_TOLD_HIGH, VIDEO_TOLD_HIGH_LARGE = 128, 148  # two lines of subtitles under a film
VIDEO_KEYS_HIGH, VIDEO_KEYS_HIGH_LARGE, VIDEO_NEXT_HIGH = 176, 212, 168  # back, play, on; what may be seen next
VIDEO_TRACK = 22  # how far a film is
LOUDNESS_BAR, LOUDNESS_HIGH = 12, 46  # how loud it is: one of five bars, and the highest of them
NOTES_HIGH, NOTES_HIGH_LARGE = 100, 116  # two lines of a document's footnotes
HEADING_ROW, HEADING_ROW_LARGE, HEADING_ROW_LYING, HEADING_ROW_LYING_LARGE = 112, 120, 104, 150  # of its contents
FOUND_ROW, FOUND_ROW_LARGE = 188, 228  # the title, the sentence found, where it stands
STEP_PICTURE, STEP_PICTURE_LYING = (300, 300), (360, 300)  # beside what a step says
DUTY_PHOTO, DUTY_PHOTO_LYING = (330, 560), (380, 380)  # of whoever is on duty
DIRECTORY_PHOTO, DIRECTORY_PHOTO_LYING = (300, 352), (420, 340)  # the same above a directory
PHOTO_ANCHOR = 0.3  # of a portrait that is cropped: a face stands in the upper half
STEP_BAR, STEP_DISC, ROW_DISC = 16, 100, 60  # how far a guide is; the number of a step, large and in its line
THINGS_WIDE = 1100  # from which on things stand in two columns
CODE_SAID_WIDE = 230  # beside a code on a wide panel
NAME_MOST, NAME_MOST_LARGE = 160, 196  # a name on duty, its lines together
QUOTE_LEAST = 420  # a promise has a panel of its own where it and the words beside it have this
DATE_WIDE = 190  # of a line of a roster
PLACE_WIDE, TAB_HIGH = 190, 96  # of a line of a directory; of what is chosen from above it
# dpx that what is chosen reaches below the reach line, on an upright panel
STEPS_DROP, DUTY_DROP, OATH_DROP, ENTRY_DROP = 376, 220, 700, 240
DUTY_DROP_LARGE = 330
FOUND_ROW_LYING = 150  # two rows and the pager stand below the reach line of a wide panel
CODE = 248  # at most, of the text that is taken along as a QR code: three pixels a module of the fullest one

# Of the attract loop's slides; what their caption takes stands in content/kinds/slide.py, for the check draws it too.
SUBTITLE_HIGH = 152  # two lines; a third stands over the film's lower edge
SUBTITLE_TEXT, SUBTITLE_PITCH = 40, 58
FILM_TOP_LYING = 140
UNDER_FILM, UNDER_FILM_LYING = UNDER_PANEL + 40, 80
SHEET_TOP_LYING = 150
SHEET_WIDE, SHEET_WIDE_LYING = 984, 1100  # an article's first lines
SHEET_LEFT, SHEET_RIGHT_LYING = Air.XXL, 60
SHEET_TEXT, SHEET_PITCH, SHEET_MARGIN, PARAGRAPH_GAP = 42, 74, Air.XXXL, 20
QUOTE_TEXT = 52  # a promise on a slide
SMALL_PICTURE, SMALL_MARGIN, SMALL_PITCH = 0.45, Air.L, 1.5  # of a board's small card; its share, and of a line's size
PART_SHARE, PART_ASIDE = 0.56, 0.4  # of a sheet: of its height for a lying picture, of its width for an upright one
SHEET_BAND, SHEET_EDGE = 16, 10  # the green band at its head; its shade at the sides
SLIDE_POSTER_WIDE, POSTER_RIGHT_LYING = 840, 120
DOT, DOT_NOW, DOT_PITCH = 20, 60, 34  # the row of dots: one, the one on show, from one to the next


def columns(theme: Theme, tiles: int) -> int:
    """How many tiles stand side by side."""
    if theme.landscape:
        return 4 if tiles <= 8 else 5
    return 2 if tiles <= 8 else 3


def headings(theme: Theme) -> tuple[int, int]:
    """How many headings, or films of a list, stand on one page in reach, and how high each is, in dpx."""
    if theme.landscape:
        return (2, HEADING_ROW_LYING_LARGE) if theme.mode.large else (3, HEADING_ROW_LYING)
    return (5, HEADING_ROW_LARGE) if theme.mode.large else (6, HEADING_ROW)


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
    """Width and height of one screen of a poster: on a wide page as large as shows a part of it and can be read."""
    wide, high = page_room(theme)
    return min(wide, theme.px(POSTER_WIDE_LYING if theme.landscape else POSTER_WIDE)), high


def video_room(theme: Theme) -> tuple[int, int]:
    """About as large as a film on its page: before it is laid out."""
    wide, high = page_room(theme)
    beside = theme.px(ACTION_COLUMN) if theme.landscape else 0
    return max(16, wide - beside), max(16, high // (1 if theme.landscape else 2))


def list_length(theme: Theme, count: int) -> int:
    """Exhibits on one page of the list; ``count`` that just fit beside the tile of 找一找 are not parted."""
    whole = 9 if theme.landscape else 5 if theme.mode.large else 8
    paged = 8 if theme.landscape else 4 if theme.mode.large else 6
    return whole if count <= whole else paged
