"""A sheet as rows of plain cells, whatever file it came from, and the names of its columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from kiosk.features.membership.hall.ledger import words

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
    """A sheet in memory; `rows()` may be walked more than once. `typed`: its cells keep their type (not .csv).

    `broken`: rows that cannot be parted into cells with certainty, and why (a key of `words.ROW_PROBLEMS`). `notes`:
    what a keeper should know of the whole sheet.
    """

    name: str
    source: Any
    typed: bool = True
    broken: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        """Rows down to the last that holds anything."""
        return 0 if self.source.end is None else int(self.source.end[0]) + 1

    def rows(self) -> Iterator[Row]:
        """Cells that are merged downwards all hold what the uppermost holds: branches are often written once."""
        return ((number, cells) for number, cells, _ in self.walk())

    def walk(self) -> Iterator[tuple[int, list[Any], Collection[int]]]:
        """As `rows`, with the columns whose cell is one with the cell above."""
        merged, reaching = self._merged_downwards(), dict[int, tuple[int, Any]]()
        for at, row in enumerate(self._plain()):
            continued: Collection[int] = ()
            if reaching or at in merged:
                continued = _fill_down(at, row, reaching, merged.get(at, ()))
            yield at + 1, row, continued

    def head(self, rows: int) -> list[list[Any]]:
        """The first rows as they stand."""
        return list(islice(self._plain(), rows))

    def spread(self) -> Iterator[list[Any]]:
        """Rows from the first on, where merged cells, also those merged to the right, all hold what the first holds."""
        wide = [(top, left, bottom, right) for (top, left), (bottom, right) in self._merged() if right > left]
        held: dict[tuple[int, int], Any] = {}
        for at, (_, row) in enumerate(self.rows()):
            for top, left, bottom, right in wide:
                if top <= at <= bottom and left < len(row):
                    value = held.setdefault((top, left), row[left])
                    row = [
                        value if left <= one <= right and not cell_text(cell) else cell for one, cell in enumerate(row)
                    ]
            yield row

    def width_of(self, row: int, column: int) -> int:
        """Over how many columns the cell is merged; both from 0."""
        for (top, left), (_, right) in self._merged():
            if (top, left) == (row, column):
                return int(right) - int(left) + 1
        return 1

    def _plain(self) -> Iterator[list[Any]]:
        if self.source.start is None:
            return
        blank = [""] * self.source.start[1]  # the reader drops empty columns on the left, but not empty rows above
        for cells in self.source.iter_rows():
            yield blank + cells

    def _merged(self) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
        return getattr(self.source, "merged_cell_ranges", None) or ()

    def _merged_downwards(self) -> dict[int, list[tuple[int, int]]]:
        """First row from 0 -> last row and column of each range that begins there."""
        merged: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, _) in self._merged():
            if bottom > top:
                merged.setdefault(top, []).append((bottom, left))
        return merged


def _fill_down(
    at: int, row: list[Any], reaching: dict[int, tuple[int, Any]], begun: Iterable[tuple[int, int]]
) -> list[int]:
    """Put what still reaches down to this row into its empty cells, and note what begins here; the columns reached."""
    continued = []
    for column, (bottom, value) in list(reaching.items()):
        if at > bottom:
            del reaching[column]
        elif column < len(row) and not cell_text(row[column]):
            row[column] = value
            continued.append(column)
    for bottom, column in begun:
        if column < len(row):
            reaching[column] = (bottom, row[column])
    return continued


def cell_text(cell: Any) -> str:
    """What a cell shows, without blanks around it; a whole number without its `.0`."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def place_of(number: int, sheets: Sequence[tuple[str, int]]) -> str:
    """A row as the keeper finds it. `sheets`: each of a ledger's sheets, with what is added to its rows."""
    if len(sheets) < 2:
        return str(number)
    name, offset = max((one for one in sheets if one[1] < number), key=lambda one: one[1], default=("", 0))
    return words.row_in(number - offset, name)


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
