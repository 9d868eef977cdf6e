"""A keeper's spreadsheet -> records, and every problem named with its row and column.

    sheet = read(content, today)            # raises WorkbookRefused or HeadersRefused: nothing can be read
    for row in sheet.rows():                # one at a time: a record, or problems, never an exception
        ...

Nothing here touches the database, and no message repeats a name, a number or a date: the place says where to look.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from devices.id_card import id_number as id_numbers
from kiosk.membership import words
from kiosk.membership.dates import DateUnclear, LedgerDate, parse_date
from kiosk.membership.names import split_names, tidy
from kiosk.membership.record import Milestone, Record
from kiosk.membership.workbook import Row, Sheet, column_letters, open_workbook

ALIASES: dict[str, tuple[str, ...]] = {field: (header,) for field, header in words.FIELDS.items()}
"""The headers each field is known by; the first is the one reports use."""

HEADER_WITHIN_ROWS = 30
MAX_ROWS = 200_000
_REQUIRED = ("name", "id_number")


@dataclass(frozen=True, slots=True)
class Problem:
    """Where and what: `row` from 1 and `column` as letters, as the table shows them; None for the whole sheet."""

    row: int | None
    column: str | None
    header: str
    text: str


@dataclass(slots=True)
class CheckedRow:
    """One row of the sheet. `record` is None when a problem forbids it; `blanks` are fields left empty."""

    number: int
    record: Record | None = None
    problems: list[Problem] = field(default_factory=list)
    blanks: tuple[str, ...] = ()


class HeadersRefused(Exception):
    """The sheet has not the columns it needs; `problems` names each with the nearest header found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("；".join(problem.text for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class MemberSheet:
    """A sheet whose header was found. `columns` maps field to column index, `remarks` is for the report."""

    sheet: Sheet
    header_row: int
    columns: dict[str, int]
    remarks: list[str]
    today: date

    def __len__(self) -> int:
        return max(0, self.sheet.height - self.header_row)

    def rows(self) -> Iterator[CheckedRow]:
        """Every row that is not blank, checked; twins are refused, all of them, since none can be trusted."""
        twins = self._twins()
        for row in self._filled():
            yield self._check(row, twins)

    def _filled(self) -> Iterator[Row]:
        for number, cells in self.sheet.rows():
            if number > self.header_row + MAX_ROWS:
                return
            if number > self.header_row and any(_text(cells[at]) for at in self.columns.values() if at < len(cells)):
                yield number, cells

    def _twins(self) -> dict[str, list[int]]:
        seen: defaultdict[str, list[int]] = defaultdict(list)
        for number, cells in self._filled():
            seen[_id_text(self._cell(cells, "id_number"))].append(number)
        return {text: rows for text, rows in seen.items() if text and len(rows) > 1}

    def _cell(self, cells: list[Any], name: str) -> Any:
        at = self.columns[name]
        return cells[at] if at < len(cells) else None

    def _check(self, row: Row, twins: dict[str, list[int]]) -> CheckedRow:
        checked = CheckedRow(row[0])
        draft = _Draft(self, row, checked)
        draft.check_person(twins)
        draft.check_dates()
        if not checked.problems:
            checked.record = draft.record()
            checked.blanks = tuple(draft.blanks())
        return checked


class _Draft:
    """The values of one row while they are checked."""

    def __init__(self, sheet: MemberSheet, row: Row, checked: CheckedRow) -> None:
        self.sheet, self.cells, self.checked = sheet, row[1], checked
        self.name = tidy(_text(self._cell("name")))
        self.id_number = _id_text(self._cell("id_number"))
        self.branch = " ".join(_text(self._cell("branch")).split())
        self.introducers = split_names(_text(self._cell("introducers")))
        self.dates: dict[Milestone, LedgerDate] = {}

    def _cell(self, name: str) -> Any:
        return self.sheet._cell(self.cells, name)

    def _refuse(self, name: str, reason: str) -> None:
        self._say(name, words.FIELDS[name] + words.ROW_PROBLEMS[reason])

    def _say(self, name: str, text: str) -> None:
        column = column_letters(self.sheet.columns[name])
        self.checked.problems.append(Problem(self.checked.number, column, words.FIELDS[name], text))

    def check_person(self, twins: dict[str, list[int]]) -> None:
        if not self.name:
            self._refuse("name", "empty")
        reason = id_problem(self._cell("id_number"))
        if reason:
            self._refuse("id_number", reason)
        elif self.id_number in twins:
            self._say("id_number", words.twins(twins[self.id_number]))

    def check_dates(self) -> None:
        for kind in (kind for kind in Milestone if kind in self.sheet.columns):
            try:
                when = parse_date(self._cell(kind))
            except DateUnclear as unclear:
                self._refuse(kind, unclear.reason)
                continue
            if when is not None:
                self._keep_date(kind, when)
        self._check_order()

    def _keep_date(self, kind: Milestone, when: LedgerDate) -> None:
        self.dates[kind] = when
        if when.is_after(LedgerDate.from_date(self.sheet.today)):
            self._refuse(kind, "in_the_future")
        elif not id_problem(self.id_number) and Record("", self.id_number, "", {}).birth.is_after(when):
            self._refuse(kind, "before_birth")

    def _check_order(self) -> None:
        known = [kind for kind in Milestone if kind in self.dates]
        for earlier, later in pairwise(known):
            if self.dates[earlier].is_after(self.dates[later]):
                self._say(later, words.out_of_order(words.FIELDS[earlier], words.FIELDS[later]))

    def record(self) -> Record:
        return Record(self.name, self.id_number, self.branch, self.dates, self.introducers)

    def blanks(self) -> list[str]:
        values = {"branch": self.branch, "introducers": self.introducers}
        empty = {name for name, value in values.items() if not value}.union(self.record().missing)
        return [name for name in words.FIELDS if name in empty]


def read(content: bytes, today: date) -> MemberSheet:
    """Find the sheet and its header. Raises WorkbookRefused or HeadersRefused."""
    sheets = [sheet for sheet in open_workbook(content) if sheet.height]
    candidates = [(sheet, *_find_header(sheet)) for sheet in sheets]
    found = [candidate for candidate in candidates if candidate[2]]
    if not found:
        wanted = "、".join(words.FIELDS.values())
        text = words.NO_HEADER.format(rows=HEADER_WITHIN_ROWS, wanted=wanted)
        raise HeadersRefused([Problem(None, None, "", text)])
    sheet, row, cells = max(found, key=lambda candidate: len(_known(candidate[2])))
    remarks = _remarks(sheet, sheets, cells)
    return MemberSheet(sheet, row, _columns(row, cells), remarks, today)


def id_problem(cell: Any) -> str | None:
    """Why this cell is not an ID number: a key of `words.ROW_PROBLEMS`, or None when it is one."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return "spoiled"
    text = _id_text(cell)
    if not text:
        return "empty"
    if re.fullmatch(r"[\d.]+E\+?\d+", text):
        return "spoiled"
    if re.fullmatch(r"\d{15}", text):
        return "old_number"
    try:
        id_numbers.parse(text)
    except id_numbers.IdNumberWrong as wrong:
        return wrong.field
    return None


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _id_text(cell: Any) -> str:
    """Folded to plain digits and an upper-case X, without the blanks and apostrophes that spreadsheets add."""
    return re.sub(r"[\s'’`\u200b-\u200f\u202a-\u202e\ufeff-]", "", unicodedata.normalize("NFKC", _text(cell))).upper()


def _header_text(cell: Any) -> str:
    folded = unicodedata.normalize("NFKC", _text(cell))
    return re.sub(r"[\s*:：]|[(](?:必填|选填)[)]", "", folded)


_FIELD_OF = {_header_text(alias): name for name, aliases in ALIASES.items() for alias in aliases}


def _known(cells: list[Any]) -> set[str]:
    return {_FIELD_OF[text] for text in map(_header_text, cells) if text in _FIELD_OF}


def _find_header(sheet: Sheet) -> tuple[int, list[Any]]:
    """The row among the first with the most known headers (at least two), or (0, [])."""
    best: Row = (0, [])
    for number, cells in sheet.rows():
        if number > HEADER_WITHIN_ROWS:
            break
        if len(_known(cells)) > max(1, len(_known(best[1]))):
            best = (number, cells)
    return best


def _columns(row: int, cells: list[Any]) -> dict[str, int]:
    """Field -> column index. Raises HeadersRefused for a field without a column, or with two."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(map(_header_text, cells)):
        if text in _FIELD_OF:
            places[_FIELD_OF[text]].append(at)
    problems = [_twice(row, name, ats) for name, ats in places.items() if len(ats) > 1]
    problems += [_missing(row, name, cells) for name in words.FIELDS if name not in places]
    if problems:
        raise HeadersRefused(problems)
    return {name: ats[0] for name, ats in places.items()}


def _twice(row: int, name: str, ats: list[int]) -> Problem:
    columns = "、".join(column_letters(at) for at in ats)
    header = words.FIELDS[name]
    return Problem(row, column_letters(ats[1]), header, words.HEADER_TWICE.format(header=header, columns=columns))


def _missing(row: int, name: str, cells: list[Any]) -> Problem:
    header = words.FIELDS[name]
    unknown = {_header_text(cell): at for at, cell in enumerate(cells) if _header_text(cell) not in _FIELD_OF}
    near = difflib.get_close_matches(header, [text for text in unknown if text], n=1, cutoff=0.34)
    text = words.HEADER_MISSING.format(header=header)
    if not near:
        return Problem(row, None, header, text)
    column = column_letters(unknown[near[0]])
    nearest = words.HEADER_NEAREST.format(cell=f"{column}{row}", found=near[0])
    return Problem(row, column, header, f"{text}；{nearest}")


def _remarks(sheet: Sheet, sheets: list[Sheet], cells: list[Any]) -> list[str]:
    """What was left aside, so that a keeper never believes it was read."""
    others = [other.name for other in sheets if other is not sheet]
    ignored = [_text(cell) for cell in cells if _header_text(cell) and _header_text(cell) not in _FIELD_OF]
    remarks = [words.OTHER_SHEETS.format(names="、".join(others))] if others else []
    remarks += [words.COLUMNS_IGNORED.format(names="、".join(ignored))] if ignored else []
    if sheet.height > MAX_ROWS:
        remarks.append(words.SHEET_TOO_LONG.format(limit=MAX_ROWS))
    return remarks
