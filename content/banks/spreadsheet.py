"""Spreadsheets as rows of Python values, through python-calamine, with limits on what a file may cost.

python-calamine is imported only when a file is read: nothing heavy may load before the first frame.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from content import words
from content.banks.columns import letters
from content.banks.model import BankRejected

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

ENDINGS = (".xlsx", ".xls", ".ods")
MOST_MEGABYTES = 30
MOST_UNPACKED_MEGABYTES = 300
MOST_CELLS = 4_000_000
"""Calamine lays a sheet out as a full rectangle, so one stray cell at XFD1048576 would ask for 17 thousand million."""

FILLED_CELL = re.compile(
    rb"<(?:[A-Za-z]\w{0,20}:)?c\s(?:[^>]{0,200}?\s)?r\s{0,9}=\s{0,9}[\"']\s{0,9}([A-Za-z]{1,3})([0-9]{1,7})"
    rb"[^>]{0,200}(?<!/)>"
)
"""A cell that holds something, its attributes in any order, quotes and case, as Calamine reads them; formatting alone
(`<c r="A9" s="1"/>`) costs nothing and is common far below the data.
"""
ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CHUNK = 1 << 20
_OVERLAP = 512


def sheets(path: Path) -> Iterator[tuple[str, list[list[Value]]]]:
    """Name and rows of each sheet, every row from column A, the first row being row 1 of the sheet.

    Raises:
        BankRejected: the file is missing, too large, locked, or not a spreadsheet.
    """
    _check_file(path)
    import python_calamine as calamine

    try:
        workbook = calamine.CalamineWorkbook.from_path(str(path))
        for name in workbook.sheet_names:
            yield name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except calamine.PasswordError as error:
        raise BankRejected(str(path), words.LOCKED) from error
    except (calamine.CalamineError, OSError, ValueError, MemoryError) as error:
        raise BankRejected(str(path), words.UNREADABLE) from error
    except BaseException as error:
        if not is_panic(error):
            raise
        raise BankRejected(str(path), words.UNREADABLE) from error


def is_panic(error: BaseException) -> bool:
    """What a panic of Calamine's becomes, which is no Exception: one file is not to end the whole program."""
    return type(error).__name__ == "PanicException"


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise BankRejected(str(path), words.NOT_A_FILE)
    if path.suffix.lower() not in ENDINGS:
        raise BankRejected(str(path), words.WRONG_ENDING)
    if path.stat().st_size > MOST_MEGABYTES << 20:
        raise BankRejected(str(path), words.too_large(MOST_MEGABYTES))
    if path.suffix.lower() == ".xls":
        return
    try:
        with zipfile.ZipFile(path) as archive:
            _check_archive(path, archive)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise BankRejected(str(path), words.UNREADABLE) from error


def _check_archive(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if sum(member.file_size for member in members) > MOST_UNPACKED_MEGABYTES << 20:
        raise BankRejected(str(path), words.too_large(MOST_UNPACKED_MEGABYTES))
    for member in members:
        # Whatever it is called: which part is a sheet is said by another part, which may say anything.
        if path.suffix.lower() == ".xlsx" and member.filename.lower().endswith(".xml"):
            with archive.open(member) as part:
                column, row = _extent(path, part)
            if column * row > MOST_CELLS:
                raise BankRejected(str(path), words.too_far(f"{letters(column - 1)}{row}"))


def _extent(path: Path, sheet: IO[bytes]) -> tuple[int, int]:
    """Number of columns and rows up to the farthest filled cell. Raises BankRejected for entities, and for UTF-16, in
    which nothing would be found.
    """
    columns: set[bytes] = set()
    last_row = 0
    tail = b""
    while chunk := sheet.read(_CHUNK):
        chunk = tail + chunk
        if b"\0" in chunk or ENTITIES.search(chunk):
            raise BankRejected(str(path), words.HAS_ENTITIES)
        for column, row in FILLED_CELL.findall(chunk):
            columns.add(column)
            last_row = max(last_row, int(row))
        tail = chunk[-_OVERLAP:]
    return max((column_number(name) for name in columns), default=0), last_row


def column_number(name: bytes) -> int:
    number = 0
    for byte in name.upper():
        number = number * 26 + byte - 64
    return number
