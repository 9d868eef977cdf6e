"""The rows of a keeper's sheet by the forms of a kind: the header is found by its names, below titles and in any order.

    read = read_tables("人物.xlsx", content, (PEOPLE,))       # raises SheetRefused
    for row in read.rows["人物"]: row.text("name"), row["until"]

A cell that cannot be used is named by page, row and column; its row is left out and the rest stays. What is known of
the rows can be kept as JSON and read again (`kept`, `of_kept`), so that nothing of the keeper's own file has to travel:
not its hidden pages, not its author.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from content import words
from content.banks.cells import lines_of, text_of
from content.banks.columns import HEADER_WITHIN, letters
from content.banks.spreadsheet import Value
from content.tables.form import EXAMPLE, EXPLAINED, Field, Form
from content.tables.plain import plain_text
from content.tables.source import Page, SheetRefused, pages

_NEAR = 0.65


@dataclass(frozen=True, slots=True)
class Row:
    """One row, its cells read. ``place`` is where it stands, in the keeper's words; ``typed``: as it was written."""

    place: str
    values: Mapping[str, Any]
    typed: Mapping[str, str]

    def __getitem__(self, key: str) -> Any:
        """None where the cell is empty."""
        return self.values.get(key)

    def text(self, key: str) -> str:
        return str(self.values.get(key) or "")


@dataclass(frozen=True, slots=True)
class SheetRead:
    """``rows`` by the name of their form. ``pictures``: the names of those that lie beside the sheet. ``told``: what
    was left out and what should be looked at, in words that name the place.
    """

    rows: Mapping[str, tuple[Row, ...]]
    pictures: tuple[str, ...] = ()
    told: list[str] = field(default_factory=list)

    def tell(self, row: Row, reason: str) -> None:
        self.told.append(f"{row.place}：{reason}")

    def picture_of(self, asked: str, *instead: str) -> str:
        """The name of the picture a row asks for, with or without its ending; else one that is called as ``instead``.
        Empty: there is none.
        """
        for wanted in (asked, *(() if asked else instead)):
            stem = wanted.rpartition(".")[0] or wanted
            for name in self.pictures:
                if wanted and (name == wanted or name.rpartition(".")[0] in (wanted, stem)):
                    return name
        return ""


def read_tables(name: str, content: bytes, forms: Sequence[Form]) -> SheetRead:
    """Raises SheetRefused: no table, no row of it can be used, or a header that may be meant to take something off."""
    found: dict[str, list[Row]] = {form.name: [] for form in forms}
    read = SheetRead({})
    headed = False
    for page in pages(name, content):
        if page.name == EXPLAINED:
            continue
        if page.hidden:
            read.told.append(f"“{page.name}”：{words.SHEET_HIDDEN}")
            continue
        header, form, columns = _header(page, forms)
        if form is None:
            continue
        headed = True
        _say_columns(page, header, form, columns, read)
        found[form.name] += _rows(page, header, form, columns, read)
        if len(found[form.name]) > form.most_rows:
            raise SheetRefused(words.too_many_rows(form.most_rows))
    if not headed:
        raise SheetRefused(words.no_header([_needed(form) for form in forms]))
    if not any(found.values()):
        raise SheetRefused(read.told[0] if read.told else words.NO_ROWS)
    return SheetRead({name: tuple(rows) for name, rows in found.items()}, (), read.told)


def _needed(form: Form) -> list[str]:
    return [one.header for one in form.fields if one.key in form.needed]


def form_of(name: str, content: bytes, forms: Sequence[Form]) -> Form | None:
    """That whose header stands in the file, and says more of the table than what it does not know: a list of names
    and telephones is no roster. Raises SheetRefused.
    """
    for page in pages(name, content):
        header, form, columns = _header(page, forms)
        if form is not None and not page.hidden and page.name != EXPLAINED:
            headed = sum(bool(text_of(cell)) for cell in page.rows[header])
            return form if 2 * len(columns) > headed else None
    return None


# -- kept as JSON ---------------------------------------------------------------------------------------------------


def kept(read: SheetRead) -> dict[str, list[dict[str, str]]]:
    return {name: [dict(row.typed) for row in rows] for name, rows in read.rows.items() if rows}


def of_kept(told: Mapping[str, Any], forms: Sequence[Form], pictures: Sequence[str] = ()) -> SheetRead:
    """What `kept` gave, read again by the same code. Raises SheetRefused."""
    read = SheetRead({}, tuple(pictures))
    found: dict[str, tuple[Row, ...]] = {}
    for form in forms:
        given = told.get(form.name, [])
        if not isinstance(given, list) or len(given) > form.most_rows:
            raise SheetRefused(words.UNREADABLE)
        rows = []
        for number, typed in enumerate(given, start=1):
            if not isinstance(typed, dict) or not all(isinstance(one, str) for one in typed.values()):
                raise SheetRefused(words.UNREADABLE)
            place = words.table_place(form.name, number)
            if (row := _row(place, {key: typed.get(key) for key in typed}, form, {}, read)) is not None:
                rows.append(row)
        found[form.name] = tuple(rows)
    return SheetRead(found, tuple(pictures), read.told)


def refused_in(form: Form, typed: Mapping[str, str]) -> dict[str, str]:
    """Of a row as it is written, why a field of it cannot be used, by key; nothing where all can. What is wrong with
    the row as a whole is said at its first field.
    """
    refused: dict[str, str] = {}
    values: dict[str, Any] = {}
    for one in form.fields:
        text = typed.get(one.key, "")
        try:
            if text_of(text):
                values[one.key] = _value(one, text)
            elif one.needed:
                refused[one.key] = words.missing_key(one.header)
        except ValueError as wrong:
            refused[one.key] = str(wrong)
    if not refused and (reason := form.refuses(values)):
        refused[form.fields[0].key] = reason
    return refused


# -- one page -------------------------------------------------------------------------------------------------------


def _header(page: Page, forms: Sequence[Form]) -> tuple[int, Form | None, dict[str, int]]:
    """Where it is, of which form, and the column of each field: the form with the most columns found."""
    for at, cells in enumerate(page.rows[:HEADER_WITHIN]):
        texts = [_folded(text_of(cell)) for cell in cells]
        best: tuple[Form, dict[str, int]] | None = None
        for form in forms:
            columns = _columns(texts, form)
            if form.needed <= columns.keys() and (best is None or len(columns) > len(best[1])):
                best = form, columns
        if best is not None:
            return at, *best
    return -1, None, {}


def _columns(texts: Sequence[str], form: Form) -> dict[str, int]:
    names = {_folded(name): one.key for one in form.fields for name in (one.header, *one.aliases)}
    found: dict[str, int] = {}
    for column, text in enumerate(texts):
        if (key := names.get(text)) is not None:
            found.setdefault(key, column)
    return found


def _folded(text: str) -> str:
    return "".join(text.partition("（")[0].partition("(")[0].split()).rstrip("：:*").lower()


def _say_columns(page: Page, header: int, form: Form, columns: Mapping[str, int], read: SheetRead) -> None:
    """Raises SheetRefused."""
    taken = set(columns.values())
    off = {_folded(name): one.header for one in form.fields if one.keeps_off and one.key not in columns
           for name in (one.header, *one.aliases)}  # fmt: skip
    for column, cell in enumerate(page.rows[header]):
        text = text_of(cell)
        if not text or column in taken:
            continue
        place = words.page_place(page.name, header + 1, letters(column))
        if near := difflib.get_close_matches(_folded(text), off, 1, _NEAR):
            raise SheetRefused(f"{place}：{words.column_doubtful(text, off[near[0]])}")
        read.told.append(f"{place}：{words.column_unknown(text)}")


def _rows(page: Page, header: int, form: Form, columns: Mapping[str, int], read: SheetRead) -> Iterator[Row]:
    for number, cells in enumerate(page.rows[header + 1 :], start=header + 2):
        given = {key: cells[at] for key, at in columns.items() if at < len(cells) and text_of(cells[at])}
        first = next((text_of(given[one.key]) for one in form.fields if one.key in given), "")
        if not given or first.startswith(EXAMPLE):
            continue
        place = words.page_place(page.name, number, "")
        if (row := _row(place, given, form, columns, read)) is not None:
            yield row


def _row(
    place: str, given: Mapping[str, Value | None], form: Form, columns: Mapping[str, int], read: SheetRead
) -> Row | None:
    """None: it is left out, and that is told."""
    values: dict[str, Any] = {}
    typed: dict[str, str] = {}
    for one in form.fields:
        where = f"{place} {letters(columns[one.key])} 列" if one.key in columns else place
        if not text_of(given.get(one.key)):
            if one.needed:
                read.told.append(f"{where}：{words.missing_key(one.header)}")
                return None
            continue
        try:
            values[one.key] = _value(one, given[one.key])
        except ValueError as wrong:
            read.told.append(f"{where}：{one.header}：{wrong}")
            return None
        typed[one.key] = _typed(given[one.key])
    if reason := form.refuses(values):
        read.told.append(f"{place}：{reason}")
        return None
    return Row(place, values, typed)


def _value(one: Field, value: Value | None) -> object:
    """Raises ValueError."""
    found = one.read(value)
    if isinstance(found, str):
        found = plain_text(found)
        if len(found) > one.longest:
            raise ValueError(words.too_long(one.longest))
    return found


def _typed(value: Value | None) -> str:
    """As a text that every reader takes as it took the cell."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    return lines_of(value)
