"""The slip a visitor takes: what it says, free of any printer (``docs/pictures/slip.png``).

In a visit in English it says both: a clerk reads the one, the visitor the other.
"""

from typing import Any

from devices.printer.document import Align, Columns, Document, Feed, Item, Rule, Text
from kiosk.features.tickets.rules import words
from kiosk.features.tickets.rules.queue import PRIORITY
from kiosk.features.tickets.wire import Ticket
from kiosk.ui import language

# 1 is a 24-dot line (3 mm). The number may be as high as the paper is wide: it is read at arm's length.
_NUMBER_SIZE, _NAME_SIZE = 8, 2


def slip(
    ticket: Ticket, *, hall: str, terminal: str, demo: bool, reprint: bool, english: bool = False
) -> Document:  # fmt: skip
    """The lines of one ticket's slip. ``reprint`` marks it 补打; ``demo`` says that it is worth nothing; ``english``
    adds each line in English.
    """
    centre = Align.CENTER
    wait = words.slip_wait(ticket.ahead, ticket.wait_low_minutes, ticket.wait_high_minutes)

    def also(text: str, **how: Any) -> list[Item]:
        return [Text(text, **how)] if english and text else []

    lines: list[Item] = [
        Text(hall, size=_NAME_SIZE, bold=True, align=centre, fit=True),
        *also(language.english_of(hall), align=centre),
        Rule(),
    ]
    if ticket.training:
        lines.append(Text(words.SLIP_TRAINING, size=_NAME_SIZE, bold=True, align=centre))
    if reprint:
        lines.append(Text(words.SLIP_REPRINT, size=_NAME_SIZE, bold=True, align=centre))
    lines += [
        Text(ticket.service, size=_NAME_SIZE, bold=True, align=centre, fit=True),
        *also(language.english_of(ticket.service), align=centre),
        *([Text(words.SLIP_PRIORITY, size=_NAME_SIZE, align=centre)] if ticket.lane == PRIORITY else []),
        *(also(words.ENGLISH_PRIORITY, align=centre) if ticket.lane == PRIORITY else []),
        Feed(),
        Text(ticket.number, size=_NUMBER_SIZE, bold=True, align=centre, fit=True),
        Feed(),
        *(Text(line, size=_NAME_SIZE, align=centre, fit=True) for line in wait),
        *also(words.english_wait(ticket.ahead, ticket.wait_low_minutes, ticket.wait_high_minutes), align=centre),
        Rule(dashed=True),
        Text(words.SLIP_WAIT_HERE),
        *(Text(note) for note in ticket.notes),
        *also(words.ENGLISH_WAIT_HERE),
        *(one for note in ticket.notes for one in also(language.english_of(note))),
        Rule(),
        Columns(words.slip_time(ticket.taken_at), terminal),
    ]
    if ticket.training:
        lines.append(Text(words.SLIP_TRAINING_NOTE, align=centre))
    elif demo:
        lines.append(Text(words.SLIP_DEMO, align=centre))
    return lines
