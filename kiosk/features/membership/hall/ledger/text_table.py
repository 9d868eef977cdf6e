"""A .csv as a sheet: tabs, commas or semicolons, with quotes as programs and people set them.

Row numbers are those a spreadsheet shows: one a record, also where a quoted cell has several lines. A row that cannot
be parted with certainty is in `Sheet.broken`; the others are read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO

from content.texts.decoding import spoiled_text_of
from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.header_names import field_of, header_text
from kiosk.features.membership.hall.ledger.sheet import MAX_HEIGHT, MAX_ROWS, Sheet, WorkbookRefused

SEPARATORS = "\t,;"
_SAMPLE_ROWS = 30
_FEW = 2
"""Cells of a row that is no person: a title, a total."""
_MOST_LINES = 20
"""Of one cell; more is a quote that nobody closed."""


@dataclass
class _Lines:
    """What `Sheet` asks of a source: rows as lists, and the first and last cell as (row, column)."""

    rows: list[list[str]] = field(default_factory=list)
    broken: dict[int, str] = field(default_factory=dict)

    @property
    def start(self) -> tuple[int, int] | None:
        return (0, 0) if self.rows else None

    @property
    def end(self) -> tuple[int, int] | None:
        return (len(self.rows) - 1, 0) if self.rows else None

    def iter_rows(self) -> Iterator[list[str]]:
        return map(list, self.rows)

    def add(self, cells: list[str], broken: str = "") -> None:
        self.rows.append(cells)
        if broken:
            self.broken[len(self.rows)] = broken
        if len(self.rows) > MAX_HEIGHT:
            raise WorkbookRefused(words.TEXT_TOO_LONG.format(limit=MAX_ROWS))


def open_text(content: bytes) -> Sheet:
    """Raises WorkbookRefused: no text, a page saved as a table, too many rows."""
    text = spoiled_text_of(content)
    if not text:
        raise WorkbookRefused(words.NOT_A_TABLE)
    if re.match(r"\s*<|MIME-Version:", text):
        raise WorkbookRefused(words.IS_A_WEB_PAGE)
    separator, width, above = _shape(text)
    lines = _read(text, separator) or _read_apart(text, separator, width)
    while lines.rows and not any(cell.strip() for cell in lines.rows[-1]):
        lines.rows.pop()
    notes = _check_header(lines, width, above)
    _note_shifted(lines, width)
    return Sheet("CSV", lines, typed=False, broken=lines.broken, notes=notes)


def _shape(text: str) -> tuple[str, int, int]:
    """The separator under which a row has the most known headers, that row's width, and how many lines stand above it.

    Where none is known: the one that parts a row into the most cells. A comma in a remark does not outvote it.
    """
    sample = _physical(text[:200_000])[:_SAMPLE_ROWS]
    best = max(
        ((known, len(cells), -at, separator) for separator in SEPARATORS for at, line in enumerate(sample)
         if (cells := _parted(line, separator)) for known in (_known(cells),)),
        key=lambda one: (one[0], 0 if one[0] else one[1], one[2], one[1]), default=(0, 1, 0, ","),
    )  # fmt: skip
    return best[3], best[1], -best[2]


def _known(cells: Sequence[str]) -> int:
    return sum(field_of(header_text(cell)) is not None for cell in cells if len(cell) < 60)


def _physical(text: str) -> list[str]:
    """Lines with their ends; of what else Python calls a line end nothing ends one here."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", text)


def _parted(line: str, separator: str) -> list[str]:
    """One line by itself, its quotes taken as they come."""
    return next(csv.reader([line], delimiter=separator), [])


def _read(text: str, separator: str) -> _Lines | None:
    """The whole table by the rules; None where a quote breaks them, or swallowed rows."""
    lines, reader = _Lines(), csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if any("\n" in cell and _swallowed(cell, separator) for cell in cells):
                return None
            lines.add(cells)
    except csv.Error:
        return None
    return lines


def _swallowed(cell: str, separator: str) -> bool:
    """A cell of several lines in which one looks like a row of a table."""
    return any(line.count(separator) > 1 for line in cell.split("\n")[1:]) or cell.count("\n") >= _MOST_LINES


def _read_apart(text: str, separator: str, width: int) -> _Lines:
    """Line by line: a record ends where its quotes close; what never closes is one line, its quotes mere letters."""
    lines, physical, at = _Lines(), _physical(text), 0
    while at < len(physical):
        length, cells = _record(physical, at, separator)
        if cells is None:
            plain = next(csv.reader([physical[at]], delimiter=separator, quoting=csv.QUOTE_NONE), [])
            lines.add(plain, "quotes_odd" if len(plain) <= width else "quotes_open")
        else:
            lines.add(cells)
        at += length
    return lines


def _record(physical: Sequence[str], at: int, separator: str) -> tuple[int, list[str] | None]:
    for length in range(1, min(_MOST_LINES, len(physical) - at) + 1):
        try:
            (cells,) = csv.reader(physical[at : at + length], delimiter=separator, strict=True)
        except (csv.Error, ValueError):  # not closed yet, or closed in the middle
            continue
        return (1, None) if any(_swallowed(cell, separator) for cell in cells if "\n" in cell) else (length, cells)
    return 1, None


def _check_header(lines: _Lines, width: int, above: int) -> tuple[str, ...]:
    """Raises WorkbookRefused where the header has more cells, or less, than every row: it names the wrong ones.

    An empty cell more at the end of every row comes from a program that ends rows with a separator, or from a header
    that lost one: a note.
    """
    widths = {len(cells) for cells in lines.rows[above + 1 :] if sum(map(bool, map(str.strip, cells))) > _FEW}
    filled = any(cell.strip() for cells in lines.rows[above + 1 :] for cell in cells[width:])
    if len(widths) != 1 or width <= _FEW or min(widths) == width:
        return ()
    if min(widths) < width or filled:
        raise WorkbookRefused(words.HEADER_SHIFTED.format(header=width, row=min(widths)))
    return (words.ROWS_END_EMPTY.format(header=width, row=min(widths)),)


def _note_shifted(lines: _Lines, width: int) -> None:
    """Rows with more cells than the header, or one fewer where nearly all have all: a separator came in or was lost.

    What lacks more was cut short by a hand that left the empty end out.
    """
    people = [(number, cells) for number, cells in enumerate(lines.rows, start=1) if 2 * len(cells) >= width > 1]
    longer = [number for number, cells in people if len(cells) > width]
    shorter = [number for number, cells in people if len(cells) == width - 1]
    if 2 * len(longer) < len(people):
        lines.broken.update(dict.fromkeys(longer, "cells_shifted"))
    if len(shorter) > 1 and 10 * len(shorter) >= len(people):  # totals and titles are short in every table
        shorter = [number for number in shorter if sum(bool(cell.strip()) for cell in lines.rows[number - 1]) > _FEW]
    if len(shorter) == 1 or 10 * len(shorter) < len(people):
        lines.broken.update(dict.fromkeys(shorter, "cells_shifted"))
