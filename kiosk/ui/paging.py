"""A text cut into screens, a few lines at a time, so that a document of 20,000 characters opens without a stall.

    pages = Pages([Block("heading", …), Block("paragraph", …)], height)
    while pages.step(64): …        # a step a frame: about 64 lines broken and placed
    pages.sheets                   # those made so far; all of them once pages.done

Pure: a block's lines come from the caller and are broken only when they are asked for; heights are in the caller's
unit. A heading is never the last thing on a screen, and a paragraph leaves no single line behind at a cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice


@dataclass(frozen=True)
class Block:
    """A heading, paragraph or item: its lines as they break, the height of one, the room above it on a screen it does
    not open."""

    kind: str
    lines: Iterable[str]
    line_height: float
    above: float


@dataclass(frozen=True)
class Lines:
    """What stands of one block on one screen. ``first`` is False for the rest of one begun on the screen before.
    ``block`` is its number, ``before`` how many letters of its lines stand on the screens before, blanks not counted:
    breaking takes and gives some.
    """

    kind: str
    lines: tuple[str, ...]
    line_height: float
    above: float
    first: bool = True
    block: int = 0
    before: int = 0

    @property
    def letters(self) -> int:
        """Blanks not counted."""
        return sum(map(letters_of, self.lines))

    @property
    def height(self) -> float:
        return len(self.lines) * self.line_height


@dataclass
class Sheet:
    """What stands on one screen; ``opens`` are the numbers of the headings on it."""

    parts: list[Lines] = field(default_factory=list)
    used: float = 0.0
    opens: list[int] = field(default_factory=list)

    def room_for(self, block: Block, height: float) -> int:
        """How many of the block's lines fit."""
        left = height - self.used - (block.above if self.parts else 0)
        return max(0, int((left + 0.01) // block.line_height))

    def add(self, part: Lines) -> None:
        self.used += part.height + (part.above if self.parts else 0)
        self.parts.append(part)


def letters_of(text: str) -> int:
    """Blanks not counted."""
    return sum(map(len, text.split()))


class _Source:
    """A block and its lines, broken no further than looked ahead."""

    def __init__(self, block: Block, number: int, broken: _Count) -> None:
        self.block, self.first = block, True
        self._number, self._letters = number, 0
        self._lines, self._ahead, self._broken = iter(block.lines), list[str](), broken

    def ahead(self, most: int) -> int:
        """How many lines are left, counted no further than `most`."""
        more = list(islice(self._lines, max(0, most - len(self._ahead))))
        self._broken.lines += len(more)
        self._ahead += more
        return min(most, len(self._ahead))

    def take(self, count: int) -> Lines:
        lines, self._ahead = tuple(self._ahead[:count]), self._ahead[count:]
        first, self.first = self.first, False
        block, before = self.block, self._letters
        taken = Lines(block.kind, lines, block.line_height, block.above, first, self._number, before)
        self._letters += taken.letters
        return taken


@dataclass
class _Count:
    lines: int = 0


class Pages:
    """Screens of at most ``height``; always at least one. The last of ``sheets`` may still grow until ``done``."""

    def __init__(self, blocks: Sequence[Block], height: float) -> None:
        self.sheets = [Sheet()]
        self.done = False
        self._height = height
        self._broken = _Count()
        self._work = self._lay_out([_Source(block, number, self._broken) for number, block in enumerate(blocks)])

    @property
    def lines_broken(self) -> int:
        """So far."""
        return self._broken.lines

    @property
    def ready(self) -> int:
        """How many sheets will not change any more."""
        return len(self.sheets) - (0 if self.done else 1)

    def step(self, lines: int) -> bool:
        """Lay out about so many lines more (one screen's more at most); False when there are none left."""
        enough = self._broken.lines + lines
        while not self.done and self._broken.lines < enough:
            self.done = next(self._work, True)
        return not self.done

    def finish(self) -> list[Sheet]:
        """All of them, at once."""
        while self.step(1000):
            pass
        return self.sheets

    def sheet_of_heading(self, heading: int) -> int | None:
        """The screen that a heading stands on; None when it is not laid out yet, or there is none of that number."""
        return next((number for number, sheet in enumerate(self.sheets) if heading in sheet.opens), None)

    def _lay_out(self, sources: list[_Source]) -> Iterator[bool]:
        """Yields False after every piece placed."""
        heading = -1
        for number, source in enumerate(sources):
            if source.block.kind == "heading":
                heading += 1
                follower = sources[number + 1] if number + 1 < len(sources) else None
                self._make_room(source, follower)
                self.sheets[-1].opens.append(heading)
            while source.ahead(1):
                self._place(source)
                yield False

    def _make_room(self, heading: _Source, follower: _Source | None) -> None:
        block = heading.block
        most = int(self._height // block.line_height) + 1
        needs = block.above + heading.ahead(most) * block.line_height + (_least(follower) if follower else 0)
        if self.sheets[-1].parts and self.sheets[-1].used + needs > self._height:
            self.sheets.append(Sheet())

    def _place(self, source: _Source) -> None:
        """As much of it as the screen takes, or a new screen."""
        sheet = self.sheets[-1]
        fits = sheet.room_for(source.block, self._height)
        count = source.ahead(fits + 2)
        if fits < count:
            fits = min(fits, count - 2) if count > 2 else 0  # no single line behind
            fits = 0 if fits < 2 and sheet.parts else max(fits, 0)
        else:
            fits = count
        if fits == 0 and sheet.parts:
            self.sheets.append(Sheet())
            return
        whole = max(1, int(self._height // source.block.line_height))
        sheet.add(source.take(fits or min(source.ahead(whole), whole)))
        if source.ahead(1):
            self.sheets.append(Sheet())


def _least(follower: _Source) -> float:
    """Height of the smallest piece that may begin on a screen: two lines, or a short block whole."""
    count = follower.ahead(4)
    return follower.block.above + (count if count <= 3 else 2) * follower.block.line_height
