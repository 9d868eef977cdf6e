"""学习纪念: a slip to take home. It says how far one came, and that it proves nothing."""

from __future__ import annotations

from devices.printer.document import Align, Feed, Item, Rule, Text
from kiosk.features.quiz.terminal.challenge import slip_words as words

_COUNT_SIZE, _WORD_SIZE = 5, 2
_EDGE = (Rule(), Rule())  # above and below: printers that write text themselves draw no line down the sides


def keepsake(streak: int, nickname: str, topic: str, *, timed: bool) -> list[Item]:
    """The lines under the title, for `SlipHand.slip`. ``nickname`` as the board shows it; empty: none was picked."""
    centre = Align.CENTER
    named = [Text(nickname, size=_WORD_SIZE, align=centre, fit=True)] if nickname else []
    picked = words.NICKNAME_PICKED if nickname else ""
    return [
        *_EDGE,
        *named,
        Text(words.DID, align=centre),
        Feed(),
        Text(words.count(streak), size=_COUNT_SIZE, bold=True, align=centre, fit=True),
        Feed(),
        Text(words.about(topic, timed), bold=True, align=centre, fit=True),
        *_EDGE,
        Text(f"{picked}{words.PROVES_NOTHING}", align=centre),
    ]
