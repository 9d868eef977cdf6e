"""The tile of 知识挑战, in the language in force."""

from __future__ import annotations

from kiosk.core.terminal.home_tile import HomeTile, small_tile
from kiosk.features.quiz.terminal.challenge import words

KEY, ICON = "challenge", "flag-pennant"


def tile() -> HomeTile:
    """A challenge is one of the rows of 党性体检, too."""
    return small_tile(KEY, "learning", ICON, words.TILE, words.TILE_BRIEF, words.TILE_NOTE, listed=True)
