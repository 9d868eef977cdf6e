"""One sheet of a keeper's file as rows of plain cells, with the places a keeper sees in the table.

    sheets = open_table(content)       # .xlsx, .xls or .csv, told apart by what is inside; raises WorkbookRefused

Hostile files are expected: sizes are checked before a reader unpacks anything, and `sheet_reader` runs all of this in
a limited process of its own.
"""

from __future__ import annotations

from io import BytesIO

from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.package import plain_package
from kiosk.features.membership.hall.ledger.sheet import MAX_FILE_BYTES, MAX_HEIGHT, MAX_ROWS, Sheet, WorkbookRefused
from kiosk.features.membership.hall.ledger.text_table import open_text

_OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""An .xls, or an .xlsx with a password, which is wrapped like one."""
_TOLD = {
    b"%PDF": words.IS_A_PDF,
    b"\xff\xd8\xff": words.IS_A_PICTURE,
    b"\x89PNG": words.IS_A_PICTURE,
    b"Rar!": words.IS_PACKED,
    b"7z\xbc\xaf": words.IS_PACKED,
    b"\x1f\x8b": words.IS_PACKED,
    b"{\\rtf": words.IS_A_DOCUMENT,
    b"\x09\x00": words.IS_TOO_OLD,  # BIFF 2 to 5 without a container
    b"\x09\x02": words.IS_TOO_OLD,
    b"\x09\x04": words.IS_TOO_OLD,
    b"\x09\x08": words.IS_TOO_OLD,
}
"""Other formats, whatever the file is called."""


def open_table(content: bytes) -> list[Sheet]:
    """The visible sheets that hold anything. Raises WorkbookRefused."""
    if len(content) > MAX_FILE_BYTES:
        raise WorkbookRefused(words.WORKBOOK_TOO_LARGE.format(megabytes=MAX_FILE_BYTES // 1_000_000))
    if content.startswith(b"PK"):
        sheets = _open_book(plain_package(content), words.NOT_A_WORKBOOK)
    elif content.startswith(_OLD_FORMAT):
        _check_age(content)
        sheets = _open_book(content, words.NOT_AN_OLD_WORKBOOK)
    else:
        for mark, said in _TOLD.items():
            if content.startswith(mark):
                raise WorkbookRefused(said)
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


def _check_age(content: bytes) -> None:
    """A workbook of Excel 5 or 95 keeps its texts in the code page of its writer, which the reader does not know.

    [MS-CFB] 2.2 and 2.6: a stream's entry of 128 bytes has its first sector at 116; [MS-XLS] 2.4.21: the version is in
    the first record.
    """
    sector = 1 << min(content[30] if len(content) > 30 else 9, 12)
    for name in ("Workbook", "Book"):
        entry = content.find(name.encode("utf-16-le") + b"\0\0", 512)
        if entry < 0 or entry % 128:
            continue
        first = (int.from_bytes(content[entry + 116 : entry + 120], "little") + 1) * sector
        if content[first : first + 2] == b"\x09\x08" and content[first + 4 : first + 6] != b"\x00\x06":
            raise WorkbookRefused(words.IS_TOO_OLD)
        return
