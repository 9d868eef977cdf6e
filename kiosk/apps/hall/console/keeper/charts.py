"""Charts as SVG, drawn here: no library, no script, no style attribute (the pages' policy forbids both).

A chart never stands alone: it has a text of its own for those who do not see it, and the table beside it holds the
same figures. Shades differ in lightness as well as in colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

ROW, LABEL, WIDTH, END = 34, 128, 560, 72


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name, its length, an optional shorter mark within, and what is written behind it."""

    label: str
    value: float
    text: str
    mark: float | None = None
    kind: str = ""  # css class: good, bad


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """Rows of bars on one scale, from zero."""
    most = max((row.value for row in rows), default=0) or 1
    scale = (WIDTH - LABEL - END) / most
    drawn = Markup("").join(_bar(row, number * ROW, scale) for number, row in enumerate(rows))
    said = "；".join(f"{row.label} {row.text}" for row in rows)
    frame = Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}：{}">{}</svg>')
    return frame.format(WIDTH, max(ROW, ROW * len(rows)), title, said, drawn)


def _bar(row: Bar, top: int, scale: float) -> Markup:
    long = round(row.value * scale, 1)
    drawn = Markup('<text x="0" y="{}">{}</text><rect class="bar {}" x="{}" y="{}" width="{}" height="18" rx="4"/>')
    found = drawn.format(top + 22, row.label, row.kind, LABEL, top + 8, max(long, 2))
    if row.mark is not None:
        inside = Markup('<rect class="mark" x="{}" y="{}" width="{}" height="18" rx="4"/>')
        found += inside.format(LABEL, top + 8, max(round(row.mark * scale, 1), 2))
    return found + Markup('<text class="end" x="{}" y="{}">{}</text>').format(LABEL + long + 8, top + 22, row.text)


def columns(title: str, values: Sequence[tuple[str, int]], unit: str = "") -> Markup:
    """Columns side by side, with their figure above and their name below; `unit` follows a name read aloud."""
    high, wide = 120, WIDTH / max(len(values), 1)
    most = max((value for _, value in values), default=0) or 1
    drawn = Markup("")
    for number, (label, value) in enumerate(values):
        tall, left = round(value * high / most, 1), number * wide
        column = Markup('<rect class="bar" x="{}" y="{}" width="{}" height="{}" rx="3"/>')
        drawn += column.format(round(left + 3, 1), 20 + high - tall, round(wide - 6, 1), tall)
        middle, above = round(left + wide / 2, 1), 14 + high - tall
        drawn += Markup('<text class="mid" x="{}" y="{}">{}</text>').format(middle, above, value or "")
        drawn += Markup('<text class="mid soft" x="{}" y="{}">{}</text>').format(middle, high + 40, label)
    said = "；".join(f"{label} {unit} {value}" for label, value in values)
    frame = Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}：{}">{}</svg>')
    return frame.format(WIDTH, high + 48, title, said, drawn)
