"""One measured row, and the table of rows that `deploy/bench` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Row:
    """One measurement.

    what: in words. value, baseline: in `unit`; the baseline is measured in the same run. ratio: value / baseline
    unless a benchmark defines it otherwise in `what`. goal: in words, as "≤ 1.3×". met: None when no goal is set.
    """

    what: str
    value: float
    unit: str
    baseline: float | None = None
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None


def show(name: str, rows: Sequence[Row], console: Console) -> None:
    """Print the rows of one benchmark as a table."""
    table = Table("what", "value", "baseline", "ratio", "goal", "met", title=name)
    for row in rows:
        unit = f" {row.unit}"
        table.add_row(
            row.what,
            figure(row.value) + unit,
            figure(row.baseline) + unit if row.baseline is not None else "",
            figure(row.ratio) + "×" if row.ratio is not None else "",
            row.goal,
            {True: "✓", False: "✗", None: ""}[row.met],
        )
    console.print(table)


def figure(value: float) -> str:
    """Three significant digits, without an exponent."""
    if value == 0:
        return "0"
    digits = max(0, 2 - len(str(int(abs(value)))) + 1) if abs(value) >= 1 else 4
    return f"{value:,.{digits}f}"
