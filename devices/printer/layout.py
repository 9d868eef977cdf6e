"""Documents broken into the lines that a printer of a given width prints."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from devices.printer.document import Align, Columns, Document, Feed, Qr, Rule, Text
from devices.printer.profiles import Profile

# GB/T 15834: these do not stand at the beginning of a line …
_NEVER_FIRST: Final = frozenset("，。、；：？！）》〉」』】〕…—·”’％%,.;:?!)]}")
# … and these not at its end.
_NEVER_LAST: Final = frozenset("（《〈「『【〔“‘([{")
# A word of letters and digits with marks inside ("2026-11-17", "8–15") stays whole; all else breaks anywhere.
_PIECES: Final = re.compile(r"[0-9A-Za-z]+(?:[-–.:/_][0-9A-Za-z]+)*|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One printed line, not wider than the paper."""

    text: str
    size: int = 1
    bold: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """Two texts on one line of size 1, at its two edges."""

    left: str
    right: str

    def spaced(self, columns: int) -> str:
        """The line as plain text of exactly that many half-width columns."""
        return self.left + " " * (columns - cells(self.left) - cells(self.right)) + self.right


Row = PrintLine | EdgeLine | Rule | Feed | Qr


def cells(text: str) -> int:
    """Width in half-width columns: ASCII takes one, every other character two, marks that combine none."""
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if character.isascii():
        return 1
    return 0 if unicodedata.combining(character) else 2


def rows(document: Document, profile: Profile) -> Iterator[Row]:
    """The document's lines for that paper."""
    for item in document:
        match item:
            case Text():
                yield from _paragraph(item, profile.columns)
            case Columns():
                yield from _edges(item, profile.columns)
            case _:
                yield item


def wrap(text: str, columns: int) -> list[str]:
    """Break a text into lines of at most that many half-width columns (at least 2). Spaces at a break are dropped."""
    lines: list[list[str]] = [[]]
    width = 0
    for piece in _pieces(text, columns):
        if width + cells(piece) > columns and lines[-1]:
            lines.append(_carried_down(lines[-1], piece, columns))
            width = cells("".join(lines[-1]))
            if piece == " " and not lines[-1]:
                continue
        lines[-1].append(piece)
        width += cells(piece)
    broken = ["".join(line) for line in lines]
    return [line.rstrip(" ") if place < len(broken) - 1 else line for place, line in enumerate(broken)]


def _pieces(text: str, columns: int) -> Iterator[str]:
    for piece in _PIECES.findall(text):
        if cells(piece) <= columns:
            yield piece
        else:
            yield from piece


def _carried_down(line: list[str], piece: str, columns: int) -> list[str]:
    """Take from the end of a full line what must not stand there, or must go before `piece` on the next line."""
    kept = len(line)
    first = piece
    while kept > 1 and (first in _NEVER_FIRST or line[kept - 1] in _NEVER_LAST):
        kept -= 1
        first = line[kept]
    carried = line[kept:]
    if kept == 1 and (first in _NEVER_FIRST or line[0] in _NEVER_LAST):
        return []  # nothing but marks: break right here
    if cells("".join(carried)) + cells(piece) > columns:
        return []
    del line[kept:]
    return carried


def _paragraph(text: Text, columns: int) -> Iterator[PrintLine]:
    size = text.size
    while text.fit and size > 1 and cells(text.line) * size > columns:
        size -= 1
    for line in wrap(text.line, max(2, columns // size)):
        yield PrintLine(line, size, text.bold, text.align)


def _edges(item: Columns, columns: int) -> Iterator[Row]:
    if cells(item.left) + cells(item.right) < columns:
        yield EdgeLine(item.left, item.right)
        return
    yield from _paragraph(Text(item.left), columns)
    yield from _paragraph(Text(item.right, align=Align.RIGHT), columns)
