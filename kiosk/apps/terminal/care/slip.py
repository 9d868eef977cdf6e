"""The test slip: shows that the head is clean and the paper lies right, and is no ticket."""

from __future__ import annotations

from datetime import datetime

from devices.printer.document import Align, Columns, Document, Feed, Rule, Text
from kiosk.apps.terminal.care import words


def sample_slip(hall: str, terminal: str, now: datetime) -> Document:
    """In the language in force."""
    centre = Align.CENTER
    return [
        Text(hall, size=2, bold=True, align=centre, fit=True),
        Rule(),
        Text(words.SLIP_TITLE, size=4, bold=True, align=centre, fit=True),
        Text(words.SLIP_NOT_A_TICKET, size=2, align=centre, fit=True),
        Feed(),
        Text(words.SLIP_SIGNS, align=centre),
        Text(words.SLIP_WORDS, align=centre),
        Rule(dashed=True),
        Columns(f"{now:%Y-%m-%d %H:%M}", terminal),
    ]
