"""A text cut into screens. Pure: lines come from the caller, already broken; heights are in the caller's unit.

A heading is never the last thing on a screen, and a paragraph leaves no single line behind at a cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Lines:
    """One block as it breaks: its lines, the height of one, the room above it when it does not open a screen.

    ``first`` is False for the rest of a paragraph that began on the screen before.
    """

    kind: str
    lines: tuple[str, ...]
    line_height: float
    above: float
    first: bool = True

    @property
    def height(self) -> float:
        return len(self.lines) * self.line_height


@dataclass
class Sheet:
    """What stands on one screen; ``opens`` are the numbers of the headings on it."""

    parts: list[Lines] = field(default_factory=list)
    used: float = 0.0
    opens: list[int] = field(default_factory=list)

    def room_for(self, part: Lines, height: float) -> int:
        """How many of the part's lines fit."""
        left = height - self.used - (part.above if self.parts else 0)
        return max(0, min(len(part.lines), int((left + 0.01) // part.line_height)))

    def add(self, part: Lines) -> None:
        self.used += part.height + (part.above if self.parts else 0)
        self.parts.append(part)


def paginate(blocks: Sequence[Lines], height: float) -> list[Sheet]:
    """Screens of at most ``height``; always at least one."""
    sheets = [Sheet()]
    heading = -1
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            heading += 1
            follower = blocks[number + 1] if number + 1 < len(blocks) else None
            needs = block.above + block.height + (_least(follower) if follower else 0)
            if sheets[-1].parts and sheets[-1].used + needs > height:
                sheets.append(Sheet())
            sheets[-1].opens.append(heading)
        _flow(sheets, block, height)
    return sheets


def _least(block: Lines) -> float:
    """Height of the smallest piece that may begin on a screen: two lines, or a short block whole."""
    count = len(block.lines)
    return block.above + (count if count <= 3 else 2) * block.line_height


def _flow(sheets: list[Sheet], block: Lines, height: float) -> None:
    rest = block
    while rest.lines:
        fits = sheets[-1].room_for(rest, height)
        count = len(rest.lines)
        if fits < count:
            fits = min(fits, count - 2) if count > 2 else 0  # no single line behind
            fits = 0 if fits < 2 and sheets[-1].parts else max(fits, 0)
        if fits == 0 and sheets[-1].parts:
            sheets.append(Sheet())
            continue
        fits = fits or max(1, min(count, int(height // rest.line_height)))
        sheets[-1].add(Lines(rest.kind, rest.lines[:fits], rest.line_height, rest.above, rest.first))
        rest = Lines(rest.kind, rest.lines[fits:], rest.line_height, rest.above, False)
        if rest.lines:
            sheets.append(Sheet())


def sheet_of_heading(sheets: Sequence[Sheet], heading: int) -> int:
    """The screen a heading stands on; 0 when there is none of that number."""
    return next((number for number, sheet in enumerate(sheets) if heading in sheet.opens), 0)
