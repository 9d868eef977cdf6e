"""A .csv as a sheet: UTF-8 with or without its mark, UTF-16 or GB18030; tabs, commas or semicolons.

Row numbers are those a spreadsheet shows: one a record, also where a quoted cell has several lines.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.sheet import MAX_HEIGHT, MAX_ROWS, Sheet, WorkbookRefused

SEPARATORS = "\t,;"
_SAMPLE_ROWS = 30
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True)
class _Lines:
    """What `Sheet` asks of a source: rows as lists, and the first and last cell as (row, column)."""

    rows: list[list[str]]

    @property
    def start(self) -> tuple[int, int] | None:
        return (0, 0) if self.rows else None

    @property
    def end(self) -> tuple[int, int] | None:
        return (len(self.rows) - 1, 0) if self.rows else None

    def iter_rows(self) -> Iterator[list[str]]:
        return iter(self.rows)


def open_text(content: bytes) -> Sheet:
    """Raises WorkbookRefused: no text, a page saved as a table, unbalanced quotes, too many rows."""
    text = _decoded(content)
    if re.match(r"\s*<", text):
        raise WorkbookRefused(words.IS_A_WEB_PAGE)
    if "\0" in text or not text.strip():
        raise WorkbookRefused(words.NOT_A_TABLE)
    rows = _rows(text, _separator(text))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return Sheet("CSV", _Lines(rows), typed=False)


def _decoded(content: bytes) -> str:
    marked = [name for mark, name in _MARKS.items() if content.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise WorkbookRefused(words.NOT_A_TABLE)


def _separator(text: str) -> str:
    """The one that parts the first rows into the most cells; a comma in a remark does not outvote a tab a cell."""
    sample = "\n".join(text.splitlines()[:_SAMPLE_ROWS])
    return max(SEPARATORS, key=lambda one: max(line.count(one) for line in sample.split("\n")))


def _rows(text: str, separator: str) -> list[list[str]]:
    reader, rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True), list[list[str]]()
    try:
        for cells in reader:
            rows.append(cells)
            if len(rows) > MAX_HEIGHT:
                raise WorkbookRefused(words.TEXT_TOO_LONG.format(limit=MAX_ROWS))
    except csv.Error:
        raise WorkbookRefused(words.QUOTES_OPEN.format(row=len(rows) + 1)) from None
    return rows
