"""Read a question bank from a real spreadsheet: ``read_bank(Path("题库.xlsx"))``.

A sheet's header may stand below preamble rows and its columns in any order; a sheet without one is skipped.
A row that cannot be understood is refused with its row, column and reason, and the rest is kept. A cell that
Excel has probably changed is kept and pointed out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from content import words
from content.banks.answers import MOST_OPTIONS, Unclear, read_answer, read_kind, read_options, split_joined
from content.banks.cells import damage, date_of, text_of
from content.banks.columns import Columns, find_columns, letters
from content.banks.model import MOST_ITEMS, Bank, BankRejected, Difficulty, Finding, Item, Kind, Severity
from content.banks.spreadsheet import Value, sheets

_HEADER_WITHIN = 30  # rows; real files carry a title, a notice and blank rows above the header
_LONGEST = {"stem": 300, "option": 120, "explanation": 1000, "tag": 20, "source": 120}
_DIFFICULTY = {
    **dict.fromkeys(("易", "简单", "容易", "较易", "低", "1", "2"), Difficulty.EASY),
    **dict.fromkeys(("", "中", "中等", "一般", "适中", "3"), Difficulty.MEDIUM),
    **dict.fromkeys(("难", "困难", "较难", "高", "4", "5"), Difficulty.HARD),
}


def read_bank(path: Path, name: str = "", content: bytes | None = None) -> Bank:
    """The bank in a spreadsheet, with everything a keeper should look at; ``content``: instead of the file's own.

    Raises:
        BankRejected: no question at all can be read from the file.
    """
    reading = _Reading(str(path))
    for sheet, rows in sheets(path, content):
        _read_sheet(reading, sheet, rows)
    if not reading.headed:
        raise BankRejected(str(path), words.NO_QUESTIONS)
    return Bank(name or path.stem, tuple(reading.items), tuple(reading.findings))


class _Reading:
    """What has been read of one file so far."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.headed = False
        self.items: list[Item] = []
        self.findings: list[Finding] = []
        self.ids: set[str] = set()
        self.places: dict[str, tuple[Item, str, int]] = {}  # normalised stem -> first item and where it stood

    def note(self, severity: Severity, sheet: str, row: int, column: int, reason: str) -> None:
        self.findings.append(Finding(severity, sheet, row, letters(column), reason))

    def keep(self, item: Item, sheet: str, row: int) -> None:
        if len(self.items) >= MOST_ITEMS:
            raise BankRejected(self.path, words.too_many(MOST_ITEMS))
        self.items.append(item)
        self.ids.add(item.id)
        first, first_sheet, first_row = self.places.setdefault(_bare(item.stem), (item, sheet, row))
        if first is item:
            return
        same = set(first.answer_texts()) == set(item.answer_texts())
        say = words.repeated if same else words.same_stem_other_answer
        self.note(Severity.FLAGGED, sheet, row, -1, say(first_sheet, first_row))


def _read_sheet(reading: _Reading, sheet: str, rows: list[list[Value]]) -> None:
    header, columns = _find_header(rows)
    if columns is None:
        reading.note(Severity.WARNED, sheet, 0, -1, words.SHEET_WITHOUT_QUESTIONS)
        return
    reading.headed = True
    for number, cells in enumerate(rows[header + 1 :], start=header + 2):
        if not any(map(text_of, cells)) or find_columns([text_of(cell) for cell in cells]):
            continue  # blank, or the header printed again at a page break
        row = _Row(reading, sheet, number, cells, columns)
        try:
            item = row.item()
        except Unclear as unclear:
            reading.note(Severity.REFUSED, sheet, number, row.column(unclear.field), unclear.reason)
        else:
            reading.keep(item, sheet, number)


def _find_header(rows: list[list[Value]]) -> tuple[int, Columns | None]:
    for index, cells in enumerate(rows[:_HEADER_WITHIN]):
        if (columns := find_columns([text_of(cell) for cell in cells])) is not None:
            return index, columns
    return -1, None


class _Row:
    """One row of a sheet, read field by field."""

    def __init__(self, reading: _Reading, sheet: str, number: int, cells: list[Value], columns: Columns) -> None:
        self._reading, self._sheet, self._number = reading, sheet, number
        self._cells, self._columns = cells, columns

    def item(self) -> Item:
        stem = self._text("stem")
        if not stem:
            raise Unclear("stem", words.NO_STEM)
        kind, options, answer = self._marked()
        first, last = self._date("valid_from"), self._date("valid_until")
        if first and last and last < first:
            raise Unclear("valid_until", words.DATES_REVERSED)
        return Item(
            id=self._id(stem),
            kind=kind,
            stem=stem,
            options=options,
            answer=answer,
            explanation=self._text("explanation"),
            tags=tuple(filter(None, [self._text("tag")])),
            difficulty=self._difficulty(),
            source=self._text("source"),
            source_date=self._date("source_date"),
            valid_from=first,
            valid_until=last,
        )

    def column(self, field: str) -> int:
        """Sheet column of a field; ``option3`` is the fourth option."""
        if field.startswith("option") and field != "options":
            return self._columns.options.get(int(field[6:]), self._columns["options"])
        if field == "options" and field not in self._columns.of:
            return min(self._columns.options.values(), default=-1)
        return self._columns[field]

    def _value(self, column: int) -> Value | None:
        return self._cells[column] if 0 <= column < len(self._cells) else None

    def _text(self, field: str) -> str:
        column = self.column(field)
        value = self._value(column)
        text = text_of(value)
        limit = _LONGEST["option" if field.startswith("option") else field]
        if len(text) > (limit * MOST_OPTIONS if field == "options" else limit):
            raise Unclear(field, words.too_long(limit))
        if text and field != "tag" and (reason := damage(value)):
            self._warn(column, reason)
        return text

    def _marked(self) -> tuple[Kind, tuple[str, ...], tuple[int, ...]]:
        value = self._value(self._columns["answer"])
        text = text_of(value)
        if not text:
            raise Unclear("answer", words.NO_ANSWER)
        if isinstance(value, date):
            raise Unclear("answer", words.ANSWER_IS_DATE)
        kind = read_kind(text_of(self._value(self._columns["kind"])))
        kind, options, answer = read_answer(kind, self._options(), text)
        if kind is Kind.MULTIPLE and len(answer) == 1:
            self._warn(self._columns["answer"], words.ONE_FOR_MULTIPLE)
        return kind, options, answer

    def _options(self) -> tuple[str, ...]:
        cells = [
            self._text(f"option{index}") if index in self._columns.options else "" for index in range(MOST_OPTIONS)
        ]
        if not any(cells):
            cells = split_joined(self._text("options"))
        return read_options(cells)

    def _id(self, stem: str) -> str:
        number = text_of(self._value(self._columns["number"]))
        if number and number not in self._reading.ids:
            return number
        if number:
            self._warn(self._columns["number"], words.NUMBER_TAKEN)
        digest = hashlib.sha256(_bare(stem).encode()).hexdigest()
        return next(name for name in _names(f"q{digest[:8]}") if name not in self._reading.ids)

    def _difficulty(self) -> Difficulty:
        text = text_of(self._value(self._columns["difficulty"])).removesuffix("题")
        if text not in _DIFFICULTY:
            self._warn(self._columns["difficulty"], words.unknown_difficulty(text))
        return _DIFFICULTY.get(text, Difficulty.MEDIUM)

    def _date(self, field: str) -> date | None:
        value = self._value(self._columns[field])
        try:
            return date_of(value)
        except ValueError:
            raise Unclear(field, words.unreadable_date(text_of(value))) from None

    def _warn(self, column: int, reason: str) -> None:
        self._reading.note(Severity.WARNED, self._sheet, self._number, column, reason)


def _bare(stem: str) -> str:
    """A stem without blanks and closing marks, to find the same question typed twice."""
    return "".join(stem.split()).rstrip("。？?：:（）()")


def _names(first: str) -> Iterable[str]:
    yield first
    yield from (f"{first}-{count}" for count in range(2, MOST_ITEMS + 2))
