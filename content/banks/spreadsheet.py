"""Spreadsheets as rows of Python values, through python-calamine, with limits on what a file may cost.

python-calamine is imported only when a file is read: nothing heavy may load before the first frame.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias

from content import words
from content.banks import values
from content.banks import words as bank_words
from content.banks.columns import letters
from content.banks.extent import Extent, NoSheet, OddXml, OpenExtent, extent_of
from content.banks.model import BankRejected
from content.banks.sound import MOST_MEGABYTES

Value: TypeAlias = values.Value

MOST_UNPACKED_MEGABYTES = 300
MOST_CELLS = 4_000_000
"""Calamine lays a sheet out as a full rectangle, so one stray cell at XFD1048576 would ask for 17 thousand million."""
MOST_ROWS = 200_000
"""An option a row, 20,000 items of eight options and their headings; beyond it is a damaged sheet."""
MOST_SHEETS = 200

_CHUNK = 1 << 20
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, LookupError, struct.error,
)  # fmt: skip
"""What zipfile makes of an archive that is cut, or says of itself what is not so."""
_OLE = b"\xd0\xcf\x11\xe0"
_MACROS = "vbaproject.bin"
_MEDIA = ("xl/media/", "pictures/")


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows`` from column A and row 1 on; none of a hidden sheet. ``merged``: first row and column, last ones, from 0.

    ``has_pictures``: somewhere in the workbook, as far as its parts tell.
    """

    name: str
    rows: list[list[Value]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    hidden: bool = False


def sheets(path: Path, content: bytes | None = None) -> Iterator[Sheet]:
    """The sheets of a workbook, the hidden ones named only.

    Of ``content``, where it is given, instead of the file, which then needs not be there: a limited child opens none.

    Raises:
        BankRejected: the file is missing, too large, locked, with macros, or not a spreadsheet.
    """
    if content is None:
        content = path.read_bytes()
    if len(content) > MOST_MEGABYTES << 20:
        raise BankRejected(str(path), words.too_large(MOST_MEGABYTES))
    if not content.startswith(_OLE):
        check_archive(path, content)
    elif "VBA".encode("utf-16-le") in content and "_VBA_PROJECT".encode("utf-16-le") in content:
        raise BankRejected(str(path), bank_words.MACROS)
    import python_calamine as calamine

    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = calamine.SheetVisibleEnum.Visible
        kinds = [meta for meta in workbook.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
        if len(kinds) > MOST_SHEETS:
            raise BankRejected(str(path), words.too_many_sheets(MOST_SHEETS))
        for meta in kinds:
            if meta.visible != shown:
                yield Sheet(meta.name, [], hidden=True)
            else:
                yield _sheet(meta.name, workbook.get_sheet_by_name(meta.name))
    except calamine.PasswordError as error:
        raise BankRejected(str(path), words.LOCKED) from error
    except (calamine.CalamineError, OSError, ValueError, MemoryError) as error:
        raise BankRejected(
            str(path), bank_words.LOCKED_OR_OLD if content.startswith(_OLE) else words.UNREADABLE
        ) from error
    except BaseException as error:
        if not is_panic(error):
            raise
        raise BankRejected(str(path), words.UNREADABLE) from error


def _sheet(name: str, sheet: Any) -> Sheet:
    try:
        merged = tuple(sheet.merged_cell_ranges or ())
    except AttributeError:  # of a format whose reader knows none
        merged = ()
    return Sheet(name, sheet.to_python(skip_empty_area=False), merged)


def is_panic(error: BaseException) -> bool:
    """What a panic of Calamine's becomes, which is no Exception: one file is not to end the whole program."""
    return type(error).__name__ == "PanicException"


def check_archive(path: Path, content: bytes) -> None:
    """Raises BankRejected: it is no whole archive, swells, has macros, or reaches too far."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(path, archive)
    except _DAMAGE as error:
        raise BankRejected(str(path), words.UNREADABLE) from error
    except RuntimeError as error:  # a part that is encrypted
        raise BankRejected(str(path), words.LOCKED) from error


def has_pictures(content: bytes) -> bool:
    """Whether pictures are embedded in a workbook that `check_archive` has let through."""
    if content.startswith(_OLE):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(name.lower().startswith(_MEDIA) for name in archive.namelist())


def _check_parts(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if sum(member.file_size for member in members) > MOST_UNPACKED_MEGABYTES << 20:
        raise BankRejected(str(path), words.too_large(MOST_UNPACKED_MEGABYTES))
    is_open = any(member.filename == "content.xml" for member in members)
    for member in members:
        name = member.filename.lower()
        if name.endswith(_MACROS) or name.startswith("basic/script"):
            raise BankRejected(str(path), bank_words.MACROS)
        # Whatever it is called: which part is a sheet is said by another part, which may say anything. That of an .ods
        # has one name.
        if is_open and not name.endswith(".xml"):
            continue
        extent = extent_of(member.filename, open_document=is_open)
        with archive.open(member) as part:
            _measure(path, extent, part)
        if extent.columns * extent.rows > MOST_CELLS or extent.rows > MOST_ROWS:
            raise BankRejected(str(path), words.too_far(f"{letters(extent.columns - 1)}{extent.rows}"))


def _measure(path: Path, extent: Extent | OpenExtent | NoSheet, part: IO[bytes]) -> None:
    try:
        while chunk := part.read(_CHUNK):
            extent.feed(chunk)
    except OddXml as odd:
        raise BankRejected(str(path), words.HAS_ENTITIES) from odd
