"""Workbooks as .xlsx. Text is written as text, whatever it begins with: no cell can become a formula.

A name such as ``=HYPERLINK(…)`` or ``+1`` stays what somebody typed (OWASP: CSV injection). openpyxl makes a formula
of a string that begins with ``=``; so the type is set after the value, and the cell is marked as quoted, which keeps
it text also when somebody edits it in a spreadsheet.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi.responses import Response

from kiosk.core.web.frame import HEADERS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | int | float | None
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title in its first row, the heads in its second."""

    name: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]


def book_of(sheets: Sequence[Sheet]) -> bytes:
    """The .xlsx file. openpyxl takes some time: for a worker."""
    from openpyxl import Workbook

    book = Workbook()
    for number, sheet in enumerate(sheets):
        _write(book.create_sheet() if number else book.active, sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def sent(book: bytes, name: str) -> Response:
    """As a file to keep, under this name."""
    told = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}.xlsx"}
    return Response(book, 200, HEADERS | told, XLSX)


def _write(sheet: Any, given: Sheet) -> None:
    sheet.title = given.name
    for number, row in enumerate(((given.title,), given.heads, *given.rows), 1):
        for column, value in enumerate(row, 1):
            write(sheet.cell(number, column), value)
    sheet.freeze_panes = "A3"
    for column in range(len(given.heads)):
        sheet.column_dimensions["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column]].width = 22 if column == 0 else 14


def write(cell: Any, value: Value) -> None:
    """A number as a number, everything else as text that stays text."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = _NOT_IN_XML.sub("", value)
    cell.data_type = "s"
    cell.style = "Normal"
    cell.quotePrefix = True
