"""One sheet of an .xlsx as rows of plain cells, with the places a keeper sees in the table."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from kiosk.membership import words

Row = tuple[int, list[Any]]
"""Row number as the table shows it (from 1) and its cells; the first cell is column A."""

MAX_FILE_BYTES = 32_000_000
_MAX_UNPACKED_BYTES = 400_000_000
_MAX_RATIO = 100
"""An honest table packs about 10 to 20 times; RULES refuses beyond 100."""
_RATIO_MATTERS_BYTES = 10_000_000
_MAX_CELLS = 20_000_000
"""200,000 rows of 100 columns."""
_PART_BYTES = 1 << 20
_LONGEST_TAG = 200
_SHEET_FILE = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]{0,120}?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]{0,80}(?<!/)>')
"""A cell that is only styled is `<c …/>`: whole formatted columns are common and harmless."""


class WorkbookRefused(Exception):
    """The file cannot be read at all; the message is for the keeper."""


@dataclass(frozen=True)
class Sheet:
    """A sheet in memory; `rows()` may be walked more than once."""

    name: str
    source: Any

    @property
    def height(self) -> int:
        """Rows down to the last that holds anything."""
        return 0 if self.source.end is None else int(self.source.end[0]) + 1

    def rows(self) -> Iterator[Row]:
        if self.source.start is None:
            return
        blank = [""] * self.source.start[1]  # the reader drops empty columns on the left, but not empty rows above
        for number, cells in enumerate(self.source.iter_rows(), start=1):
            yield number, blank + cells


def open_workbook(content: bytes) -> list[Sheet]:
    """The visible sheets. Raises WorkbookRefused."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    _check_size(content)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        shown = [meta.name for meta in book.sheets_metadata if meta.visible == SheetVisibleEnum.Visible]
        return [Sheet(name, book.get_sheet_by_name(name)) for name in shown]
    except PasswordError:
        raise WorkbookRefused(words.WORKBOOK_LOCKED) from None
    except CalamineError as error:
        raise WorkbookRefused(words.NOT_A_WORKBOOK) from error


def column_letters(index: int) -> str:
    """`A` for 0, `AA` for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _check_size(content: bytes) -> None:
    """Refuse what would not fit in memory, before the reader unpacks it."""
    if len(content) > MAX_FILE_BYTES:
        raise WorkbookRefused(words.WORKBOOK_TOO_LARGE.format(megabytes=MAX_FILE_BYTES // 1_000_000))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            swollen = unpacked > _RATIO_MATTERS_BYTES and unpacked > len(content) * _MAX_RATIO
            if swollen or unpacked > _MAX_UNPACKED_BYTES:
                raise WorkbookRefused(words.WORKBOOK_SWELLS)
            for entry in entries:
                if _SHEET_FILE.fullmatch(entry.filename):
                    _check_extent(archive, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        locked = content.startswith(b"\xd0\xcf\x11\xe0")  # an encrypted .xlsx is wrapped like an old .xls
        raise WorkbookRefused(words.WORKBOOK_LOCKED if locked else words.NOT_A_WORKBOOK) from None


def _check_extent(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """The reader makes one dense table up to the last filled cell: a stray one in XFD1048576 would need 400 GB."""
    columns, rows, rest = 0, 0, b""
    with archive.open(entry) as file:
        while part := file.read(_PART_BYTES):
            part = rest + part
            for cell in _FILLED_CELL.finditer(part):
                columns = max(columns, _column_number(cell[1]))
                rows = max(rows, int(cell[2]))
                if columns * rows > _MAX_CELLS:
                    place = (cell[1] + cell[2]).decode()
                    raise WorkbookRefused(words.CELL_FAR_OUT.format(cell=place))
            rest = part[-_LONGEST_TAG:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
