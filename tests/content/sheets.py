"""Real spreadsheets for the tests, written by openpyxl as Excel and WPS would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

HEADER = ("题号", "题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案")


def write_sheet(path: Path, rows: Iterable[Sequence[object]], title: str = "题库") -> Path:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def question(number: object, stem: str, answer: object, *options: object, kind: str = "") -> tuple[object, ...]:
    return (number, kind, stem, *((*options, None, None, None, None)[:4]), answer)
