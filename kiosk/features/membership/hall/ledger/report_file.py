"""The report on an import as .xlsx: every row of the ledger, the differences, and what was found in the sheet.

Text is written as text, whatever it begins with: no cell can become a formula (OWASP: CSV injection).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from kiosk.core.process.outside import Outside
from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.report import Report

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_767
_WIDTHS = (10, 18, 26, 48, 48)


class ReportIsThere(Exception):
    """A file of that name exists; a report never replaces one (it may be the ledger itself)."""


def refuse_existing(path: Path) -> None:
    """Ask before the import begins. Raises ReportIsThere."""
    if path.exists() or path.is_symlink():
        raise ReportIsThere(f"{path}: {words.REPORT_IS_THERE}")


def write_report(report: Report, path: Path, outside: Outside | None = None) -> None:
    """Write the .xlsx for its owner alone (0600). Raises ReportIsThere or OSError."""
    try:
        (outside or Outside()).place(path, BytesIO(report_workbook(report)), new=True)
    except FileExistsError:
        raise ReportIsThere(f"{path}: {words.REPORT_IS_THERE}") from None


def report_workbook(report: Report) -> bytes:
    """The .xlsx, in memory."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    tables = (
        (words.ROW_HEADS, _rows(report)),
        (words.DIFFERENCE_HEADS, _differences(report)),
        ((), _facts(report)),
    )
    for name, (heads, lines) in zip(words.REPORT_SHEETS, tables, strict=True):
        _fill(book.create_sheet(name), heads, lines)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rows(report: Report) -> Iterable[Sequence[str | int]]:
    said: defaultdict[int, list[str]] = defaultdict(list)
    people: dict[int, str] = {}
    for problem in report.problems + report.reminders:
        place = f"{problem.column}{report.place(problem.row)} " if problem.column else ""
        said[problem.row or 0].append(place + problem.text)
        people[problem.row or 0] = problem.who
    for difference in report.differences:
        people[difference.row] = difference.who
        said[difference.row] += [change.header for change in difference.changes]
    for one in report.returning:
        people[one.row] = one.who
        said[one.row].append(one.text)
    yield from ((0, "", words.NOTHING_READ, text) for text in said.get(0, ()))
    for row, outcome in report.row_outcomes():
        yield _row(report, row), people.get(row, ""), words.OUTCOMES[outcome], words.CLAUSE_MARK.join(said.get(row, ()))
    if not report.rows:
        yield from (
            (_row(report, row), "", words.NOTHING_READ, words.CLAUSE_MARK.join(texts))
            for row, texts in said.items()
            if row
        )


def _row(report: Report, row: int) -> str | int:
    """A number wherever it is one: a spreadsheet sorts by it."""
    return row if len(report.sheets) < 2 else report.place(row)


def _differences(report: Report) -> Iterable[Sequence[str | int]]:
    for difference in report.differences:
        for change in difference.changes:
            old, new = (value or words.BLANK_VALUE for value in (change.old, change.new))
            yield _row(report, difference.row), difference.who, change.header, old, new


def _facts(report: Report) -> Iterable[Sequence[str | int]]:
    columns = words.LIST_MARK.join(
        f"{'/'.join(letters)} {words.FIELDS[name]}" for name, letters in report.columns.items()
    )
    values = (report.sheet, report.header_row, columns, words.LIST_MARK.join(report.unused), report.summary)
    yield from zip(words.SHEET_LINES, values, strict=True)
    yield from (("", remark) for remark in report.remarks)
    if report.unlisted:
        yield "", words.MORE_NOT_LISTED.format(count=report.unlisted)


def _fill(sheet: Any, heads: Sequence[str], lines: Iterable[Sequence[str | int]]) -> None:
    from openpyxl.styles import Font

    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    if heads:
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, head, Font(bold=True)) for head in heads])
    for line in lines:
        sheet.append([_cell(sheet, value) if isinstance(value, str) else value for value in line])


def _cell(sheet: Any, text: str, font: Any = None) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell.value = _NOT_IN_XML.sub("", text)[:_LONGEST_CELL]
    cell.data_type = "s"  # after the value: what begins with = would be a formula
    if text[:1] in ("=", "+", "-", "@"):
        cell.style = "Normal"
        cell.quotePrefix = True  # stays text also when somebody edits it
    if font is not None:
        cell.font = font
    return cell
