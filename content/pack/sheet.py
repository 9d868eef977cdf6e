"""目录.xlsx, the list of a pack as keepers make it: a row an exhibit, read into the same `Manifest`.

    manifest = read_sheet(Path("包/目录.xlsx").read_bytes(), "包")

The header is found by its names, below titles and in any order; a row with a fault is named by row and column and left
out, and the rest stays. A hidden sheet is left aside, and said. What holds for the whole pack stands in a sheet 内容包.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import time, timedelta
from pathlib import PurePosixPath

from content import words
from content.banks.cells import damage, text_of
from content.banks.columns import HEADER_WITHIN, letters
from content.banks.spreadsheet import Value
from content.pack import cell_names
from content.pack.columns import (
    HEADERS,
    HOURS,
    PACK,
    PACK_ROWS,
    SHEET,
    Columns,
    find_columns,
    nearest_pack_field,
    pack_field,
)
from content.pack.entry import MOST_ITEMS, NAME, VERSION, Entry, Manifest, PackRejected, Problem
from content.pack.exhibit import PROFILES, SCREENS
from content.pack.fields import FieldRefused, Fields
from content.tables import cells
from content.tables.plain import plain_text
from content.tables.workbook import VisibleSheet, Workbook, WorkbookRefused, read_workbook

FIRST_VERSION = "1"
EXAMPLE_TITLE, EXAMPLE_FILE = "示例：二十年，这条巷子", "示例.jpg"
"""The template's own row; it is no exhibit until a keeper has written over it."""

_TEXTS = ("title", "file", "heading", "source", "playlist", "consent", "id", "text_file", "subtitle_file")
_READERS: Mapping[str, Callable[[Value | None], object]] = {
    "source_date": cells.day_of,
    "valid_from": cells.instant_of,
    "valid_until": cells.instant_of,
    "consent_until": cells.day_of,
    "check_by": cells.day_of,
    "weekdays": cells.weekdays_of,
    "seconds": cells.number_of,
    "weight": cells.number_of,
    "profiles": cell_names.profiles_of,
    "screens": cell_names.screens_of,
    "interrupt": cells.flag_of,
    "attract": cells.flag_of,
    "demo": cells.flag_of,
    "topics": cells.topics_of,
}


def read_sheet(content: bytes, folder: str) -> Manifest:
    """``folder`` names the pack where the sheet does not. Raises `PackRejected`."""
    try:
        book = read_workbook(content)
    except WorkbookRefused as refused:
        raise PackRejected(SHEET, str(refused)) from refused
    reading = _Reading()
    for sheet in book.sheets:
        if sheet.name != PACK:
            reading.read(sheet)
    if not reading.headed:
        raise PackRejected(SHEET, words.NO_SHEET_HEADER)
    if not reading.rows:
        raise PackRejected(SHEET, words.NO_ITEMS)
    return _whole(book, folder, reading)


def name_of_folder(folder: str) -> str:
    """What a pack is called whose sheet does not say it."""
    return folder if NAME.fullmatch(folder) else f"pack-{hashlib.sha256(folder.encode()).hexdigest()[:8]}"


def _whole(book: Workbook, folder: str, reading: _Reading) -> Manifest:
    hidden = [Problem(f"{SHEET} “{name}”", words.SHEET_HIDDEN) for name in book.hidden]
    rows, remarks = _pack_rows(book)
    fields = Fields(rows, PACK_ROWS)
    try:
        showing = fields.showing()
        profiles, screens = fields.some_of("profiles", PROFILES), fields.some_of("screens", SCREENS)
    except FieldRefused as refused:
        raise PackRejected(f"{SHEET} “{PACK}”", str(refused)) from refused
    name, version = str(rows.get("name", "")), str(rows.get("version", FIRST_VERSION))
    if not name:
        name = name_of_folder(folder)
        remarks.append(Problem(SHEET, words.pack_named(name, PACK)))
    for key, value, pattern in (("name", name, NAME), ("version", version, VERSION)):
        if not pattern.fullmatch(value):
            raise PackRejected(f"{SHEET} “{PACK}”", f"{PACK_ROWS[key]}：{words.BAD_NAME}")
    title = str(rows.get("title", "")) or folder or name
    reminders = (*hidden, *remarks, *reading.reminders)
    return Manifest(
        name, version, title, tuple(reading.entries), tuple(reading.problems), showing, profiles, screens, reminders
    )


def _pack_rows(book: Workbook) -> tuple[dict[str, object], list[Problem]]:
    """What the sheet 内容包 says. Raises PackRejected: a wrong end would be the end of every exhibit."""
    found: dict[str, object] = {}
    remarks: list[Problem] = []
    for number, row in ((n, row) for one in book.sheets if one.name == PACK for n, row in enumerate(one.rows, 1)):
        label, value = text_of(row[0]) if row else "", row[1] if len(row) > 1 else None
        key, place = pack_field(label), words.sheet_place(SHEET, PACK, number, "B")
        if not text_of(value):
            continue
        if not key and (meant := nearest_pack_field(label)):
            raise PackRejected(words.sheet_place(SHEET, PACK, number, "A"), words.column_doubtful(label, meant))
        if not key:
            if number > 1:  # the first row heads the two columns
                remarks.append(Problem(words.sheet_place(SHEET, PACK, number, "A"), words.column_unknown(label)))
            continue
        try:
            found.update(_values(key, value, ""))
        except ValueError as wrong:
            raise PackRejected(place, f"{label}：{wrong}") from wrong
    return found, remarks


class _Reading:
    """What has been read so far."""

    def __init__(self) -> None:
        self.headed, self.rows = False, 0
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.reminders: list[Problem] = []
        self._ids: set[str] = set()

    def read(self, sheet: VisibleSheet) -> None:
        header, columns = _header(sheet)
        if columns is None:
            return
        self.headed = True
        self._say_columns(sheet.name, header, columns)
        rows = list(_filled(sheet, header, columns))
        self.rows += len(rows)
        if self.rows > MOST_ITEMS:
            raise PackRejected(SHEET, words.too_many_items(MOST_ITEMS))
        named = {text_of(cell) for _, row in rows if (cell := _at(row, columns, "id")) is not None}
        for number, row in rows:
            self._take(_Row(sheet.name, number, row, columns), named)

    def _say_columns(self, sheet: str, header: int, columns: Columns) -> None:
        for at, text, meant in columns.doubtful:
            place = words.sheet_place(SHEET, sheet, header + 1, letters(at))
            raise PackRejected(place, words.column_doubtful(text, meant))
        for at, text in columns.unknown:
            place = words.sheet_place(SHEET, sheet, header + 1, letters(at))
            self.reminders.append(Problem(place, words.column_unknown(text)))

    def _take(self, row: _Row, named: set[str]) -> None:
        table = row.table()
        if not row.problems:
            table.setdefault("id", self._id(str(table.get("file", "")), named))
            row.finish(table, self._ids)
        self.problems += row.problems
        self.reminders += row.reminders
        if row.entry:
            self._ids.add(row.entry.id)
            self.entries.append(row.entry)

    def _id(self, file: str, named: set[str]) -> str:
        """The file's own name, where it can be one; an exhibit keeps its id when rows are moved or retitled."""
        stem = PurePosixPath(file).stem.lower()
        first = stem if NAME.fullmatch(stem) else f"x{hashlib.sha256(file.encode()).hexdigest()[:8]}"
        names = (first if count == 1 else f"{first[:58]}-{count}" for count in range(1, MOST_ITEMS + 2))
        return next(name for name in names if name not in self._ids and name not in named)


class _Row:
    """One row: its table of values, then its entry, with everything that is wrong in it."""

    def __init__(self, sheet: str, number: int, row: list[Value], columns: Columns) -> None:
        self._sheet, self._number, self._row, self._columns = sheet, number, row, columns
        self.problems: list[Problem] = []
        self.reminders: list[Problem] = []
        self.entry: Entry | None = None

    def table(self) -> dict[str, object]:
        found: dict[str, object] = {}
        file = text_of(_at(self._row, self._columns, "file"))
        for key in (*self._columns.of, *(("kind",) if "kind" not in self._columns.of else ())):
            value = _at(self._row, self._columns, key)
            try:
                found.update(_values(key, value, file))
            except ValueError as wrong:
                self.problems.append(self._problem(key, str(wrong)))
            else:
                if key in _TEXTS and (said := damage(value)):
                    self.reminders.append(self._problem(key, said))
        return found

    def finish(self, table: Mapping[str, object], taken: set[str]) -> None:
        try:
            entry = Fields(table, HEADERS).entry()
        except FieldRefused as refused:
            self.problems.append(self._problem(refused.key, str(refused)))
            return
        if entry.id in taken:
            self.problems.append(self._problem("id", words.ID_TAKEN))
        else:
            self.entry = entry

    def _problem(self, key: str, reason: str) -> Problem:
        key = HOURS if key in ("daily_from", "daily_until") else key
        column = letters(self._columns.of.get(key, -1))
        said = reason if reason.startswith(HEADERS[key]) else f"{HEADERS[key]}：{reason}"
        return Problem(words.sheet_place(SHEET, self._sheet, self._number, column), said)


def _values(key: str, value: Value | None, file: str) -> dict[str, object]:
    """What TOML would hold of one cell; nothing for an empty one. Raises ValueError with a sentence for the keeper."""
    if key == "kind":
        return {"kind": cell_names.kind_of(value, file)} if value not in (None, "") or file else {}
    if not text_of(value):
        return {}
    if key == HOURS:
        hours: tuple[tuple[str, time | None], ...] = tuple(
            zip(("daily_from", "daily_until"), cells.hours_of(value), strict=True)
        )
        return {name: clock for name, clock in hours if clock is not None}
    if key in _READERS:
        read = _READERS[key](value)
        return {} if read is None else {key: read}
    return {key: plain_text(value if isinstance(value, str) else _as_typed(value))}


def _as_typed(value: Value | None) -> str:
    """A number or a date that stands where a text belongs."""
    return "" if isinstance(value, time | timedelta) else text_of(value)


def _header(sheet: VisibleSheet) -> tuple[int, Columns | None]:
    for at, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        if (columns := find_columns([text_of(cell) for cell in row])) is not None:
            return at, columns
    return -1, None


def _filled(sheet: VisibleSheet, header: int, columns: Columns) -> Iterator[tuple[int, list[Value]]]:
    """Rows below the header, without blank ones, the template's example, and the header printed again."""
    used = columns.of.values()
    for number, row in enumerate(sheet.rows[header + 1 :], start=header + 2):
        if not any(text_of(row[at]) for at in used if at < len(row)):
            continue
        example = text_of(_at(row, columns, "title")) == EXAMPLE_TITLE
        if example and text_of(_at(row, columns, "file")) == EXAMPLE_FILE:
            continue
        if find_columns([text_of(cell) for cell in row]) is None:
            yield number, row


def _at(row: list[Value], columns: Columns, key: str) -> Value | None:
    at = columns.of.get(key, -1)
    return row[at] if 0 <= at < len(row) else None
