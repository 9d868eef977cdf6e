"""A .csv as rows of texts: by whichever mark its header is parted, in UTF-8, UTF-16 or GB18030."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from content import words
from content.banks import words as bank_words
from content.banks.cells import text_of
from content.banks.columns import find_columns, letters
from content.banks.decoding import decoded
from content.banks.making import Making
from content.banks.model import BankRejected
from content.banks.sheet_rows import read_rows
from content.banks.spreadsheet import MOST_ROWS
from content.banks.values import Tell, Value

_MARKS = (",", "\t", ";", "，")
_LOOKED_AT = 30
_MOST_COLUMNS = 500
_MOST_LINES = 60
"""Of one row: beyond it a quotation mark was never closed, and swallows what follows."""
_AS_TEXT = re.compile(r"^=\"(.*)\"$|^'(?=[0-9=+\-@.])(.*)$", re.DOTALL)


def read_table(making: Making, path: Path, content: bytes, tell: Tell) -> None:
    """Raises BankRejected: there is no header, or it is no text."""
    text = decoded(path, content)
    name = path.stem
    rows = list(_rows(making, path, text, _mark_of(text)))
    width = max(map(len, rows), default=0)
    lack = read_rows(making, name, [row + [""] * (width - len(row)) for row in rows], tell=tell)
    if lack is not None:
        raise BankRejected(str(path), lack.reason if lack.near else words.NO_QUESTIONS)


def _mark_of(text: str) -> str:
    """The mark with which there is a header; the one with the most columns, if it is one with several."""
    widest, found = 0, ","
    for mark in _MARKS:
        try:
            for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark), _LOOKED_AT):
                if len(row) > widest and find_columns([text_of(cell) for cell in row]) is not None:
                    widest, found = len(row), mark
        except csv.Error:
            continue
    return found


def _rows(making: Making, path: Path, text: str, mark: str) -> Iterator[list[Value]]:
    """Raises BankRejected: too many, or too wide."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    number, line = 0, 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell of more than 131,072 letters
            making.refuse(path.stem, number, -1, bank_words.quote_open(reader.line_num - line))
            return
        if number > MOST_ROWS or len(row) > _MOST_COLUMNS:
            raise BankRejected(str(path), words.too_far(f"{letters(len(row) - 1)}{number}"))
        if reader.line_num - line > _MOST_LINES:
            making.refuse(path.stem, number, -1, bank_words.quote_open(reader.line_num - line))
            row = []
        line = reader.line_num
        yield [_unwrapped(cell) for cell in row]


def _unwrapped(cell: str) -> str:
    """As a spreadsheet would show ``="007"`` and ``'007``."""
    if cell[:1] not in "='":
        return cell
    match = _AS_TEXT.match(cell)
    return cell if match is None else match[1] if match[1] is not None else match[2]
