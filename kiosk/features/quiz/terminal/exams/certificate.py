"""成绩单: what the slip of a test says. Printed when the person asks for it, in front of them.

The hall sends a masked name only, and so the paper has no more: who finds one in the hall learns nothing of anybody.
A keeper's list has the number.
"""

from __future__ import annotations

from datetime import datetime

from devices.printer.document import Align, Columns, Document, Feed, Rule, Text
from kiosk.core.terminal.slips import SlipHand
from kiosk.features.quiz.terminal.exams import slip_words
from kiosk.features.quiz.wire_exams import Outcome

NUMBER_SIZE = 5


def certificate(outcome: Outcome, hand: SlipHand) -> Document:
    """At most as long as a slip may be, with the longest title."""
    centre = Align.CENTER
    at = datetime.fromisoformat(outcome.finished_at)
    return hand.slip(
        slip_words.TITLE,
        Text(outcome.title, align=centre),
        Text(outcome.who, size=2, align=centre, fit=True),
        Feed(),
        Text(slip_words.points(outcome.points), size=NUMBER_SIZE, bold=True, align=centre, fit=True),
        Text(slip_words.PASSED if outcome.passed else slip_words.NOT_PASSED, size=2, align=centre),
        Text(slip_words.right(outcome.right, outcome.total), align=centre),
        Rule(dashed=True),
        Columns(slip_words.day(at), slip_words.number(outcome.number)),
        Text(slip_words.NO_PROOF, align=centre),
    )
