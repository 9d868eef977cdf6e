"""Sizes of the first start's pages, in dpx (kiosk/ui/tokens.py has those that every page may use)."""

from __future__ import annotations

CHOICE_ROW = 148
TABLE_ROW, TABLE_ROW_LYING = 88, 124  # a hall's 30 letters in two lines, in three
CELL, CELL_MOST = 88, 144  # between a finger and a comfortable key
NOTICE = 84
ROLE = 200  # what the machine is, on the first page
