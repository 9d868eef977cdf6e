"""The figures of README.md and docs/measures.md: measured by `deploy/bench [NAME] --write`, kept in docs/measured.json.

    python -m docs.write_measures          # the pages again, from the figures that are kept

A table stands between `<!-- measured: NAME -->` and `<!-- /measured -->`, NAME a benchmark, or `readme` for the ten
figures of README. Rows that differ only in the mode of the screen are told once, by the worst of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.table import Row, figure

HERE = Path(__file__).parent
KEPT = HERE / "measured.json"
PAGES = (HERE.parent / "README.md", HERE / "measures.md")
PLACE = re.compile(r"<!-- measured: (\w+) -->\n.*?<!-- /measured -->", re.DOTALL)
HEAD = "| what | value | baseline | ratio | goal | met |\n|---|---|---|---|---|---|"
OF_A_MODE = re.compile(r"; (?:standard|elder|contrast|elder-contrast), (?:portrait|landscape)\b")
SOME = re.compile(r" of \d+ targets")
MARKS = {True: "✓", False: "✗", None: ""}


class NotMeasured(Exception):
    """A page tells of a figure that no benchmark measured."""


@dataclass(frozen=True)
class Told:
    """A row of README: its words, and the row of a benchmark that it tells, the worst of all that begin like that.

    `as_` is filled with `value`, `unit`, `ratio`.
    """

    words: str
    benchmark: str
    begins: str
    as_: str = "{value} {unit}"
    goal: str = ""


README = (
    Told("程序启动到第一帧，和空白的 Kivy 比", "start", "first frame", "{ratio}×（{value} 毫秒）"),
    Told("读到身份证到看见自己的档案（不算串口）", "visit", "card read", "{value} 毫秒"),
    Told("按下到画出来", "touch", "touch → pressed frame", "{value} 毫秒"),
    Told("最差的屏上最小的按钮", "touch", "smallest target", "{value} 毫米", "≥ 20 mm"),
    Told("最差的屏上，大字时最小的按钮", "touch", "smallest target", "{value} 毫米", "≥ 25 mm"),
    Told("三个画面全部进程的内存，和 Chromium 比", "touch", "memory of all processes", "{ratio}×（{value} MB）"),
    Told("取一个号（HTTP），处理器", "tickets", "HTTP: take a number, CPU of one", "{value} 毫秒"),
    Told("十个窗口一起按，一百次里九十九次在多久以内", "day", "a clerk's press, p99", "{value} 毫秒"),
    Told("一百万份档案里查一份，和十万份比", "lookup", "look-up, whole", "{ratio}×"),
    Told(
        "画了两千份乱名册，读错了又没有说的", "ledgers", "values that differ from the truth and are not told", "{value}"
    ),
)


def keep(name: str, day: str, rows: Sequence[Mapping[str, Any]], kept: Path = KEPT) -> None:
    """Note what a benchmark measured that day."""
    figures = _read(kept) | {name: {"day": day, "rows": list(rows)}}
    lines = json.dumps(dict(sorted(figures.items())), ensure_ascii=False, indent=1)
    kept.write_text(lines + "\n", encoding="utf-8")


def write(pages: Sequence[Path] = PAGES, kept: Path = KEPT) -> None:
    """The tables of the pages anew. Raises NotMeasured."""
    for page in pages:
        page.write_text(rendered(page.read_text(encoding="utf-8"), _read(kept)), encoding="utf-8")


def rendered(text: str, figures: Mapping[str, Any]) -> str:
    """The page with its tables. Raises NotMeasured."""
    return PLACE.sub(
        lambda place: f"<!-- measured: {place[1]} -->\n{_table(place[1], figures)}\n<!-- /measured -->", text
    )


def _table(name: str, figures: Mapping[str, Any]) -> str:
    if name == "readme":
        lines = [f"| {told.words} | {_told(told, figures)} |" for told in README]
        return "\n".join(["| 什么 | 多少 |", "|---|---|", *lines])
    lines = [_line(row) for row in _worst(_rows(name, figures))]
    return "\n".join([f"{figures[name]['day']} 量的：", "", HEAD, *lines])


def _told(told: Told, figures: Mapping[str, Any]) -> str:
    found = [
        row for row in _rows(told.benchmark, figures)
        if row.what.startswith(told.begins) and (not told.goal or row.goal == told.goal)
    ]  # fmt: skip
    if not found:
        raise NotMeasured(f"{told.benchmark}: {told.begins}")
    row = _worse(found)
    ratio = "" if row.ratio is None else figure(row.ratio)
    text = told.as_.format(value=figure(row.value), unit=row.unit, ratio=ratio)
    return text if row.met is not False else f"{text}（目标 {row.goal}，没有达到）"


def _rows(name: str, figures: Mapping[str, Any]) -> list[Row]:
    if name not in figures:
        raise NotMeasured(name)
    return [Row(**row) for row in figures[name]["rows"]]


def _worst(rows: Sequence[Row]) -> list[Row]:
    """Each row, those of a mode of the screen together."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        what = row.what.split(" (")[0]
        of_mode = OF_A_MODE.search(row.what) is not None
        key = (SOME.sub("", OF_A_MODE.sub("", what)), row.goal) if of_mode else (row.what, "")
        groups.setdefault(key, []).append(row)
    return [_worse(group) for group in groups.values()]


def _worse(rows: Sequence[Row]) -> Row:
    """The least where the goal is a least value, else the greatest."""
    return (min if rows[0].goal.startswith("≥") else max)(rows, key=lambda row: row.value)


def _line(row: Row) -> str:
    unit = f" {row.unit}" if row.unit else ""
    baseline = "" if row.baseline is None else figure(row.baseline) + unit
    ratio = "" if row.ratio is None else figure(row.ratio) + "×"
    cells = (row.what.strip(), figure(row.value) + unit, baseline, ratio, row.goal, MARKS[row.met])
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _read(kept: Path) -> dict[str, Any]:
    return dict(json.loads(kept.read_text(encoding="utf-8"))) if kept.exists() else {}


if __name__ == "__main__":
    write()
