"""A file with tables, whatever program wrote it -> its pages as rows of cells: .xlsx, .xls, .ods, .csv, .tsv.

for page in pages("人物.xlsx", content): ...          # raises SheetRefused
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from content import words
from content.banks.decoding import decoded
from content.banks.model import BankRejected
from content.banks.spreadsheet import Value, sheets

SHEET_ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".tsv")
MOST_ROWS, MOST_COLUMNS = 5000, 200
_MARKS = (",", "\t", ";", "，")
_LOOKED_AT = 4096  # letters, to see by which mark cells are parted


class SheetRefused(Exception):
    """Nothing of the file can be used; the message is for the keeper."""


@dataclass(frozen=True, slots=True)
class Page:
    """``rows`` from column A and row 1 on; none of a hidden one."""

    name: str
    rows: list[list[Value]]
    hidden: bool = False


def pages(name: str, content: bytes) -> list[Page]:
    """Raises SheetRefused."""
    suffix = PurePath(name).suffix.lower()
    try:
        if suffix in (".csv", ".tsv"):
            return [Page(PurePath(name).stem, list(_delimited(decoded(Path(name), content))))]
        found = [Page(one.name, one.rows, one.hidden) for one in sheets(Path(name), content)]
    except BankRejected as rejected:
        raise SheetRefused(rejected.reason) from rejected
    if any(len(page.rows) > MOST_ROWS or max(map(len, page.rows), default=0) > MOST_COLUMNS for page in found):
        raise SheetRefused(words.too_many_rows(MOST_ROWS))
    return found


def _delimited(text: str) -> Iterator[list[Value]]:
    """Raises SheetRefused."""
    head = text[:_LOOKED_AT]
    mark = max(_MARKS, key=head.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark)):
            if number >= MOST_ROWS or len(row) > MOST_COLUMNS:
                raise SheetRefused(words.too_many_rows(MOST_ROWS))
            yield list(row)
    except csv.Error as error:
        raise SheetRefused(words.UNREADABLE) from error
