"""``questions.toml`` → a real spreadsheet, as a keeper would keep it: a title and a note above the header, a second
sheet that holds no questions. The bytes are the same every time, so a remake without a change is no change."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
import zipfile
from pathlib import Path
from typing import Any

QUESTIONS = Path(__file__).with_name("questions.toml")
HEADER = (
    "题号",
    "知识点",
    "题型",
    "难度",
    "题干",
    "选项A",
    "选项B",
    "选项C",
    "选项D",
    "答案",
    "解析",
    "来源",
    "来源日期",
)
_WIDTHS = (8, 16, 8, 6, 50, 26, 26, 26, 26, 8, 60, 44, 14)
_STAMP = dt.datetime(2026, 11, 21)
_NOTES = (
    ("怎样改这份题库",),
    ("每行一题，第一行表头不要删，列的先后可以换。",),
    ("题型写 单选、多选、判断；判断题不用写选项，答案写 对 或 错。",),
    ("多选的答案把字母写在一起，例如 ABD。",),
    ("可以加两列：生效日期、失效日期，过了日子的题不再出。",),
)


def write_bank(path: Path) -> None:
    """The same bytes wherever it runs: as openpyxl writes by itself, though lxml, which it would prefer, be there. It
    looks for that once a process, when it is first imported.
    """
    os.environ["OPENPYXL_LXML"] = "False"
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = "题库"
    sheet.append(("初心终端自带题库",))
    sheet.append((f"整理日期 {_STAMP:%Y-%m-%d}，每题都写来源，条文有修改时请以新条文为准",))
    sheet.append(())
    sheet.append(HEADER)
    for row in question_rows():
        sheet.append(row)
    for letter, width in zip("ABCDEFGHIJKLM", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for cells in sheet.iter_rows(min_row=4):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(size=16, bold=True)
    for cell in sheet[4]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A5"
    notes = book.create_sheet("说明")
    for note in _NOTES:
        notes.append(note)
    book.properties.creator = "初心终端"
    book.properties.created = book.properties.modified = _STAMP
    book.save(path)
    _same_bytes(path)


def question_rows() -> list[tuple[object, ...]]:
    table: dict[str, Any] = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))
    rows = []
    for item in table["items"]:
        source, _, place = item["source"].partition(" ")
        title, day = table["sources"][source]
        options = (item.get("options", []) + [""] * 4)[:4]
        fixed = (item["id"], item["tag"], item["kind"], item["level"], item["stem"])
        rows.append((*fixed, *options, item["answer"], item["why"], title + place, day))
    return rows


def _same_bytes(path: Path) -> None:
    """Pack again with one time stamp and one order: zip files otherwise carry the minute they were written."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in sorted(archive.namelist())}
    core = members["docProps/core.xml"]
    start, end = core.find(b"<dcterms:modified"), core.find(b"</dcterms:modified>")
    stamp = b'<dcterms:modified xsi:type="dcterms:W3CDTF">2026-11-21T00:00:00Z'
    members["docProps/core.xml"] = core[:start] + stamp + core[end:]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2026, 11, 21, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
