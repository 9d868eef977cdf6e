"""The picture of a stem, decoded on a worker at the size of its place: beside the stem, and as large as the page."""

from __future__ import annotations

from collections.abc import Callable

from content.kinds.image import fitted
from content.kinds.picture import wanted
from content.pictures import frames
from kiosk.features.quiz.terminal import sizes
from kiosk.ui.pixels import Frame, frame_of
from kiosk.ui.places import below_header
from kiosk.ui.theme import Theme
from kiosk.ui.tokens import ACTION_COLUMN, CARD_GAP, Air


class PictureLater(Exception):
    """It is not to be had now, and may be in a moment: it lies in the hall."""


def small_frame(read: Callable[[], bytes], theme: Theme) -> Frame:
    """Blocks. Raises OSError, `content.pictures.frames.Unseen`, PictureLater, and what `read` raises else."""
    return _frame(read(), theme.px(sizes.PICTURE_WIDE), theme.px(sizes.PICTURE_HIGH))


def large_frame(read: Callable[[], bytes], theme: Theme) -> Frame:
    """As `small_frame`, as large as the page has room for it."""
    return _frame(read(), *large_room(theme))


def large_room(theme: Theme) -> tuple[int, int]:
    """Width and height of the enlarged picture's place, in pixels."""
    spaces, panel = theme.spaces, theme.panel
    wide = panel.width_px - theme.px(2 * spaces.margin + 2 * Air.L)
    high = panel.height_px - theme.px(spaces.header + spaces.dock + Air.M + CARD_GAP + 2 * Air.L) - below_header(theme)
    if theme.landscape:
        return wide - theme.px(ACTION_COLUMN + CARD_GAP), high
    return wide, high - theme.px(spaces.action)


def _frame(content: bytes, width: int, height: int) -> Frame:
    picture = frames.first(content, wanted((width, height))).image.convert("RGB")
    return frame_of(fitted(picture, width, height, "contain"))
