"""A ledger as one hand drew it: rows of cells, merged ranges, who stands where, and what was spoiled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.features.membership.hall.ledger_torture import headers, spelling
from tests.features.membership.hall.ledger_torture.truth import STEPS, Person, people

Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass
class Column:
    """`field` None: of no use to us. `upper`: the level above, where there is one."""

    field: str | None
    header: str
    upper: str = ""
    which: int = 0


@dataclass
class Ledger:
    """`rows_of`: person -> the rows (from 1) that are theirs. `spoiled`: the sheet as a whole was damaged."""

    seed: int
    typed: bool
    people: list[Person]
    columns: list[Column] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    rows_of: list[list[int]] = field(default_factory=list)
    banded: bool = False

    @property
    def fields(self) -> set[str]:
        return {one.field for one in self.columns if one.field} | ({"branch"} if self.banded else set())

    def at(self, name: str) -> list[int]:
        return [at for at, one in enumerate(self.columns) if one.field == name]

    start = (0, 0)

    @property
    def end(self) -> tuple[int, int]:
        return len(self.rows) - 1, 0

    @property
    def merged_cell_ranges(self) -> list[Range]:
        return self.merged

    def iter_rows(self) -> Iterator[list[Any]]:
        """As a reader of workbooks gives them: all of one width."""
        width = max(map(len, self.rows))
        return ([*map(_read, row), *[""] * (width - len(row))] for row in self.rows)


def _read(cell: Any) -> Any:
    """As a reader of workbooks gives it."""
    return "" if cell is None else float(cell) if isinstance(cell, int) else cell


def drawn(seed: int, *, typed: bool) -> Ledger:
    """The ledger of this seed; `typed`: a workbook, whose cells keep their kind and may be merged."""
    random = Random(seed)
    ledger = Ledger(seed, typed, people(random, random.randrange(1, 7)))
    _choose_columns(ledger, random)
    _draw_header(ledger, random)
    _draw_people(ledger, random)
    if random.random() < 0.4:
        end: list[list[Any]] = [
            ["合计", *[""] * 2, len(ledger.people)],
            ["填表人：演示某", "", "2026年1月"],
            ["注：以上属实"],
        ]
        ledger.rows += random.sample(end, random.choice((1, 2)))
    return ledger


def _choose_columns(ledger: Ledger, random: Random) -> None:
    ledger.banded = random.random() < 0.25
    optional = [name for name in headers.HEADS if name not in ("name", "id_number")]
    wanted = ["name", "id_number", *random.sample(optional, random.randrange(1, len(optional)))]
    if ledger.banded:
        wanted = [name for name in wanted if name != "branch"]
    levels = random.random() < 0.4
    blocks = [block for name in wanted for block in [_block(name, levels, random, alone="state" not in wanted)]]
    blocks += [[Column(None, head)] for head in random.sample(headers.UNUSED, random.randrange(4))]
    random.shuffle(blocks)
    ledger.columns = [column for block in blocks for column in block]


def _block(name: str, levels: bool, random: Random, *, alone: bool) -> list[Column]:
    said_in = "state" if name == "category" and alone and random.random() < 0.4 else name
    head = random.choice(headers.HEADS[said_in])
    if levels and name in headers.GROUPS:
        upper = random.choice(headers.GROUPS[name])
        meeting = name in ("joined", "full") and random.random() < 0.5
        block = [Column(name, "支部大会时间" if meeting else random.choice(("时间", "日期")), upper)]
        return block + ([Column(None, "党委审批时间", upper)] if meeting else [])
    if name == "introducers" and random.random() < 0.5:
        if levels:
            lower = random.choice((("第一人", "第二人"), ("姓名", "姓名"), ("一", "二")))
            return [Column(name, lower[at], "入党介绍人", at) for at in (0, 1)]
        return [Column(name, f"{head}{mark}", "", at) for at, mark in enumerate(random.choice(("12", "一二")))]
    return [Column(name, head)]


def _draw_header(ledger: Ledger, random: Random) -> None:
    width = len(ledger.columns)
    if random.random() < 0.5:
        ledger.rows.append([random.choice(headers.TITLES), *[""] * (width - 1)])
        ledger.merged += [((0, 0), (0, width - 1))] if width > 1 and random.random() < 0.8 else []
    if random.random() < 0.3:
        ledger.rows.append(["填报单位：演示街道", "", "2026年1月"][:width])
    top = len(ledger.rows)
    if not any(one.upper for one in ledger.columns):
        ledger.rows.append([one.header for one in ledger.columns])
        return
    ledger.rows += [
        [one.upper or one.header for one in ledger.columns],
        [one.header if one.upper else "" for one in ledger.columns],
    ]
    for at, one in enumerate(ledger.columns):
        before = ledger.columns[at - 1].upper if at else ""
        if not one.upper:
            ledger.merged.append(((top, at), (top + 1, at)))
        elif one.upper == before:
            ledger.rows[top][at] = ""
            left = ledger.rows[top].index(one.upper)
            ledger.merged = [one for one in ledger.merged if one[0] != (top, left)] + [((top, left), (top, at))]


def _draw_people(ledger: Ledger, random: Random) -> None:
    order = sorted(ledger.people, key=lambda one: one.branch) if ledger.banded else ledger.people
    ledger.people, branch, header = order, "", ledger.rows[-1]
    single = not any(one.upper for one in ledger.columns)
    for person in order:
        if ledger.banded and person.branch != branch:
            branch = person.branch
            _draw_band(ledger, branch, random)
        elif random.random() < 0.04:
            ledger.rows.append([""] * len(header))
        elif single and random.random() < 0.04:
            ledger.rows.append(list(header))
        _draw_person(ledger, person, random)


def _draw_band(ledger: Ledger, branch: str, random: Random) -> None:
    text = random.choice(("一、{}", "（二）{}（3人）", "{}", "{}（共12名党员）", "党支部：{}", "3.{}", "{}：")).format(
        branch
    )
    if text == branch and branch[0].isdigit():
        text = f"一、{branch}"
    ledger.rows.append([text, *[""] * (len(ledger.columns) - 1)])
    if ledger.typed and len(ledger.columns) > 2 and random.random() < 0.8:
        ledger.merged.append(((len(ledger.rows) - 1, 0), (len(ledger.rows) - 1, len(ledger.columns) - 1)))


def _draw_person(ledger: Ledger, person: Person, random: Random) -> None:
    row, at = [_filled(ledger, person, column, random) for column in ledger.columns], len(ledger.rows)
    ledger.rows.append(row)
    numbers = [at + 1]
    places = ledger.at("introducers")
    if (
        len(places) == 1
        and len(person.introducers) == 2
        and random.random() < 0.3
        and "introducers" not in person.damaged
    ):
        row[places[0]] = spelling.dotted(random, person.introducers[0])
        below: list[Any] = [""] * len(row)
        below[places[0]] = spelling.dotted(random, person.introducers[1])
        ledger.rows.append(below)
        numbers.append(at + 2)
        if ledger.typed:
            ledger.merged += [((at, one), (at + 1, one)) for one in range(len(row)) if one != places[0]]
    ledger.rows_of.append(numbers)


def _filled(ledger: Ledger, person: Person, column: Column, random: Random) -> Any:
    name = column.field
    if name is None:
        return _filler(column.header, random, typed=ledger.typed)
    if random.random() < 0.015:
        person.damaged.add(name)
        return spelling.spoiled(random, person, name, typed=ledger.typed)
    if name == "introducers" and len(ledger.at(name)) == 2:
        names = person.introducers[column.which :: 2]
        return "、".join(spelling.dotted(random, one) for one in names)
    return spelling.cell(random, person, name, typed=ledger.typed)


def _filler(header: str, random: Random, *, typed: bool) -> Any:
    if header.endswith("时间"):
        return f"{random.randrange(1990, 2010)}.{random.randrange(1, 13):02}"
    if header == "序号":
        return random.randrange(1, 99)
    return random.choice(("", "演示", "演示，测试", "1", "/", "演示备注、其他" if typed else '说"好"的人'))


__all__ = ["STEPS", "Column", "Ledger", "drawn"]
