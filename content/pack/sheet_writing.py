"""目录.xlsx written: of a `Manifest`, or empty as a template that a keeper fills.

    (folder / "目录.xlsx").write_bytes(template())

Every cell is a text, a number or a date by its type, never by what it begins with. openpyxl is imported only here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from content.kinds.kind import ExhibitKind
from content.pack import cells
from content.pack import sheet_words as words
from content.pack.columns import HEADERS, HOURS, ITEMS, PACK, PACK_ROWS
from content.pack.entry import MOST_ITEMS, Entry, Manifest
from content.pack.sheet import EXAMPLE_FILE, EXAMPLE_TITLE
from content.pack.writing import entry_table, pack_table

_WIDTHS = {"title": 30, "file": 28, "source": 28, "heading": 16, "topics": 16, "consent": 18} | dict.fromkeys(
    ("text_file", "subtitle_file"), 22
)
_USUAL_WIDTH = 12
_DATES = ("source_date", "valid_from", "valid_until", "consent_until")
_FIRST_DAY_OF_SHEETS = date(1900, 3, 1)
"""Before it spreadsheets count a day that never was; such a date is written as a text."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""OOXML reads ``_x0041_`` in a text as ``A``, unless its first mark is escaped itself (ECMA-376, 22.4.2.4)."""
_CHOICES = {
    "kind": tuple(cells.KIND_NAMES.values()),
    "profiles": ("中心", "站", "点", "中心、站", "站、点"),
    "screens": tuple(cells.SCREEN_NAMES.values()),
    "weekdays": ("每天", "工作日", "周末", "一三五", "二四六"),
    "interrupt": (cells.YES, cells.NO),
    "attract": (cells.YES, cells.NO),
    "demo": (cells.YES, cells.NO),
}
_OPEN_LISTS = ("weekdays", "profiles")
"""Drop-downs that only propose; another value may be typed."""
_FIRST_ROW = 2


def sheet_bytes(manifest: Manifest) -> bytes:
    rows = [(_row(entry), False) for entry in manifest.entries]
    return _saved(rows, _values(pack_table(manifest)))


def template() -> bytes:
    """The empty sheet: one row filled as an example, which counts for nothing until it is written over."""
    example: dict[str, object] = {
        "title": EXAMPLE_TITLE, "kind": cells.KIND_NAMES[ExhibitKind.IMAGE], "file": EXAMPLE_FILE,
        **words.EXAMPLE_ROW, "source_date": date(2026, 10, 1), "valid_until": date(2027, 1, 31), "seconds": 12,
    }  # fmt: skip
    return _saved([(example, True)], {})


def _row(entry: Entry) -> dict[str, object]:
    return _values(entry_table(entry))


def _values(table: Mapping[str, object]) -> dict[str, object]:
    """TOML's values as a keeper writes them."""
    found = dict(table)
    if "kind" in found:
        found["kind"] = cells.KIND_NAMES[ExhibitKind(str(found["kind"]))]
    for key, names in (("profiles", cells.PROFILE_NAMES), ("screens", cells.SCREEN_NAMES)):
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
    from openpyxl import Workbook

    book = Workbook()
    # openpyxl writes its own name and this minute; a pack says nothing of who made it where.
    book.properties.creator, book.properties.created = "", datetime(2000, 1, 1)
    book.properties.modified = datetime(2000, 1, 1)
    items = book.active
    items.title = ITEMS
    _head(items)
    for number, (row, is_example) in enumerate(rows, start=_FIRST_ROW):
        for column, key in enumerate(HEADERS, start=1):
            if key in row:
                put(items.cell(number, column), row[key], is_example)
    _drop_downs(items)
    _pack_sheet(book.create_sheet(PACK), pack)
    _explained(book.create_sheet(words.EXPLAINED))
    for sheet in book:  # printed, a row is one line of one page
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    items.page_setup.paperSize = items.PAPERSIZE_A3
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(cell: Any, value: object, is_example: bool = False) -> None:
    from openpyxl.styles import Alignment, Font

    if isinstance(value, datetime) or (isinstance(value, date) and value < _FIRST_DAY_OF_SHEETS):
        value = value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, date):
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    elif isinstance(value, str):
        cell.value = _ESCAPE.sub("_x005F_", value)
        # As a text whatever it begins with: "=…" would be a formula, "#N/A" an error; so it stays when it is edited.
        cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", True
        cell.alignment = Alignment(wrap_text="\n" in value, vertical="top")
    else:
        cell.value = value
    if is_example:
        cell.font = Font(italic=True, color="808080")


def _head(sheet: Any) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, (key, header) in enumerate(HEADERS.items(), start=1):
        cell, letter = sheet.cell(1, column), get_column_letter(column)
        cell.value = header
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="F3E3D3")
        cell.alignment = Alignment(horizontal="center", vertical="center")
        cell.comment = Comment(words.COLUMN_HINTS[key], "", height=90, width=260)
        sheet.column_dimensions[letter].width = _WIDTHS.get(key, _USUAL_WIDTH)
        if key in _DATES:
            sheet.column_dimensions[letter].number_format = "yyyy-mm-dd"
    sheet.row_dimensions[1].height = 24
    sheet.freeze_panes = "B2"


def _drop_downs(sheet: Any) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for column, key in enumerate(HEADERS, start=1):
        if key in _CHOICES:
            offered = DataValidation("list", formula1=f'"{",".join(_CHOICES[key])}"', allow_blank=True)
            offered.showErrorMessage = key not in _OPEN_LISTS
            offered.error = words.COLUMN_HINTS[key]
            letter = get_column_letter(column)
            offered.add(f"{letter}{_FIRST_ROW}:{letter}{_FIRST_ROW + MOST_ITEMS - 1}")
            sheet.add_data_validation(offered)


def _pack_sheet(sheet: Any, pack: Mapping[str, object]) -> None:
    from openpyxl.styles import Font

    for column, text in enumerate(words.PACK_SHEET_HEAD, start=1):
        sheet.cell(1, column).value = text
        sheet.cell(1, column).font = Font(bold=True)
    for number, (key, label) in enumerate(PACK_ROWS.items(), start=2):
        sheet.cell(number, 1).value = label
        if key in pack:
            put(sheet.cell(number, 2), pack[key])
        sheet.cell(number, 3).value = words.PACK_HINTS.get(key) or words.COLUMN_HINTS[key]
    for letter, width in (("A", 12), ("B", 30), ("C", 80)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _explained(sheet: Any) -> None:
    from openpyxl.styles import Alignment, Font

    lines = [(words.EXPLAINED, ""), *words.EXPLANATION]
    lines += [(header, words.COLUMN_HINTS[key]) for key, header in HEADERS.items()]
    for number, (label, text) in enumerate(lines, start=1):
        sheet.cell(number, 1).value = label
        sheet.cell(number, 2).value = text
        sheet.cell(number, 1).font = Font(bold=True)
        for column in (1, 2):
            sheet.cell(number, column).alignment = Alignment(wrap_text=column == 2, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 12, 100
