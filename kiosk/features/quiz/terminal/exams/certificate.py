"""成绩单: what the slip of a test says. Printed when the person asks for it, in front of them.

The hall sends a masked name only, and so the paper has no more: who finds one in the hall learns nothing of anybody.
A keeper's list has the number.
"""

from __future__ import annotations

from datetime import datetime

from devices.printer.document import Align, Columns, Document, Feed, Item, Rule, Text
from kiosk.core.terminal.slips import SlipHand
from kiosk.features.quiz.terminal.exams import slip_words
from kiosk.features.quiz.wire_exams import Outcome

NUMBER_SIZES = (5, 3, 2)  # of the points: the largest with which the slip is no longer than one may be


def certificate(outcome: Outcome, hand: SlipHand) -> Document:
    """At most as long as a slip may be, also with the longest title of the longest hall."""
    for size in NUMBER_SIZES:
        made = hand.slip(slip_words.TITLE, *_lines(outcome, size))
        if hand.fits(made):
            return made
    return hand.slip(slip_words.TITLE, *_lines(outcome, 1))


def _lines(outcome: Outcome, size: int) -> list[Item]:
    centre, at = Align.CENTER, datetime.fromisoformat(outcome.finished_at)
    air: list[Item] = [Feed()] if size == NUMBER_SIZES[0] else []
    name = min(2, size)
    return [
        Text(outcome.title, align=centre),
        Text(outcome.who, size=name, align=centre, fit=True),
        *air,
        Text(slip_words.points(outcome.points), size=size, bold=True, align=centre, fit=True),
        Text(slip_words.PASSED if outcome.passed else slip_words.NOT_PASSED, size=name, align=centre),
        Text(slip_words.right(outcome.right, outcome.total), align=centre),
        Rule(dashed=True),
        Columns(slip_words.day(at), slip_words.number(outcome.number)),
        Text(slip_words.NO_PROOF, align=centre),
    ]
