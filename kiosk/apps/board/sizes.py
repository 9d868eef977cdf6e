"""Sizes of the call board, in dpx of its own page (`scale.py`)."""

from __future__ import annotations

from kiosk.ui.tokens import Air

MARGIN, BETWEEN = Air.XXL, Air.XL  # at the sides of the page; between what stands beside one another
HEAD, FOOT, STRIP = 104, 128, 104
UNDER_HEAD, UNDER_STRIP = Air.XS, 20
CALL, CALL_AWAY = 340, 292  # the great card; while a strip tells that the hall is away
RIGHT, WAITING = 600, 282  # the right column's width, the height of who waits
BELOW_UPRIGHT = 470  # exhibition and waiting side by side, below the table

CALL_SIDE, CALL_TOP, KICKER = 56, 30, 68

TITLES, LEAST_ROW, ROW_MOST = 68, 74, 152
TABLE_SIDE, TABLE_BETWEEN = 40, Air.XXL
CELL_AIR, LINE_AIR = Air.S, Air.HAIR  # beside a cell, and above its lines
PAGE_MARK = 200
NOTE_LINE = 47  # one line of board_note

NO_ROOM = 100  # a card as narrow is not laid out yet
COLUMN_GAP, ONE_COLUMN = 28, 560  # of who waits; so high it is one column
COUNT_GAP = Air.XS
FOOT_GAP = 36

PICTURE_SIDE, CAPTION = 36, 150
