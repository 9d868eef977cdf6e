"""``questions.toml`` → a real spreadsheet, as a keeper would keep it: a title and a note above the header, a second
sheet that holds no questions. The bytes are the same every time, so a remake without a change is no change."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.banks import words
from content.banks.model import JUDGE_OPTIONS, Item, Kind, Status
from content.packs.same_bytes import same_bytes
from content.packs.starter_source.sources import Source, sources

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
    "选项E",
    "答案",
    "解析",
    "来源",
    "来源日期",
)
GAP = "____"
"""A blank in the stem of a fill item."""

_WIDTHS = (8, 16, 8, 6, 50, 26, 26, 26, 26, 26, 16, 60, 44, 14)
_STAMP = dt.datetime(2026, 11, 30)
_KINDS = {name: Kind(kind) for kind, name in words.KINDS.items()}
_LEVELS = {name: level for level, name in words.DIFFICULTIES.items()}
_STATUS = {words.STATUSES[Status.UNCHECKED]: Status.UNCHECKED}
_NOTES = (
    ("怎样改这份题库",),
    ("每行一题，第一行表头不要删，列的先后可以换。",),
    ("题型写 单选、多选、判断、填空、排序；判断题不用写选项，答案写 对 或 错。",),
    ("多选的答案把字母写在一起，例如 ABD；排序的答案按正确的先后写字母，例如 CABD。",),
    ("填空题的空写 ____，几个空的答案用 ；分开，一个空的几种写法用 / 分开，例如 三/3；二十四/24。",),
    ("一题有几个标签的，用 ；分开，第一个用来组卷。",),
    ("可以加两列：生效日期、失效日期，过了日子的题不再出。",),
)


@dataclass(frozen=True, slots=True)
class Written:
    """An item as its author wrote it: ``place`` is the article, ``unread`` why it may not be asked, else empty."""

    item: Item
    source: Source
    place: str
    unread: str


def written() -> list[Written]:
    """Every item of the source file, those that may not be asked among them."""
    table: dict[str, Any] = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))
    known = sources()
    return [_written(fields, known[fields["source"]]) for fields in table["items"]]


def publishable() -> list[Item]:
    """The items whose source was read; the others never reach a bank."""
    return [one.item for one in written() if one.item.status is Status.READY]


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
    for letter, width in zip("ABCDEFGHIJKLMN", _WIDTHS, strict=True):
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
    path.write_bytes(same_bytes(path.read_bytes(), _STAMP))


def question_rows() -> list[tuple[object, ...]]:
    return [_row(item) for item in publishable()]


def _row(item: Item) -> tuple[object, ...]:
    options = ((() if item.kind is Kind.JUDGE else item.options) + ("",) * 5)[:5]
    fixed = (item.id, "；".join(item.tags), words.KINDS[item.kind], words.DIFFICULTIES[item.difficulty], item.stem)
    return (*fixed, *options, _answer(item), item.explanation, item.source, item.source_date)


def _answer(item: Item) -> str:
    if item.kind is Kind.JUDGE:
        return JUDGE_OPTIONS[item.answer[0]]
    if item.kind is Kind.FILL:
        return "；".join("/".join(texts) for texts in item.blanks)
    return "".join(chr(65 + index) for index in item.answer)


def _written(fields: dict[str, Any], source: Source) -> Written:
    place = fields.get("place", "")
    kind = _KINDS[fields["kind"]]
    options, answer = _marked(kind, fields)
    item = Item(
        id=fields["id"],
        kind=kind,
        stem=fields["stem"],
        options=options,
        answer=answer,
        explanation=fields["why"],
        tags=tuple(fields["tags"]),
        difficulty=_LEVELS[fields["level"]],
        source=source.title + place,
        source_date=source.date,
        blanks=tuple(tuple(texts) for texts in fields.get("blanks", ())),
        status=_STATUS[fields["status"]] if "status" in fields else Status.READY,
    )
    return Written(item, source, place, fields.get("unread", ""))


def _marked(kind: Kind, fields: dict[str, Any]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    if kind is Kind.FILL:
        return (), ()
    if kind is Kind.JUDGE:
        return JUDGE_OPTIONS, (JUDGE_OPTIONS.index(fields["answer"]),)
    if kind is Kind.ORDER:
        return _mixed(fields["id"], fields["steps"])
    return tuple(fields["options"]), tuple(ord(letter) - 65 for letter in fields["answer"])


def _mixed(item_id: str, steps: list[str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Steps in an order that is the same on every machine and never the right one, and how they stand in truth."""
    options = sorted(steps, key=lambda step: hashlib.sha256(f"{item_id}{step}".encode()).digest())
    if options == steps:
        options = options[1:] + options[:1]
    return tuple(options), tuple(options.index(step) for step in steps)
