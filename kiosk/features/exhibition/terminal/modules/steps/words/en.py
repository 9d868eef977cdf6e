"""What guides and oaths say to a visitor: English."""

from __future__ import annotations

PREVIOUS, NEXT, LAST = "Back", "Next", "Done"
PRINT = "Print"
SEEN = "Seen"
READ_WHOLE = "Read all"

LINE_BACK, LINE_ON = "Line before", "Next line"
BEGIN = "Begin"
BY_ITSELF, PAUSE = "Go on by itself", "Pause"
ALOUD, SILENT = "Read out", "Silent"
OATH_NOTE = "One person leads at the screen, the others say it after.\nThe red button turns."
OATH_ENDED = "That was all"
OATH_AGAIN, OATH_LEAVE = "Once more", "Done"
BEFORE_LINES = "Begin when you are ready"


def step_of(place: int, count: int) -> str:
    return f"Step {place + 1} of {count}"


def line_of(place: int, count: int) -> str:
    return f"Line {place + 1} of {count}"


def lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def step_line(number: int, title: str) -> str:
    """On the slip, which stays Chinese."""
    return f"{number}. {title}"


def told(head: str, text: str) -> str:
    """身份证: 原件."""
    return f"{head}: {text}" if text else head
