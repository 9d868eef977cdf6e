"""A sheet as rows of plain cells, whatever file it came from, and the names of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Row = tuple[int, list[Any]]
"""Row number as the table shows it (from 1) and its cells; the first cell is column A."""

MAX_FILE_BYTES = 32_000_000
MAX_ROWS = 200_000
"""A stated limit (docs/architecture.md): the sheet is refused beyond it, so that nothing is silently left unread."""
MAX_HEIGHT = MAX_ROWS + 30
"""With the lines above a header, and the header."""


class WorkbookRefused(Exception):
    """The file cannot be read at all; the message is for the keeper."""


@dataclass(frozen=True)
class Sheet:
    """A sheet in memory; `rows()` may be walked more than once. `typed`: its cells keep their type (not .csv)."""

    name: str
    source: Any
    typed: bool = True

    @property
    def height(self) -> int:
        """Rows down to the last that holds anything."""
        return 0 if self.source.end is None else int(self.source.end[0]) + 1

    def rows(self) -> Iterator[Row]:
        """Cells that are merged downwards all hold what the uppermost holds: branches are often written once."""
        if self.source.start is None:
            return
        blank = [""] * self.source.start[1]  # the reader drops empty columns on the left, but not empty rows above
        merged, reaching = self._merged_downwards(), dict[int, tuple[int, Any]]()
        for number, cells in enumerate(self.source.iter_rows(), start=1):
            row = blank + cells
            if reaching or number - 1 in merged:
                _fill_down(number - 1, row, reaching, merged.get(number - 1, ()))
            yield number, row

    def _merged_downwards(self) -> dict[int, list[tuple[int, int]]]:
        """First row from 0 -> last row and column of each range that begins there."""
        merged: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, _) in getattr(self.source, "merged_cell_ranges", None) or ():
            if bottom > top:
                merged.setdefault(top, []).append((bottom, left))
        return merged


def _fill_down(at: int, row: list[Any], reaching: dict[int, tuple[int, Any]], begun: Iterable[tuple[int, int]]) -> None:
    """Put what still reaches down to this row into its empty cells, and note what begins here."""
    for column, (bottom, value) in list(reaching.items()):
        if at > bottom:
            del reaching[column]
        elif column < len(row) and not cell_text(row[column]):
            row[column] = value
    for bottom, column in begun:
        if column < len(row):
            reaching[column] = (bottom, row[column])


def cell_text(cell: Any) -> str:
    """What a cell shows, without blanks around it; a whole number without its `.0`."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def column_letters(index: int) -> str:
    """`A` for 0, `AA` for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int | None:
    """0 for `A` or `a`; None for what are no column letters."""
    letters = letters.strip().upper()
    return column_number(letters.encode()) - 1 if re.fullmatch("[A-Z]{1,3}", letters) else None


def column_number(letters: bytes) -> int:
    """1 for `A`, 27 for `AA`."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
