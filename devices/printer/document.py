"""What a slip says, free of any printer. Lines print in order; the cut at the end belongs to the print job."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    """Where a line stands on the paper."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph without line feeds. `size` 1–8 multiplies a 24-dot line.

    A paragraph wider than the paper is wrapped. With `fit`, the largest size up to `size` that keeps it on one line is
    taken (a hall title on narrow paper), and only at size 1 is it wrapped.
    """

    line: str
    size: int = 1
    bold: bool = False
    align: Align = Align.LEFT
    fit: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.size <= 8:
            raise ValueError(f"text size {self.size} is not within 1–8")
        _refuse_controls(self.line)


@dataclass(frozen=True, slots=True)
class Columns:
    """Two texts on one line, at the left and the right edge; on two lines when they do not fit side by side."""

    left: str
    right: str

    def __post_init__(self) -> None:
        _refuse_controls(self.left + self.right)


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line over the whole width, with a little space around it."""

    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """Blank paper, in lines of text."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code, centred. `module_dots` is the size of one module (8 dots are 1 mm)."""

    data: str
    module_dots: int = 6


Item = Text | Columns | Rule | Feed | Qr
Document = Sequence[Item]


def _refuse_controls(text: str) -> None:
    """Control characters would be commands to the printer."""
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp"):
            raise ValueError(f"a slip line holds U+{ord(character):04X}")
