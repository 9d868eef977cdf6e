"""A keeper's table -> records, and every problem named with its row and column.

    sheet = read(content, today)            # raises WorkbookRefused or HeadersRefused: nothing can be read
    for row in sheet.rows():                # one at a time: a record, or problems, never an exception
        ...

Nothing here touches the database, and no message repeats a name, a number or a date: the place says where to look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.cells import category_of, fold, id_problem, id_text, state_of
from kiosk.features.membership.hall.ledger.headers import (
    HeaderPlace,
    HeadersRefused,
    Problem,
    columns_of,
    field_of,
    find_header,
    header_text,
    remarks,
)
from kiosk.features.membership.hall.ledger.sheet import Row, Sheet, WorkbookRefused, cell_text, column_letters
from kiosk.features.membership.hall.ledger.survey import Survey, ask_about, survey, value_of
from kiosk.features.membership.hall.ledger.workbook import open_table
from kiosk.features.membership.rules.dates import DateUnclear, LedgerDate, parse_date
from kiosk.features.membership.rules.names import mask, split_names, tidy
from kiosk.features.membership.rules.record import Category, Milestone, Record, State

__all__ = ["CheckedRow", "HeadersRefused", "MemberSheet", "Problem", "SheetFacts", "WorkbookRefused", "read"]

NAME_LETTERS = 60
BRANCH_LETTERS = 120
MOST_NAMES = 8


@dataclass(slots=True)
class CheckedRow:
    """One row of the sheet. `plain` is the record's bytes, None when a problem forbids it.

    `reminders` are about rows that are taken all the same. `repeats` is an earlier row that says the same.
    """

    number: int
    who: str = ""
    id_number: str = ""
    plain: bytes | None = None
    problems: list[Problem] = field(default_factory=list)
    reminders: list[Problem] = field(default_factory=list)
    repeats: int | None = None

    def __repr__(self) -> str:
        return f"CheckedRow({self.number}, hidden)"

    @property
    def record(self) -> Record | None:
        return None if self.plain is None else Record.from_bytes(self.plain)


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What was found before any row: for the report. `columns` maps field to column letters, in the sheet's order."""

    sheet: str
    header_row: int
    total: int
    columns: dict[str, list[str]]
    unused: list[str]
    remarks: list[str]


@dataclass(frozen=True)
class MemberSheet:
    """A sheet whose header was found. `columns` maps field to column indexes."""

    sheet: Sheet
    place: HeaderPlace
    columns: dict[str, tuple[int, ...]]
    today: date
    others: tuple[str, ...] = ()
    found: Survey = field(default_factory=Survey)
    _dates: dict[str, LedgerDate | None] = field(default_factory=dict)

    @property
    def facts(self) -> SheetFacts:
        used = {at for ats in self.columns.values() for at in ats}
        said = [words.OTHER_SHEETS.format(names=words.LIST_MARK.join(self.others))] if self.others else []
        doubles = [
            words.DOUBLED.format(header=words.FIELDS[name], columns=words.LIST_MARK.join(map(column_letters, ats)))
            for name, ats in self.columns.items()
            if len(ats) > 1
        ]
        return SheetFacts(
            self.sheet.name,
            self.place.row,
            max(0, self.sheet.height - self.place.row),
            {name: [column_letters(at) for at in ats] for name, ats in self.columns.items()},
            [text for at, text in enumerate(self.place.texts) if text and at not in used],
            said + remarks(self.place, self.columns) + doubles,
        )

    def date_of(self, cell: Any) -> LedgerDate | None:
        """A date cell. Raises DateUnclear. A ledger has few different days: each text is read once."""
        if not isinstance(cell, str):
            return parse_date(cell)
        if cell not in self._dates:
            self._dates[cell] = parse_date(cell, typed=self.sheet.typed) if fold(cell) else None
        return self._dates[cell]

    def rows(self) -> Iterator[CheckedRow]:
        """Every row that is not blank, checked; twins that differ are refused, all of them: none can be trusted."""
        return (_Draft(self, row).checked(self.found) for row in self._filled())

    def surveyed(self) -> MemberSheet:
        """The same after a first walk over the rows. Raises HeadersRefused when two columns of a field disagree."""
        found = survey(self._filled, self.columns)
        ask_about(found.conflicts, self.place.row, self.columns)
        return replace(self, found=found)

    def _filled(self) -> Iterator[Row]:
        """A branch alone is no person: it heads a group or reaches down over empty rows; nor is a repeated header."""
        columns = [at for name, ats in self.columns.items() if not name.endswith("branch") for at in ats]
        for number, cells in self.sheet.rows():
            if number > self.place.row and any(cell_text(cells[at]) for at in columns if at < len(cells)):
                said = cell_text(value_of(cells, "id_number", self.columns))
                if said[:1].isdigit() or field_of(header_text(said)) != "id_number":
                    yield number, cells


class _Draft:
    """The values of one row while they are checked."""

    def __init__(self, sheet: MemberSheet, row: Row) -> None:
        self._sheet, self._cells, self._row = sheet, row[1], CheckedRow(row[0])
        self._dates: dict[Milestone, LedgerDate] = {}
        self._counted_from: LedgerDate | None = None
        self._name = tidy(fold(self._cell("name")))
        self._id_number = id_text(self._cell("id_number"))
        self._birth: LedgerDate | None = None

    def checked(self, found: Survey) -> CheckedRow:
        row = self._row
        row.who = who(self._name, self._id_number)
        self._check_person(found)
        self._check_dates()
        texts = {name: self._text(name, BRANCH_LETTERS) for name in ("branch", "joined_branch")}
        names = {name: self._names(name) for name in ("introducers", "contacts")}
        category, state = self._standing()
        if not row.problems:
            record = Record(self._name, self._id_number, texts["branch"], self._dates, names["introducers"],
                            names["contacts"], texts["joined_branch"], category, state, self._counted_from)  # fmt: skip
            row.id_number, row.plain = self._id_number, record.to_bytes()
            row.repeats = found.repeats.get(row.number)
            self._remind(record)
        return row

    def _cell(self, name: str) -> Any:
        return value_of(self._cells, name, self._sheet.columns)

    def _problem(self, name: str, text: str) -> Problem:
        column = column_letters(self._sheet.columns[name][0])
        return Problem(self._row.number, column, words.FIELDS[name], text, self._row.who)

    def _refuse(self, name: str, reason: str) -> None:
        self._row.problems.append(self._problem(name, words.FIELDS[name] + words.ROW_PROBLEMS[reason]))

    def _check_person(self, found: Survey) -> None:
        if not self._name:
            self._refuse("name", "empty")
        elif len(self._name) > NAME_LETTERS:
            self._refuse("name", "too_long")
        reason = id_problem(self._cell("id_number"))
        if reason in (None, "check") and found.tails_lost and self._id_number.endswith("000"):
            reason = "spoiled"
        if reason:
            self._refuse("id_number", reason)
            return
        self._birth = Record("", self._id_number, "", {}).birth
        if self._id_number in found.twins:
            text = words.twins(found.twins[self._id_number])
            self._row.problems.append(self._problem("id_number", text))

    def _check_dates(self) -> None:
        for kind in (kind for kind in Milestone if kind in self._sheet.columns):
            if (when := self._date(kind)) is not None:
                self._dates[kind] = when
        self._counted_from = self._date("counted_from")
        for earlier, later in pairwise(self._dates):
            if self._dates[earlier].is_after(self._dates[later]):
                text = words.out_of_order(words.FIELDS[earlier], words.FIELDS[later])
                self._row.problems.append(self._problem(later, text))

    def _date(self, name: str) -> LedgerDate | None:
        try:
            when = self._sheet.date_of(self._cell(name))
        except DateUnclear as unclear:
            self._refuse(name, unclear.reason)
            return None
        if when is not None and when.is_after(LedgerDate.from_date(self._sheet.today)):
            self._refuse(name, "in_the_future")
        elif when is not None and self._birth is not None and self._birth.is_after(when):
            self._refuse(name, "before_birth")
        return when

    def _text(self, name: str, letters: int) -> str:
        text = fold(self._cell(name))
        if len(text) > letters:
            self._refuse(name, "too_long")
        return text

    def _names(self, name: str) -> tuple[str, ...]:
        names = split_names(fold(self._cell(name)))
        if len(names) > MOST_NAMES or any(len(one) > NAME_LETTERS for one in names):
            self._refuse(name, "too_many_names")
        return names

    def _standing(self) -> tuple[Category, State]:
        """Category and state. A state that is not understood refuses the row: it may be one that no screen may show."""
        said, category = fold(self._cell("category")), category_of(fold(self._cell("category")))
        state = state_of(fold(self._cell("state")))
        if state is None:
            self._refuse("state", "no_such_state")
        if category is None and (told := state_of(said)) is not None:  # 人员类别 says 出党党员, 停止党籍党员 …
            category, state = Category.UNKNOWN, told if state in (None, State.UNKNOWN, State.NORMAL) else state
        if category is None:
            self._row.reminders.append(self._problem("category", words.CATEGORY_UNKNOWN))
        return category or Category.UNKNOWN, state or State.UNKNOWN

    def _remind(self, record: Record) -> None:
        if self._row.repeats is not None:
            text = words.REPEATED.format(row=self._row.repeats)
            self._row.reminders = [self._problem("id_number", text)]
            return
        values = {"branch": record.branch, "introducers": record.introducers}
        empty = {name for name, value in values.items() if not value}.union(record.missing)
        self._row.reminders += [
            self._problem(name, words.LEFT_BLANK.format(header=words.FIELDS[name]))
            for name in words.FIELDS
            if name in empty and name in self._sheet.columns
        ]
        if record.category in _NOT_YET_FULL and Milestone.FULL in record.milestones:
            self._row.reminders.append(self._problem("category", words.CATEGORY_DOUBTED))


_NOT_YET_FULL = (Category.PROBATIONARY, Category.CANDIDATE, Category.ACTIVIST, Category.APPLICANT)


def who(name: str, id_number: str) -> str:
    """`陈* …0014`: enough for a keeper to find the person in their own table (docs/privacy.md)."""
    tail = f"…{id_number[-4:]}" if len(id_number) >= 15 else ""
    return " ".join(part for part in (mask(name) if name else "", tail) if part)


def read(content: bytes, today: date, chosen: Mapping[str, str] | None = None) -> MemberSheet:
    """Find the sheet and its header; `chosen` gives fields a column by its letters.

    Raises WorkbookRefused, HeadersRefused or ColumnUnknown.
    """
    sheets = open_table(content)
    sheet, place = find_header(sheets)
    others = tuple(other.name for other in sheets if other is not sheet)
    return MemberSheet(sheet, place, columns_of(place, chosen or {}), today, others).surveyed()
