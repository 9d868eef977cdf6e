"""One sheet of a keeper's file as rows of plain cells, with the places a keeper sees in the table.

    sheets = open_table(content)       # .xlsx, .xls or .csv, told apart by what is inside; raises WorkbookRefused

Hostile files are expected: sizes are checked before a reader unpacks anything, and `sheet_reader` runs all of this in
a limited process of its own.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.sheet import (
    MAX_FILE_BYTES,
    MAX_HEIGHT,
    MAX_ROWS,
    Sheet,
    WorkbookRefused,
    column_number,
)
from kiosk.features.membership.hall.ledger.text_table import open_text

_MAX_UNPACKED_BYTES = 400_000_000
_MAX_RATIO = 100
"""An honest table packs about 10 to 20 times; see docs/architecture.md."""
_RATIO_MATTERS_BYTES = 10_000_000
_MAX_CELLS = 8_000_000
"""200,000 rows of 40 columns."""
_PART_BYTES = 1 << 20
_LONGEST_TAG = 200
_SHEET_FILE = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]{0,120}?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]{0,80}(?<!/)>')
"""A cell that is only styled is `<c …/>`: whole formatted columns are common and harmless."""
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""An .xls, or an .xlsx with a password, which is wrapped like one."""


def open_table(content: bytes) -> list[Sheet]:
    """The visible sheets that hold anything. Raises WorkbookRefused."""
    if len(content) > MAX_FILE_BYTES:
        raise WorkbookRefused(words.WORKBOOK_TOO_LARGE.format(megabytes=MAX_FILE_BYTES // 1_000_000))
    if content.startswith(b"PK"):
        _check_package(content)
        sheets = _open_book(content, words.NOT_A_WORKBOOK)
    elif content.startswith(_OLD_FORMAT):
        sheets = _open_book(content, words.NOT_AN_OLD_WORKBOOK)
    else:
        sheets = [open_text(content)]
    filled = [sheet for sheet in sheets if sheet.height]
    for sheet in filled:
        if sheet.height > MAX_HEIGHT:
            raise WorkbookRefused(words.SHEET_TOO_LONG.format(name=sheet.name, rows=sheet.height, limit=MAX_ROWS))
    return filled


def _open_book(content: bytes, unreadable: str) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        shown = [meta.name for meta in book.sheets_metadata if meta.visible == SheetVisibleEnum.Visible]
        return [Sheet(name, book.get_sheet_by_name(name)) for name in shown]
    except PasswordError:
        raise WorkbookRefused(words.WORKBOOK_LOCKED) from None
    except CalamineError as error:
        locked = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" in content
        raise WorkbookRefused(words.WORKBOOK_LOCKED if locked else unreadable) from error


def _check_package(content: bytes) -> None:
    """Refuse what would not fit in memory, before the reader unpacks it."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_sizes(archive, len(content))
            if "xl/workbook.xml" not in archive.namelist():
                raise WorkbookRefused(words.OTHER_FORMAT)
            for entry in archive.infolist():
                if entry.filename.lower().endswith((".xml", ".rels")):
                    _check_part(archive, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise WorkbookRefused(words.NOT_A_WORKBOOK) from None  # RuntimeError: an entry with a password


def _check_sizes(archive: zipfile.ZipFile, packed: int) -> None:
    unpacked = sum(entry.file_size for entry in archive.infolist())
    swollen = unpacked > _RATIO_MATTERS_BYTES and unpacked > packed * _MAX_RATIO
    if swollen or unpacked > _MAX_UNPACKED_BYTES:
        raise WorkbookRefused(words.WORKBOOK_SWELLS)


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read a part once: no more than it claims, no entities, and for a sheet no cell that would need too large a table.

    The reader makes one dense table up to the last filled cell: a stray one in XFD1048576 would need 400 GB.
    """
    sheet, columns, rows, rest, read = _SHEET_FILE.fullmatch(entry.filename), 0, 0, b"", 0
    with archive.open(entry) as file:
        while part := file.read(_PART_BYTES):
            read += len(part)
            part = rest + part
            if read > _MAX_UNPACKED_BYTES or _ENTITIES.search(part):
                raise WorkbookRefused(words.WORKBOOK_SWELLS)
            for cell in _FILLED_CELL.finditer(part) if sheet else ():
                columns, rows = max(columns, column_number(cell[1])), max(rows, int(cell[2]))
                if rows > MAX_HEIGHT or columns * rows > _MAX_CELLS:
                    place = (cell[1] + cell[2]).decode()
                    raise WorkbookRefused(words.CELL_FAR_OUT.format(cell=place, limit=MAX_ROWS))
            rest = part[-_LONGEST_TAG:]
