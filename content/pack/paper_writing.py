"""Papers written down again: as ``papers.toml``, or as the sheet 试卷.xlsx; read again, both give the same.

(folder / "papers.toml").write_text(papers_text(plans), encoding="utf-8")
(folder / "试卷.xlsx").write_bytes(paper_sheet_bytes(plans))
(folder / "试卷.xlsx").write_bytes(paper_template())      # empty, with an example that counts for nothing
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from content.banks.model import Difficulty, Kind
from content.banks.papers import Band, Order, Plan, Quota, Way
from content.pack import paper_words as said
from content.pack.papers import FORMAT
from content.pack.writing import lines_of
from content.sheets import writing
from content.tables import cells

_WIDTHS = {"title": 26, "note": 40, "paper": 26, "tag": 22, "advice": 50, "name": 16, "bank": 22}
_ROWS = 500  # as far as drop-downs reach
_CHOICES = {
    "icon": tuple(said.ICONS), "who": tuple(said.WHOS), "order": tuple(said.ORDERS), "kind": tuple(said.KINDS),
    "difficulty": tuple(said.LEVELS), "way": tuple(said.WAYS), "partial": tuple(said.PARTIAL),
}  # fmt: skip
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
            lines += ["", "[[papers.quotas]]", *lines_of(quota_table(quota))]
        for band in plan.bands:
            lines += ["", "[[papers.bands]]", *lines_of(band_table(band))]
    return "\n".join(lines) + "\n"


def paper_table(plan: Plan) -> dict[str, object]:
    """As TOML's values, without quotas, bands and what is as usual."""
    usual = Plan("", "", ())
    table: dict[str, object] = {"name": plan.name, "title": plan.title, "note": plan.note}
    table |= {"icon": plan.icon.value, "who": plan.who.value, "order": plan.order.value}
    table |= {"seconds": plan.seconds, "valid_from": plan.valid_from, "valid_until": plan.valid_until}
    table |= {"way": plan.way.value, "partial": plan.partial, "clock": plan.clock, "bank": plan.bank}
    return {key: value for key, value in table.items() if value != getattr(usual, key)}


def paper_sheet_bytes(plans: Sequence[Plan]) -> bytes:
    return _saved([(plan, False) for plan in plans])


def paper_template() -> bytes:
    return _saved([(_EXAMPLE, True)])


def quota_table(quota: Quota) -> dict[str, object]:
    level = next((name for name, one in said.LEVEL_NAMES.items() if one is quota.difficulty), None)
    table = {"tag": quota.tag, "kind": quota.kind and quota.kind.value, "difficulty": level, "count": quota.count}
    return {key: value for key, value in table.items() if value is not None}


def band_table(band: Band) -> dict[str, object]:
    return {"from": band.least, "title": band.title} | ({"advice": band.advice} if band.advice else {})


def _saved(plans: Sequence[tuple[Plan, bool]]) -> bytes:
    book, papers = writing.new_book(said.PAPERS)
    _fill(papers, said.OF_PAPER, [(_as_cells(plan), is_example) for plan, is_example in plans])
    called = _called([plan for plan, _ in plans])
    quotas = [
        (_quota_cells(quota) | {"paper": name}, is_example)
        for name, (plan, is_example) in zip(called, plans, strict=True)
        for quota in plan.quotas
    ]
    _fill(book.create_sheet(said.QUOTAS), said.OF_QUOTA, quotas)
    bands = [
        (band_table(band) | {"paper": name}, is_example)
        for name, (plan, is_example) in zip(called, plans, strict=True)
        for band in plan.bands
    ]
    _fill(book.create_sheet(said.BANDS), {key: said.OF_BAND[key] for key in said.OF_BAND if key != "to"}, bands)
    writing.explain(book.create_sheet(said.EXPLAINED), said.EXPLANATION)
    return writing.bytes_of(book)


def _as_cells(plan: Plan) -> dict[str, object]:
    """As a keeper writes it."""
    table = paper_table(plan)
    table |= {"icon": _name_in(said.ICONS, plan.icon), "who": _name_in(said.WHOS, plan.who)}
    table |= {"order": _name_in(said.ORDERS, plan.order), "way": _name_in(said.WAYS, plan.way)}
    if plan.way is Way.CHECKUP:
        table["partial"] = _name_in(said.PARTIAL, plan.partial)
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
    columns = [
        writing.Column(header, said.HINTS[key], _WIDTHS.get(key, writing.USUAL_WIDTH), _CHOICES.get(key, ()))
        for key, header in headers.items()
    ]
    writing.head(sheet, columns, rows=_ROWS)
    for number, (row, is_example) in enumerate(rows, start=writing.FIRST_ROW):
        for column, key in enumerate(headers, start=1):
            if key in row:
                writing.put(sheet.cell(number, column), row[key], is_example)
