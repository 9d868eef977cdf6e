"""A day as .xlsx. Text is written as text, whatever it begins with: no cell can become a formula.

A name such as ``=HYPERLINK(…)`` or ``+1`` stays what somebody typed (OWASP: CSV injection). openpyxl makes a formula
of a string that begins with ``=``; so the type is set after the value, and the cell is marked as quoted, which keeps
it text also when somebody edits it in a spreadsheet.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.apps.hall.console.keeper import words
from kiosk.apps.hall.console.keeper.today import Day
from kiosk.core.web.words import clock_time
from kiosk.features.ratings.rules import words as rating_words
from kiosk.features.tickets.rules.statistics import Figures

Value = str | int | float | None
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def workbook(day: Day, hall: str) -> bytes:
    """The .xlsx file of one business date."""
    from openpyxl import Workbook

    book = Workbook()
    services, windows, ratings = book.active, book.create_sheet(), book.create_sheet()
    queue = day.queue
    title = f"{hall} {queue.day}"
    _sheet(services, words.SHEETS[0], title, words.FIGURE_HEADS, _rows(queue.figures.by_service, queue.services))
    _sheet(windows, words.SHEETS[1], title, words.FIGURE_HEADS, _rows(queue.figures.by_window, queue.windows))
    rated = [
        (one.number, one.service, one.window, rating_words.LEVELS[one.level - 1],
         rating_words.reasons(one.reasons), clock_time(one.at), one.note)
        for one in day.ratings
    ]  # fmt: skip
    _sheet(ratings, words.SHEETS[2], title, words.RATING_HEADS, rated)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def figure_row(name: str, found: Figures) -> tuple[Value, ...]:
    """One line of the tables: in the order of ``words.FIGURE_HEADS``."""
    times = (found.wait_p50_minutes, found.wait_p90_minutes, found.service_mean_minutes)
    rounded = (None if minutes is None else round(minutes, 1) for minutes in times)
    return (name, found.taken, found.called, found.served, found.no_shows, found.transferred, *rounded)


def _rows(found: Mapping[int, Figures], names: Mapping[int, str]) -> list[tuple[Value, ...]]:
    return [figure_row(names.get(key, str(key)), figures) for key, figures in sorted(found.items())]


def _sheet(sheet: Any, name: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    sheet.title = name
    for number, row in enumerate(((title,), heads, *rows), 1):
        for column, value in enumerate(row, 1):
            write(sheet.cell(number, column), value)
    sheet.freeze_panes = "A3"
    for column in range(len(heads)):
        sheet.column_dimensions["ABCDEFGHIJKLMN"[column]].width = 22 if column == 0 else 14


def write(cell: Any, value: Value) -> None:
    """A number as a number, everything else as text that stays text."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = _NOT_IN_XML.sub("", value)
    cell.data_type = "s"
    cell.style = "Normal"
    cell.quotePrefix = True
