"""Sizes of the terminal's own pages, in dpx (kiosk/ui/tokens.py has those that every page may use)."""

from __future__ import annotations

PANEL, PANEL_LYING = 516, 330  # of the attract page, under its slides
PANEL_ROUND = 48  # its upper corners
PANEL_PADDING = (48, 44, 48, 20 + PANEL_ROUND)  # the lower corners lie outside the page
HOME_DROP = 44  # the state card stands on the picture's ground
HERO_BELOW = 40  # the picture on a wide panel reaches below the line
GO_SIDE, SCENE_SIDE = 112, 168  # the arrow's disc, the small drawing in a tile
BANNER_WIDE, STATE_WIDE = 370, 1000  # the exhibit's picture; hours and waiting on a wide panel

STAFF_CORNER = 140
VALUE_WIDE = 180  # 23:30, 100%, in large type too
MARK_SIDE, HIT_SIDE = 84, 168  # of the touch test: what is seen, and how near a finger has to come
