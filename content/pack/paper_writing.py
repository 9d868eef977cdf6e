"""Papers written down again: as ``papers.toml``, or as the sheet 试卷.xlsx; read again, both give the same.

(folder / "papers.toml").write_text(papers_text(plans), encoding="utf-8")
(folder / "试卷.xlsx").write_bytes(paper_sheet_bytes(plans))
(folder / "试卷.xlsx").write_bytes(paper_template())      # empty, with an example that counts for nothing
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, TypeVar

from content.banks.model import Difficulty, Kind
from content.banks.papers import Band, Order, Plan, Quota
from content.pack import cells
from content.pack import paper_words as said
from content.pack.papers import FORMAT
from content.pack.sheet_writing import put
from content.pack.writing import lines_of

_WIDTHS = {"title": 26, "note": 40, "paper": 26, "tag": 22, "advice": 50, "name": 16}
_USUAL_WIDTH = 12
_ROWS = 500  # as far as drop-downs reach
_EXAMPLE = Plan(
    "", said.EXAMPLE_TITLE,
    (Quota(5, said.EXAMPLE_TAG, Kind.SINGLE), Quota(3, said.EXAMPLE_TAG, Kind.JUDGE, Difficulty.EASY)),
    note=said.EXAMPLE_NOTE, order=Order.KIND, seconds=300, valid_until=date(2027, 6, 30),
    bands=(Band(80, said.EXAMPLE_BANDS[0]), Band(0, said.EXAMPLE_BANDS[1], said.EXAMPLE_ADVICE)),
)  # fmt: skip
Word = TypeVar("Word")


def papers_text(plans: Iterable[Plan]) -> str:
    lines = [f"format = {FORMAT}"]
    for plan in plans:
        lines += ["", "[[papers]]", *lines_of(paper_table(plan))]
        for quota in plan.quotas:
            lines += ["", "[[papers.quotas]]", *lines_of(_quota_table(quota))]
        for band in plan.bands:
            lines += ["", "[[papers.bands]]", *lines_of(_band_table(band))]
    return "\n".join(lines) + "\n"


def paper_table(plan: Plan) -> dict[str, object]:
    """As TOML's values, without quotas, bands and what is as usual."""
    usual = Plan("", "", ())
    table: dict[str, object] = {"name": plan.name, "title": plan.title, "note": plan.note}
    table |= {"icon": plan.icon.value, "who": plan.who.value, "order": plan.order.value}
    table |= {"seconds": plan.seconds, "valid_from": plan.valid_from, "valid_until": plan.valid_until}
    return {key: value for key, value in table.items() if value != getattr(usual, key)}


def paper_sheet_bytes(plans: Sequence[Plan]) -> bytes:
    return _saved([(plan, False) for plan in plans])


def paper_template() -> bytes:
    return _saved([(_EXAMPLE, True)])


def _quota_table(quota: Quota) -> dict[str, object]:
    level = next((name for name, one in said.LEVEL_NAMES.items() if one is quota.difficulty), None)
    table = {"tag": quota.tag, "kind": quota.kind and quota.kind.value, "difficulty": level, "count": quota.count}
    return {key: value for key, value in table.items() if value is not None}


def _band_table(band: Band) -> dict[str, object]:
    return {"from": band.least, "title": band.title} | ({"advice": band.advice} if band.advice else {})


def _saved(plans: Sequence[tuple[Plan, bool]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator, book.properties.created = "", datetime(2000, 1, 1)
    book.properties.modified = datetime(2000, 1, 1)
    papers = book.active
    papers.title = said.PAPERS
    _fill(papers, said.OF_PAPER, [(_as_cells(plan), is_example) for plan, is_example in plans])
    called = _called([plan for plan, _ in plans])
    quotas = [
        (_quota_cells(quota) | {"paper": name}, is_example)
        for name, (plan, is_example) in zip(called, plans, strict=True)
        for quota in plan.quotas
    ]
    _fill(book.create_sheet(said.QUOTAS), said.OF_QUOTA, quotas)
    bands = [
        (_band_table(band) | {"paper": name}, is_example)
        for name, (plan, is_example) in zip(called, plans, strict=True)
        for band in plan.bands
    ]
    _fill(book.create_sheet(said.BANDS), {key: said.OF_BAND[key] for key in said.OF_BAND if key != "to"}, bands)
    _explained(book.create_sheet(said.EXPLAINED))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _as_cells(plan: Plan) -> dict[str, object]:
    """As a keeper writes it."""
    table = paper_table(plan)
    table |= {"icon": _name_in(said.ICONS, plan.icon), "who": _name_in(said.WHOS, plan.who)}
    table["order"] = _name_in(said.ORDERS, plan.order)
    if plan.seconds is not None:
        table["seconds"] = round(plan.seconds / 60, 4)
    return {key: value for key, value in table.items() if value not in ("", None)}


def _called(plans: Sequence[Plan]) -> list[str]:
    """By its title, or where another is called so, by its name."""
    names = {plan.name for plan in plans}
    titles = Counter(cells.plain(plan.title) for plan in plans)
    return [
        plan.title if titles[cells.plain(plan.title)] == 1 and plan.title not in names else plan.name for plan in plans
    ]


def _quota_cells(quota: Quota) -> dict[str, object]:
    table: dict[str, object] = {"count": quota.count}
    if quota.tag is not None:
        table["tag"] = quota.tag
    if quota.kind is not None:
        table["kind"] = _name_in(said.KINDS, quota.kind)
    if quota.difficulty is not None:
        table["difficulty"] = _name_in(said.LEVELS, quota.difficulty)
    return table


def _name_in(names: Mapping[str, Word], value: Word) -> str:
    return next(name for name, one in names.items() if one == value)


def _fill(sheet: Any, headers: Mapping[str, str], rows: Sequence[tuple[Mapping[str, object], bool]]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, (key, header) in enumerate(headers.items(), start=1):
        cell = sheet.cell(1, column)
        cell.value, cell.font, cell.fill = header, Font(bold=True), PatternFill("solid", fgColor="F3E3D3")
        cell.alignment = Alignment(horizontal="center", vertical="center")
        cell.comment = Comment(said.HINTS[key], "", height=90, width=260)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(key, _USUAL_WIDTH)
        for number, (row, is_example) in enumerate(rows, start=2):
            if key in row:
                put(sheet.cell(number, column), row[key], is_example)
    sheet.freeze_panes = "A2"
    _drop_downs(sheet, headers)


def _drop_downs(sheet: Any, headers: Mapping[str, str]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    choices = {
        "icon": said.ICONS,
        "who": said.WHOS,
        "order": said.ORDERS,
        "kind": said.KINDS,
        "difficulty": said.LEVELS,
    }
    for column, key in enumerate(headers, start=1):
        if key in choices:
            offered = DataValidation("list", formula1=f'"{",".join(choices[key])}"', allow_blank=True)
            offered.showErrorMessage, offered.error = True, said.HINTS[key]
            offered.add(f"{get_column_letter(column)}2:{get_column_letter(column)}{_ROWS}")
            sheet.add_data_validation(offered)


def _explained(sheet: Any) -> None:
    from openpyxl.styles import Alignment, Font

    for number, (label, text) in enumerate(said.EXPLANATION, start=1):
        sheet.cell(number, 1).value, sheet.cell(number, 2).value = label, text
        sheet.cell(number, 1).font = Font(bold=True)
        sheet.cell(number, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 12, 100
