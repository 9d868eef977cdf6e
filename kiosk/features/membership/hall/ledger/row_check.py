"""A keeper's table -> records, and every problem named with its row and column.

    sheet = read(content, today)            # raises WorkbookRefused or HeadersRefused: nothing can be read
    for row in sheet.rows():                # one at a time: a record, or problems, never an exception
        ...

Nothing here touches the database, and no message repeats a name, a number or a date: the place says where to look.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

from content.texts.decoding import DAMAGED
from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.cells import cleaned, fold, id_problem, id_text, is_error
from kiosk.features.membership.hall.ledger.headers import HeadersRefused, Problem, columns_of, remarks
from kiosk.features.membership.hall.ledger.lines import Line, Part
from kiosk.features.membership.hall.ledger.parts import parts_of
from kiosk.features.membership.hall.ledger.sheet import Sheet, WorkbookRefused, cell_text, column_letters, place_of
from kiosk.features.membership.hall.ledger.standing import Said, said_in, strictest
from kiosk.features.membership.hall.ledger.survey import Survey, ask_about, survey, value_of
from kiosk.features.membership.hall.ledger.workbook import open_table
from kiosk.features.membership.rules.dates import DateUnclear, LedgerDate, parse_date
from kiosk.features.membership.rules.names import can_be_on_a_card, mask, split_names, tidy, with_dots
from kiosk.features.membership.rules.record import Category, Milestone, Record, State

__all__ = ["CheckedRow", "HeadersRefused", "MemberSheet", "Problem", "SheetFacts", "WorkbookRefused", "read"]

NAME_LETTERS = 60
BRANCH_LETTERS = 120
MOST_NAMES = 8
TOLD_EVERY_ROWS = 1000
Tell = Callable[[int, int], None]
"""Rows walked, and rows in all."""


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
    """What was found before any row: for the report. `columns` maps field to column letters, in the sheet's order.

    A branch that is told between the rows has no letters. `sheets`: those that are read, each with what is added to its
    rows; `others`: those that are not.
    """

    sheet: str
    header_row: int
    total: int
    columns: dict[str, list[str]]
    unused: list[str]
    remarks: list[str]
    sheets: list[tuple[str, int]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class MemberSheet:
    """A ledger whose header was found, in one sheet or several. `columns` maps field to column indexes."""

    parts: tuple[Part, ...]
    columns: dict[str, tuple[int, ...]]
    today: date
    others: tuple[str, ...] = ()
    found: Survey = field(default_factory=Survey)
    _dates: dict[str, LedgerDate | None] = field(default_factory=dict)

    @property
    def sheets(self) -> list[tuple[str, int]]:
        return [(part.sheet.name, part.offset) for part in self.parts]

    @property
    def facts(self) -> SheetFacts:
        place = self.parts[0].place
        used = {at for ats in self.columns.values() for at in ats}
        columns = {name: [column_letters(at) for at in ats] for name, ats in self.columns.items()}
        columns |= {"branch": []} if any(part.banded for part in self.parts) and "branch" not in columns else {}
        return SheetFacts(
            words.LIST_MARK.join(name for name, _ in self.sheets),
            place.row,
            sum(max(0, part.sheet.height - part.place.row) for part in self.parts),
            columns,
            [text for at, text in enumerate(place.texts) if text and at not in used],
            [*self._left_aside(), *remarks(place, self.columns, columns), *self._taken_together()],
            self.sheets,
            list(self.others),
        )

    def _left_aside(self) -> list[str]:
        """What a keeper must not believe to have been read."""
        unnamed = [column_letters(at) for at in sorted(self.found.unnamed)]
        banded, aside = (
            [self.place(row) for part in self.parts for row in getattr(part, which)] for which in ("banded", "aside")
        )
        return [
            *dict.fromkeys(note for part in self.parts for note in part.sheet.notes),
            *([words.OTHER_SHEETS.format(names=words.LIST_MARK.join(self.others))] if self.others else []),
            *([words.COLUMNS_UNNAMED.format(names=words.LIST_MARK.join(unnamed))] if unnamed else []),
            *([words.BRANCH_FROM_LINES.format(rows=words.rows_named(banded))] if banded else []),
            *([words.ASIDE.format(rows=words.rows_named(aside))] if len(aside) > len(banded) else []),
        ]

    def _taken_together(self) -> list[str]:
        return [
            words.DOUBLED.format(header=words.FIELDS[name], columns=words.LIST_MARK.join(map(column_letters, ats)))
            for name, ats in self.columns.items()
            if len(ats) > 1
        ]

    def place(self, number: int) -> str:
        """A row as the keeper finds it."""
        return place_of(number, self.sheets)

    def date_of(self, cell: Any) -> LedgerDate | None:
        """A date cell. Raises DateUnclear. A ledger has few different days: each text is read once."""
        if not isinstance(cell, str):
            return parse_date(cell)
        if cell not in self._dates:
            typed = self.parts[0].sheet.typed
            self._dates[cell] = parse_date(cleaned(cell), typed=typed) if fold(cell) else None
        return self._dates[cell]

    def rows(self) -> Iterator[CheckedRow]:
        """Every person, checked; twins that differ are refused, all of them: none can be trusted."""
        return (_Draft(self, line).checked(self.found) for line in self._lines())

    def surveyed(self, tell: Tell | None = None) -> MemberSheet:
        """The same after a first walk over the rows. Raises HeadersRefused when two columns of a field disagree."""
        headed = {at for at, text in enumerate(self.parts[0].place.texts) if text}
        headed.update(at for ats in self.columns.values() for at in ats)
        found = survey(self._told(tell), self.columns, headed)
        ask_about(found.conflicts, self.parts[0].place.row, self.columns, self.place)
        return replace(self, found=found)

    def _told(self, tell: Tell | None) -> Iterator[Line]:
        """The people, while it is told how far the walk is."""
        total = sum(max(0, part.sheet.height - part.place.row) for part in self.parts)
        for at, line in enumerate(self._lines(), start=1):
            yield line
            if tell is not None and at % TOLD_EVERY_ROWS == 0 and at < total:
                tell(at, total)

    def _lines(self) -> Iterator[Line]:
        return (line for part in self.parts for line in part.lines(self.columns))


class _Draft:
    """The values of one row while they are checked."""

    def __init__(self, sheet: MemberSheet, line: Line) -> None:
        self._sheet, self._line, self._row = sheet, line, CheckedRow(line.number)
        self._cells: dict[str, Any] = {}
        self._dates: dict[Milestone, LedgerDate] = {}
        self._counted_from: LedgerDate | None = None
        self._name = self._id_number = ""
        self._birth: LedgerDate | None = None

    def checked(self, found: Survey) -> CheckedRow:
        row = self._row
        self._id_number = id_text(self._look("id_number"))
        self._name, spaced = _name_in(self._look("name"))
        row.who = who(self._name, self._id_number)
        self._check_line()
        self._check_person(found)
        self._check_dates()
        texts = {name: self._text(name, BRANCH_LETTERS) for name in ("branch", "joined_branch")}
        names = {name: self._names(name) for name in ("introducers", "contacts")}
        category, state = self._standing()
        if not row.problems:
            branch = texts["branch"] or self._line.branch
            record = Record(self._name, self._id_number, branch, self._dates, names["introducers"],
                            names["contacts"], texts["joined_branch"], category, state, self._counted_from)  # fmt: skip
            row.id_number, row.plain = self._id_number, record.to_bytes()
            row.repeats = found.repeats.get(row.number)
            self._remind(record, spaced)
        return row

    def _look(self, name: str) -> Any:
        return value_of(self._line.cells, name, self._sheet.columns)

    def _cell(self, name: str) -> Any:
        """What stands there; what a formula left behind is told and is nothing."""
        if name not in self._cells:
            cell = self._look(name)
            self._row.reminders += [
                self._problem(name, words.ERROR_CELL.format(header=words.FIELDS[name]), at)
                for at in self._sheet.columns.get(name, ())
                if at < len(self._line.cells) and is_error(self._line.cells[at])
            ]
            if is_error(cell):
                cell = None
            elif isinstance(cell, str) and DAMAGED in cell:
                cell = None
                self._refuse(name, "damaged")
            self._cells[name] = cell
        return self._cells[name]

    def _problem(self, name: str, text: str, column: int | None = None) -> Problem:
        ats = self._sheet.columns.get(name, ())
        letters = column_letters(ats[0] if column is None else column) if ats else None
        return Problem(self._row.number, letters, words.FIELDS[name], text, self._row.who)

    def _refuse(self, name: str, reason: str) -> None:
        self._row.problems.append(self._problem(name, words.FIELDS[name] + words.ROW_PROBLEMS[reason]))

    def _check_line(self) -> None:
        """Whether the cells are those of one person."""
        line, row = self._line, self._row
        if line.broken in words.ROW_PROBLEMS:
            self._refuse("id_number", line.broken)
        elif line.broken:
            quoted = [
                self._problem(name, words.QUOTES_ODD, at)
                for name, ats in self._sheet.columns.items()
                for at in ats
                if at < len(line.cells) and '"' in cell_text(line.cells[at])
            ]
            row.reminders += quoted or [self._problem("name", words.QUOTES_ODD)]
        for number, column, name in line.clash:
            text = words.CLASH.format(header=words.FIELDS[name], row=self._sheet.place(number))
            row.problems.append(self._problem(name, text, column))

    def _check_person(self, found: Survey) -> None:
        if not self._name:
            self._refuse("name", "error" if is_error(self._look("name")) else "empty")
        elif DAMAGED in self._name:
            self._refuse("name", "damaged")
        elif len(self._name) > NAME_LETTERS:
            self._refuse("name", "too_long")
        cell = self._look("id_number")
        reason = "error" if is_error(cell) else "damaged" if DAMAGED in self._id_number else id_problem(cell)
        if reason in (None, "check") and found.tails_lost and self._id_number.endswith("000"):
            reason = "spoiled"
        if reason:
            self._refuse("id_number", reason)
            return
        self._birth = Record("", self._id_number, "", {}).birth
        if self._id_number in found.twins:
            text = words.twins([self._sheet.place(row) for row in found.twins[self._id_number]])
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
        names = split_names(_in_names(self._cell(name)))
        if len(names) > MOST_NAMES or any(len(one) > NAME_LETTERS for one in names):
            self._refuse(name, "too_many_names")
        return names

    def _standing(self) -> tuple[Category, State]:
        """Category and state, each understood in either column (党籍状态 says 正式党员, 人员类别 says 出党党员).

        A state that is not understood refuses the row: it may be one that no screen may show.
        """
        in_category, in_state = (self._said(name) for name in ("category", "state"))
        if not in_state.understood:
            self._refuse("state", "no_such_state")
        if not in_category.understood:
            self._row.reminders.append(self._problem("category", words.CATEGORY_UNKNOWN))
        categories = {said.category for said in (in_category, in_state) if said.understood and said.category}
        if len(categories) > 1:
            self._row.reminders.append(self._problem("category", words.STANDINGS_DIFFER))
        category = categories.pop() if len(categories) == 1 else Category.UNKNOWN
        return category, strictest([in_category.state, in_state.state])

    def _said(self, name: str) -> Said:
        text = fold(self._cell(name))
        return said_in(text) if text else Said()

    def _remind(self, record: Record, spaced: bool) -> None:
        if self._row.repeats is not None:
            text = words.REPEATED.format(row=self._sheet.place(self._row.repeats))
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
        if spaced or not can_be_on_a_card(record.name):
            self._row.reminders.append(self._problem("name", words.NAME_SPACED if spaced else words.NAME_ODD))
        if self._line.doubt and not record.branch:
            text = words.BRANCH_DOUBTED.format(row=self._sheet.place(self._line.doubt))
            self._row.reminders.append(self._problem("branch", text))
        self._row.reminders += [
            self._problem(name, words.FURTHER_ROW.format(row=self._sheet.place(row)), at)
            for row, at, name in self._line.further
        ]
        self._row.reminders += [
            self._problem(name, words.WRITTEN_AGAIN.format(row=self._sheet.place(row)), at)
            for row, at, name in self._line.again
        ]


_NOT_YET_FULL = (Category.PROBATIONARY, Category.CANDIDATE, Category.ACTIVIST, Category.APPLICANT)


def who(name: str, id_number: str) -> str:
    """`陈* …0014`: enough for a keeper to find the person in their own table (docs/privacy.md)."""
    tail = f"…{id_number[-4:]}" if len(id_number) >= 15 else ""
    return " ".join(part for part in (mask(name) if name else "", tail) if part)


def _in_names(cell: Any) -> str:
    """A cell of names: dots are folded before NFKC, which would take some of them for blanks or full stops."""
    return cleaned(cell) if fold(cell) else ""


def _name_in(cell: Any) -> tuple[str, bool]:
    """The name, and whether a blank in it was taken for the dot of a minority name."""
    if not fold(cell) or is_error(cell):
        return "", False
    text = cleaned(cell)
    dotted = None if text.isalnum() else with_dots(text)
    return (tidy(text), False) if dotted is None else (dotted, True)


def read(
    content: bytes,
    today: date,
    chosen: Mapping[str, str] | None = None,
    sheets: Collection[str] = (),
    tell: Tell | None = None,
) -> MemberSheet:
    """Find the sheets and their header; `chosen` gives fields a column by its letters, `sheets` names those to read.

    Raises WorkbookRefused, HeadersRefused or ColumnUnknown.
    """
    return read_sheets(open_table(content), today, chosen, sheets, tell)


def read_sheets(
    tables: Sequence[Sheet],
    today: date,
    chosen: Mapping[str, str] | None = None,
    sheets: Collection[str] = (),
    tell: Tell | None = None,
) -> MemberSheet:
    """As `read`, of tables that are open."""
    parts, others = parts_of(tables, sheets, chosen or {})
    return MemberSheet(parts, columns_of(parts[0].place, chosen or {}), today, others).surveyed(tell)
