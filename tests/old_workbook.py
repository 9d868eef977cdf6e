"""A small .xls (BIFF8 in a compound file), since no library of the project writes one.

Sources: [MS-XLS] 2.4 for the records, [MS-CFB] 2.2 to 2.6 for the container.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import date

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_DATE_FORMAT = 14


def xls(lines: Sequence[Sequence[str | float | date | None]], name: str = "名册", *, shared: bool = False) -> bytes:
    """One sheet; texts, numbers and dates as cells of that kind. ``shared``: texts stand in the table of the workbook,
    as Excel writes them.
    """
    texts = list(dict.fromkeys(cell for cells in lines for cell in cells if isinstance(cell, str))) if shared else []
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    width = max(map(len, lines))
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(lines), 0, width, 0))
    for row, cells in enumerate(lines):
        for column, cell in enumerate(cells):
            if shared and isinstance(cell, str):
                sheet += _record(0x00FD, struct.pack("<HHHI", row, column, 0, texts.index(cell)))
            else:
                sheet += _cell(row, column, cell)
    return _compound(_globals(name, texts) + sheet + _record(0x000A, b""))


def _globals(name: str, texts: Sequence[str]) -> bytes:
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    start += _record(0x0042, struct.pack("<H", 1200))
    for format_id in (0, _DATE_FORMAT):  # XF 0: general, XF 1: a date
        start += _record(0x00E0, struct.pack("<HHHBBBBIIH", 0, format_id, 0, 0, 0, 0, 0, 0, 0, 0))
    if texts:
        coded = [text.encode("utf-16-le") for text in texts]
        table = b"".join(struct.pack("<HB", len(text) // 2, 1) + text for text in coded)
        start += _record(0x00FC, struct.pack("<II", len(texts), len(texts)) + table)
    text = name.encode("utf-16-le")
    length = len(start) + 4 + 8 + len(text) + 4
    listed = struct.pack("<IBBBB", length, 0, 0, len(name), 1) + text
    return start + _record(0x0085, listed) + _record(0x000A, b"")


def _cell(row: int, column: int, cell: str | float | date | None) -> bytes:
    if cell is None:
        return b""
    if isinstance(cell, date):
        return _record(0x0203, struct.pack("<HHHd", row, column, 1, (cell - date(1899, 12, 30)).days))
    if isinstance(cell, str):
        text = cell.encode("utf-16-le")
        return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text) // 2, 1) + text)
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, cell))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(stream: bytes) -> bytes:
    """Header, a sector of the allocation table, one of the directory, the stream (over the 4096 of small ones)."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    if count > 120:
        raise ValueError("one sector of the allocation table is all that is written here")
    table = [_FAT, _END, *range(3, count + 2), _END]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0).ljust(512 - len(header), b"\xff")
    folder = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    return header + fat + folder.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, _FREE, _FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
