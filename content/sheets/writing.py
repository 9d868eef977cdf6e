"""An .xlsx for keepers: headers with their hints and drop-downs, cells that stay what they are, a page that explains.

    book, sheet = new_book("题库")
    head(sheet, (Column("题型", "不写就看答案", offered=("单选题", "判断题")), Column("题干", width=48)), rows=500)
    put(sheet.cell(2, 1), "单选题", is_example=True)
    explain(book.create_sheet("说明"), [("怎么用", "一行一道题")])
    content = bytes_of(book)

Every cell is a text, a number or a date by its type, never by what it begins with. openpyxl is imported late: a
terminal has no use for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

FIRST_ROW = 2
"""Below the headers."""
USUAL_WIDTH = 12
_FIRST_DAY_OF_SHEETS = date(1900, 3, 1)
"""Before it spreadsheets count a day that never was; such a date is written as a text."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""OOXML reads ``_x0041_`` in a text as ``A``, unless its first mark is escaped itself (ECMA-376, 22.4.2.4)."""


@dataclass(frozen=True, slots=True)
class Column:
    """``offered``: a drop-down; with ``is_open`` another value may be typed. ``shape``: its cells' number format."""

    header: str
    hint: str = ""
    width: int = USUAL_WIDTH
    offered: tuple[str, ...] = ()
    is_open: bool = False
    shape: str = ""


def new_book(title: str) -> tuple[Any, Any]:
    """A workbook and its first sheet. It says nothing of who made it where, as openpyxl would by itself."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator, book.properties.created = "", datetime(2000, 1, 1)
    book.properties.modified = datetime(2000, 1, 1)
    book.active.title = title
    return book, book.active


def head(sheet: Any, columns: Sequence[Column], *, rows: int, freeze: str = "A2") -> None:
    """``rows``: as many below have the drop-downs."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(columns, start=1):
        cell, letter = sheet.cell(1, number), get_column_letter(number)
        cell.value, cell.font, cell.fill = column.header, Font(bold=True), PatternFill("solid", fgColor="F3E3D3")
        cell.alignment = Alignment(horizontal="center", vertical="center")
        if column.hint:
            cell.comment = Comment(column.hint, "", height=90, width=260)
        sheet.column_dimensions[letter].width = column.width
        if column.shape:
            sheet.column_dimensions[letter].number_format = column.shape
        if column.offered:
            _offer(sheet, column, f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + rows - 1}")
    sheet.row_dimensions[1].height = 24
    sheet.freeze_panes = freeze


def _offer(sheet: Any, column: Column, cells: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = DataValidation("list", formula1=f'"{",".join(column.offered)}"', allow_blank=True)
    offered.showErrorMessage, offered.error = not column.is_open, column.hint
    offered.add(cells)
    sheet.add_data_validation(offered)


def put(cell: Any, value: object, is_example: bool = False) -> None:
    from openpyxl.styles import Alignment, Font

    if isinstance(value, datetime) or (isinstance(value, date) and value < _FIRST_DAY_OF_SHEETS):
        value = value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, date):
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    elif isinstance(value, str):
        put_text(cell, value)
        cell.alignment = Alignment(wrap_text="\n" in value, vertical="top")
    else:
        cell.value = value
    if is_example:
        cell.font = Font(italic=True, color="808080")


def put_text(cell: Any, text: str) -> None:
    """As a text whatever it begins with: "=…" would be a formula, "#N/A" an error; so it stays when it is edited."""
    cell.value = _ESCAPE.sub("_x005F_", text)
    cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", True


def explain(sheet: Any, lines: Iterable[tuple[str, str]]) -> None:
    from openpyxl.styles import Alignment, Font

    for number, (label, text) in enumerate(lines, start=1):
        sheet.cell(number, 1).value, sheet.cell(number, 2).value = label, text
        sheet.cell(number, 1).font = Font(bold=True)
        for column in (1, 2):
            sheet.cell(number, column).alignment = Alignment(wrap_text=column == 2, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 12, 100


def bytes_of(book: Any) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
