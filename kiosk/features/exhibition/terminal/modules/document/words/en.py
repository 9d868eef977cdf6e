"""What a document says to a visitor: English."""

from __future__ import annotations

from datetime import date

from kiosk.features.exhibition.terminal.words.en import DEMO
from kiosk.ui.words.english import counted, day_name

CONTENTS, NEARBY = "Contents", "Contents, tap to go there"
FIND = "Find"
NOTES = "Footnotes"
TO_TEXT = "To the text"
FIND_TITLE = "Find what in this document?"
FIND_NOW, FIND_AGAIN = "Find", "Another word"
FIND_MISSING = "Tap one of these words, or go back to the text and its contents."
FIND_NOTHING, FIND_NOTHING_NOTE = "Nothing found", "Please try a shorter word."
READ_ALOUD, BE_QUIET = "Read out", "Stop"


def source(text: str, day: date | None, demo: bool) -> str:
    """`day`: of this edition. That it is a demonstration comes first: what has no room is cut at the end."""
    lines = [DEMO if demo else "", f"Source: {text}" if text else ""]
    if day:
        lines.append(f"Edition of {day_name(day)} {day.year}")
    return "\n".join(line for line in lines if line)


def all_contents(count: int) -> str:
    return f"All {count}"


def find_note(title: str) -> str:
    return title


def found(count: int, more: bool) -> str:
    """`more`: there are further places, which are not listed."""
    if not count:
        return FIND_NOTHING
    return f"Many places, here are {count}" if more else f"{counted(count, 'place')} found"


def looked_for(query: str) -> str:
    return f"You looked for '{query}'; tap a place to go there"


def under(heading: str) -> str:
    return f"In '{heading}'"
