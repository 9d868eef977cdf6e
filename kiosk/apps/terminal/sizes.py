"""Sizes of the terminal's own pages, in dpx (kiosk/ui/tokens.py has those that every page may use)."""

from __future__ import annotations

PANEL, PANEL_LYING = 516, 330  # of the attract page, under its slides
PANEL_ROUND = 48  # its upper corners
PANEL_PADDING = (48, 44, 48, 20 + PANEL_ROUND)  # the lower corners lie outside the page
HOME_DROP = 44  # the state card stands on the picture's ground
GO_SIDE = 112  # the arrow's disc
SCENE_SIDE, SCENE_LEAST = 168, 96  # the small drawing in a tile; with less room than that it goes
BANNER_WIDE, STATE_WIDE = 370, 1000  # the exhibit's picture; hours and waiting on a wide panel

STAFF_CORNER = 140
VALUE_WIDE = 180  # 23:30, 100%, in large type too
MARK_SIDE, HIT_SIDE = 84, 168  # of the touch test: what is seen, and how near a finger has to come
TOUCH_WIDE = 984  # of what stands between its rows

# Home: how high its rows are among one another, with small tiles under them and without; lying, how wide its columns.
FIRST_SHARE, TEASER_SHARE, SMALL_SHARE = 0.87, 0.66, 0.76
ROW_SHARE_LARGE = 0.76
FIRST_SHARE_ALONE, TEASER_SHARE_ALONE = 0.8, 0.75
SMALL_SHARE_LYING, MIDDLE_SHARE_LYING, PICTURE_SHARE_LYING = 0.7, 1.48, 0.72
SMALL_SIGN = 66  # of a small tile, over its name

# 全部服务
GROUP_WIDE, GROUP_HIGH = 104, 60  # a group's name beside its rows; lying, above its column
ROW_MOST = 400  # no row is higher, however few there are
SCENE_SHARE_LYING = 0.6
