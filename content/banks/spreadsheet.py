"""Spreadsheets as rows of Python values, through python-calamine, with limits on what a file may cost.

python-calamine is imported only when a file is read: nothing heavy may load before the first frame.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from content import words
from content.banks.columns import letters
from content.banks.extent import Extent, NoSheet, OddXml, OpenExtent, extent_of
from content.banks.model import BankRejected

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

ENDINGS = (".xlsx", ".xls", ".ods")
MOST_MEGABYTES = 30
MOST_UNPACKED_MEGABYTES = 300
MOST_CELLS = 4_000_000
"""Calamine lays a sheet out as a full rectangle, so one stray cell at XFD1048576 would ask for 17 thousand million."""

_CHUNK = 1 << 20


def sheets(path: Path, content: bytes | None = None) -> Iterator[tuple[str, list[list[Value]]]]:
    """Name and rows of each sheet, every row from column A, the first row being row 1 of the sheet.

    Of ``content``, where it is given, instead of the file, which then needs not be there: a limited child opens none.

    Raises:
        BankRejected: the file is missing, too large, locked, or not a spreadsheet.
    """
    _check_file(path, content)
    import python_calamine as calamine

    try:
        if content is None:
            workbook = calamine.CalamineWorkbook.from_path(str(path))
        else:
            workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
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


def _check_file(path: Path, content: bytes | None) -> None:
    if content is None and not path.is_file():
        raise BankRejected(str(path), words.NOT_A_FILE)
    if path.suffix.lower() not in ENDINGS:
        raise BankRejected(str(path), words.WRONG_ENDING)
    if (path.stat().st_size if content is None else len(content)) > MOST_MEGABYTES << 20:
        raise BankRejected(str(path), words.too_large(MOST_MEGABYTES))
    if path.suffix.lower() == ".xls":
        return
    try:
        with zipfile.ZipFile(path if content is None else io.BytesIO(content)) as archive:
            _check_archive(path, archive)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise BankRejected(str(path), words.UNREADABLE) from error


def _check_archive(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if sum(member.file_size for member in members) > MOST_UNPACKED_MEGABYTES << 20:
        raise BankRejected(str(path), words.too_large(MOST_UNPACKED_MEGABYTES))
    is_open = path.suffix.lower() == ".ods"
    for member in members:
        # Whatever it is called: which part is a sheet is said by another part, which may say anything. That of an .ods
        # has one name.
        if is_open and not member.filename.lower().endswith(".xml"):
            continue
        extent = extent_of(member.filename, open_document=is_open)
        with archive.open(member) as part:
            _measure(path, extent, part)
        if extent.columns * extent.rows > MOST_CELLS:
            raise BankRejected(str(path), words.too_far(f"{letters(extent.columns - 1)}{extent.rows}"))


def _measure(path: Path, extent: Extent | OpenExtent | NoSheet, part: IO[bytes]) -> None:
    try:
        while chunk := part.read(_CHUNK):
            extent.feed(chunk)
    except OddXml as odd:
        raise BankRejected(str(path), words.HAS_ENTITIES) from odd
