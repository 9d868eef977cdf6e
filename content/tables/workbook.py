"""A stranger's .xlsx as rows of values; nothing is laid out that was not measured first.

    for sheet in read_workbook(content).sheets: ...      # raises WorkbookRefused; `hidden` names the other sheets

Calamine lays a sheet out as a full rectangle up to its farthest filled cell and panics on some damage, so every part is
unpacked once before, by bytes that really come and not by those a header claims.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from content import words
from content.banks.columns import letters
from content.banks.extent import OddXml, extent_of
from content.banks.spreadsheet import Value, is_panic

MOST_MEGABYTES = 10
MOST_UNPACKED_MEGABYTES = 60
MOST_PARTS = 1000
MOST_RATIO = 100
_RATIO_MATTERS_BYTES = 10 << 20
MOST_ROWS = 5000
MOST_COLUMNS = 200
MOST_SHEETS = 30
_CHUNK = 1 << 20


class WorkbookRefused(Exception):
    """The file cannot be read as a spreadsheet; the message is for the keeper."""


@dataclass(frozen=True, slots=True)
class VisibleSheet:
    """``rows`` from column A and row 1 on."""

    name: str
    rows: list[list[Value]]


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[VisibleSheet, ...]
    hidden: tuple[str, ...]


def read_workbook(content: bytes) -> Workbook:
    """Raises `WorkbookRefused`."""
    if len(content) > MOST_MEGABYTES << 20:
        raise WorkbookRefused(words.too_large(MOST_MEGABYTES))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_parts(archive, len(content))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        locked = content.startswith(b"\xd0\xcf\x11\xe0")  # a password wraps it like an .xls
        raise WorkbookRefused(words.NOT_XLSX if locked else words.UNREADABLE) from error
    return _laid_out(content)


def _laid_out(content: bytes) -> Workbook:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        shown = calamine.SheetVisibleEnum.Visible
        tables = [meta for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
        names = [(meta.name, meta.visible == shown) for meta in tables]
        if len(names) > MOST_SHEETS:
            raise WorkbookRefused(words.too_many_sheets(MOST_SHEETS))
        sheets = tuple(
            VisibleSheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name, visible in names
            if visible
        )
    except (calamine.CalamineError, OSError, ValueError, MemoryError) as error:
        raise WorkbookRefused(words.UNREADABLE) from error
    except BaseException as error:
        if not is_panic(error):
            raise
        raise WorkbookRefused(words.UNREADABLE) from error
    return Workbook(sheets, tuple(name for name, visible in names if not visible))


def _check_parts(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    if len(members) > MOST_PARTS:
        raise WorkbookRefused(words.too_large(MOST_UNPACKED_MEGABYTES))
    left = MOST_UNPACKED_MEGABYTES << 20
    if sum(member.file_size for member in members) > max(_RATIO_MATTERS_BYTES, packed * MOST_RATIO):
        raise WorkbookRefused(words.SWELLS)
    for member in members:
        with archive.open(member) as part:
            left -= _check_part(part, member.filename.lower(), left)


def _check_part(part: IO[bytes], name: str, left: int) -> int:
    """How many bytes came. Raises WorkbookRefused.

    Cells are measured in every part: which one is a sheet is said by another part, which may say anything.
    """
    extent, read = extent_of(name), 0
    try:
        while chunk := part.read(_CHUNK):
            read += len(chunk)
            if read > left:
                raise WorkbookRefused(words.too_large(MOST_UNPACKED_MEGABYTES))
            extent.feed(chunk)
    except OddXml as odd:
        raise WorkbookRefused(words.HAS_ENTITIES) from odd
    if extent.rows > MOST_ROWS or extent.columns > MOST_COLUMNS:
        raise WorkbookRefused(words.too_far(f"{letters(extent.columns - 1)}{extent.rows}"))
    return read
