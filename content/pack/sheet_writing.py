"""目录.xlsx written: of a `Manifest`, or empty as a template that a keeper fills.

(folder / "目录.xlsx").write_bytes(template())
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from content.kinds.kind import ExhibitKind
from content.pack import cell_names
from content.pack import sheet_words as words
from content.pack.columns import HEADERS, HOURS, ITEMS, PACK, PACK_ROWS
from content.pack.entry import MOST_ITEMS, Entry, Manifest
from content.pack.sheet import EXAMPLE_FILE, EXAMPLE_TITLE
from content.pack.writing import entry_table, pack_table
from content.sheets import writing
from content.tables import cells

_WIDTHS = {"title": 30, "file": 28, "source": 28, "heading": 16, "topics": 16, "consent": 18} | dict.fromkeys(
    ("text_file", "subtitle_file"), 22
)
_DATES = ("source_date", "valid_from", "valid_until", "consent_until", "check_by")
_CHOICES = {
    "kind": tuple(cell_names.KIND_NAMES.values()),
    "profiles": ("中心", "站", "点", "中心、站", "站、点"),
    "screens": tuple(cell_names.SCREEN_NAMES.values()),
    "weekdays": ("每天", "工作日", "周末", "一三五", "二四六"),
    "interrupt": (cells.YES, cells.NO),
    "attract": (cells.YES, cells.NO),
    "demo": (cells.YES, cells.NO),
}
_OPEN_LISTS = ("weekdays", "profiles")
"""Drop-downs that only propose; another value may be typed."""


def sheet_bytes(manifest: Manifest) -> bytes:
    rows = [(_row(entry), False) for entry in manifest.entries]
    return _saved(rows, _values(pack_table(manifest)))


def template(filled: Sequence[ExhibitKind] = ()) -> bytes:
    """The empty sheet: one row filled as an example, which counts for nothing until it is written over. ``filled``: the
    kinds of which an empty sheet lies beside it, called `sheet_of`; each has its row.
    """
    example: dict[str, object] = {
        "title": EXAMPLE_TITLE, "kind": cell_names.KIND_NAMES[ExhibitKind.IMAGE], "file": EXAMPLE_FILE,
        **words.EXAMPLE_ROW, "source_date": date(2026, 10, 1), "valid_until": date(2027, 1, 31), "seconds": 12,
    }  # fmt: skip
    names = [(cell_names.KIND_NAMES[kind], sheet_of(kind)) for kind in filled]
    rows: list[tuple[dict[str, object], bool]] = [
        ({"title": called, "kind": called, "file": file}, False) for called, file in names
    ]
    return _saved([(example, True), *rows], {})


def sheet_of(kind: ExhibitKind) -> str:
    """How the sheet of a kind is called beside 目录.xlsx."""
    return f"{cell_names.KIND_NAMES[kind]}.xlsx"


def _row(entry: Entry) -> dict[str, object]:
    return _values(entry_table(entry))


def _values(table: Mapping[str, object]) -> dict[str, object]:
    """TOML's values as a keeper writes them."""
    found = dict(table)
    if "kind" in found:
        found["kind"] = cell_names.KIND_NAMES[ExhibitKind(str(found["kind"]))]
    for key, names in (("profiles", cell_names.PROFILE_NAMES), ("screens", cell_names.SCREEN_NAMES)):
        if key in found:
            found[key] = "、".join(names[one] for one in _texts(found[key]))
    if isinstance(days := found.get("weekdays"), list):
        found["weekdays"] = "".join(cells.DAY_NAMES[day - 1] for day in days)
    if "topics" in found:
        found["topics"] = _topics(list(_texts(found["topics"])))
    if "daily_from" in found or "daily_until" in found:
        found[HOURS] = f"{_clock(found.pop('daily_from', None))}-{_clock(found.pop('daily_until', None))}"
    for key, value in found.items():
        if isinstance(value, bool):
            found[key] = cells.YES if value else cells.NO
    return found


def _texts(value: object) -> Iterable[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _topics(topics: list[str]) -> str:
    """By 、, or where one of them has such a mark itself, a line each."""
    inside = any(re.search("[、,，;；]", topic) for topic in topics)
    return "\n".join([*topics, *([""] if len(topics) == 1 else [])]) if inside else "、".join(topics)


def _clock(value: object) -> str:
    if not isinstance(value, time):
        return ""
    plain = value.second == value.microsecond == 0
    return value.isoformat(timespec="minutes") if plain else value.isoformat()


def _saved(rows: list[tuple[dict[str, object], bool]], pack: Mapping[str, object]) -> bytes:
    book, items = writing.new_book(ITEMS)
    columns = [_column(key, header) for key, header in HEADERS.items()]
    writing.head(items, columns, rows=MOST_ITEMS, freeze="B2")
    for number, (row, is_example) in enumerate(rows, start=writing.FIRST_ROW):
        for column, key in enumerate(HEADERS, start=1):
            if key in row:
                writing.put(items.cell(number, column), row[key], is_example)
    _pack_sheet(book.create_sheet(PACK), pack)
    hints = [(header, words.COLUMN_HINTS[key]) for key, header in HEADERS.items()]
    writing.explain(book.create_sheet(words.EXPLAINED), [(words.EXPLAINED, ""), *words.EXPLANATION, *hints])
    for sheet in book:  # printed, a row is one line of one page
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    items.page_setup.paperSize = items.PAPERSIZE_A3
    return writing.bytes_of(book)


def _column(key: str, header: str) -> writing.Column:
    hint, width = words.COLUMN_HINTS[key], _WIDTHS.get(key, writing.USUAL_WIDTH)
    shape = "yyyy-mm-dd" if key in _DATES else ""
    return writing.Column(header, hint, width, _CHOICES.get(key, ()), key in _OPEN_LISTS, shape)


def _pack_sheet(sheet: Any, pack: Mapping[str, object]) -> None:
    from openpyxl.styles import Font

    for column, text in enumerate(words.PACK_SHEET_HEAD, start=1):
        sheet.cell(1, column).value = text
        sheet.cell(1, column).font = Font(bold=True)
    for number, (key, label) in enumerate(PACK_ROWS.items(), start=2):
        sheet.cell(number, 1).value = label
        if key in pack:
            writing.put(sheet.cell(number, 2), pack[key])
        sheet.cell(number, 3).value = words.PACK_HINTS.get(key) or words.COLUMN_HINTS[key]
    for letter, width in (("A", 12), ("B", 30), ("C", 80)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
