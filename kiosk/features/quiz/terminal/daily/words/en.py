"""What the question of the day says to a visitor: English."""

from __future__ import annotations

from datetime import date

from kiosk.ui.words.english import day_name

TITLE = "Question of the day"
TILE_NOTE, LARGE_NOTE = "One a day", "One a day, and the reason why"
SLIDE = "Question of the day: touch here"
CHALLENGE = "Go on with a challenge"
HOME = "Home"


def on(day: date) -> str:
    return f"  {day_name(day)}"


def lettered(letter: str, option: str) -> str:
    """An option on the slide."""
    return f"{letter}  {option}"
