"""The tile of 每日一题, in the language in force."""

from __future__ import annotations

from kiosk.core.terminal.home_tile import HomeTile, small_tile
from kiosk.features.quiz.terminal.daily import words

KEY, ICON = "daily", "calendar-check"


def tile() -> HomeTile:
    return small_tile(KEY, "learning", ICON, words.TITLE, words.TILE_NOTE, words.LARGE_NOTE)
