"""打印错题: mistakes with their right answers on a slip, and the same as text in a QR code, which needs no network.

    printed = wrong_slip(hand, "党性体检", mistakes, first=0)       # Printed: the document, and how many stand on it

As many as fit the paper with their code, at least one, cut where it alone is too long; the slip says which of how many,
and the next slip begins behind them. A code of at most `QR_MODULES` modules of three dots (0.375 mm) is as wide as a
third of the paper and holds about 120 characters: printed larger it would leave the list no room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from devices.printer.document import Align, Document, Item, Qr, Rule, Text
from kiosk.core.terminal.slips import SlipHand
from kiosk.features.quiz.rules.wrong_book import Mistake
from kiosk.features.quiz.terminal.along import slip_words

MODULE_DOTS = 3
QR_BYTES = 362  # of a code of 73 modules (version 14, correction M)
PAPER_CHARACTERS, WHOLE = 20, 10_000
# Characters of a stem and of an answer, and bytes of the code, for one that alone is too long: the first that fits.
CUTS = ((66, 44, QR_BYTES), (44, 33, 213), (24, 16, 106), (14, 10, 42))


@dataclass(frozen=True)
class Printed:
    """``first`` and ``last`` are the places of the mistakes on it, from 0; ``last`` is the one behind them."""

    document: Document
    first: int
    last: int


def wrong_slip(hand: SlipHand, paper: str, mistakes: Sequence[Mistake], first: int) -> Printed:
    """From the mistake ``first`` on."""
    best: Printed | None = None
    for last in range(first + 1, len(mistakes) + 1):
        document = _slip(hand, paper, mistakes, first, last)
        if len(_text(paper, mistakes[first:last]).encode()) > QR_BYTES or not hand.fits(document):
            break
        best = Printed(document, first, last)
    return best or _alone(hand, paper, mistakes, first)


def _alone(hand: SlipHand, paper: str, mistakes: Sequence[Mistake], first: int) -> Printed:
    """Cut, with a sign that it goes on."""
    for cut in CUTS:
        document = _slip(hand, paper, mistakes, first, first + 1, cut)
        if hand.fits(document):
            break
    return Printed(document, first, first + 1)


def _slip(
    hand: SlipHand, paper: str, mistakes: Sequence[Mistake], first: int, last: int,
    cut: tuple[int, int, int] | None = None,
) -> Document:  # fmt: skip
    head = slip_words.of_paper(_cut(paper, PAPER_CHARACTERS), first + 1, last, len(mistakes))
    lines: list[Item] = [Text(_plain(head), align=Align.CENTER), Rule()]
    stem_most, part_most, code_most = cut or (WHOLE, WHOLE, QR_BYTES)
    for one in mistakes[first:last]:
        right = slip_words.right_answer(one.parts, ordered=one.ordered)
        lines.append(Text(_plain(_cut(f"{one.number}. {one.stem}", stem_most))))
        lines.append(Text(_plain(_cut(right, part_most)), bold=True))
    code = _within(_text(paper, mistakes[first:last]), code_most)
    lines += [Qr(code, module_dots=MODULE_DOTS), Text(slip_words.SCAN, align=Align.CENTER)]
    return hand.slip(slip_words.MISTAKES, *lines)


def _text(paper: str, mistakes: Sequence[Mistake]) -> str:
    """What a phone shows."""
    return "\n".join(
        (paper, *(f"{one.number}. {one.stem}\n{slip_words.right_answer(one.parts, ordered=one.ordered)}"
                  for one in mistakes))
    )  # fmt: skip


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + slip_words.CUT


def _within(text: str, most: int) -> str:
    """Cut between characters, with a sign that it goes on."""
    if len(text.encode()) <= most:
        return text
    kept = text.encode()[: most - len(slip_words.CUT.encode())].decode(errors="ignore")
    return kept + slip_words.CUT


def _plain(text: str) -> str:
    """Nothing that would be a command to the printer; a bank may hold any character."""
    return "".join(one if one.isprintable() else " " for one in text)
