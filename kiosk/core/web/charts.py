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


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its height, and what is written above it, on as many lines as it has words."""

    label: str
    value: float
    text: str
    kind: str = ""  # css class: most


def columns(title: str, values: Sequence[tuple[str, int]], unit: str = "") -> Markup:
    """Columns side by side, with their figure above and their name below; `unit` follows a name read aloud."""
    return drawn_columns(title, [Column(label, value, str(value or "")) for label, value in values], unit)


def drawn_columns(title: str, values: Sequence[Column], unit: str = "") -> Markup:
    """The same, with a text of one's own above each."""
    high, wide = 120, WIDTH / max(len(values), 1)
    most = max((one.value for one in values), default=0) or 1
    drawn = Markup("").join(
        _column(one, number * wide, wide, one.value * high / most) for number, one in enumerate(values)
    )
    said = "；".join(f"{one.label} {unit} {one.text or 0}" for one in values)
    frame = Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}：{}">{}</svg>')
    return frame.format(WIDTH, _TOP + high + 28, title, said, drawn)


_TOP = 20


def _column(one: Column, left: float, wide: float, tall: float) -> Markup:
    foot, middle = _TOP + 120, round(left + wide / 2, 1)
    column = Markup('<rect class="bar {}" x="{}" y="{}" width="{}" height="{}" rx="3"/>')
    drawn = column.format(one.kind, round(left + 3, 1), round(foot - tall, 1), round(wide - 6, 1), round(tall, 1))
    lines = one.text.split() if len(one.text) * 10 > wide else [one.text]
    for number, line in enumerate(reversed(lines)):
        above = round(foot - tall - 6 - 16 * number, 1)
        drawn += Markup('<text class="mid" x="{}" y="{}">{}</text>').format(middle, above, line)
    return drawn + Markup('<text class="mid soft" x="{}" y="{}">{}</text>').format(middle, foot + 20, one.label)


@dataclass(frozen=True, slots=True)
class Square:
    """One square of a map: how dark, 0 (nothing) to 4; what stands in it, and what is said of it."""

    shade: int
    text: str
    said: str


def squares(title: str, rows: Sequence[tuple[str, Sequence[Square]]], heads: Sequence[str]) -> Markup:
    """Rows of squares, one below the other, `heads` above them. What is said of each stands in its tip."""
    left, high, top = 48, 30, 22
    wide = (WIDTH - left) / max(len(heads), 1)
    drawn = Markup("")
    for number, head in enumerate(heads):
        place = round(left + (number + 0.5) * wide, 1)
        drawn += Markup('<text class="mid soft" x="{}" y="14">{}</text>').format(place, head)
    for line, (label, row) in enumerate(rows):
        y = top + line * high
        drawn += Markup('<text class="soft" x="0" y="{}">{}</text>').format(y + 20, label)
        for number, one in enumerate(row):
            drawn += _square(one, round(left + number * wide, 1), y, round(wide - 3, 1), high - 3)
    frame = Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>')
    return frame.format(WIDTH, top + high * len(rows), title, drawn)


def _square(one: Square, x: float, y: float, wide: float, high: float) -> Markup:
    drawn = Markup('<g><title>{}</title><rect class="heat h{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>').format(
        one.said, one.shade, x, y, wide, high
    )
    kind = "mid on" if one.shade > 2 else "mid"
    text = Markup('<text class="{}" x="{}" y="{}">{}</text>').format(kind, round(x + wide / 2, 1), y + 19, one.text)
    return drawn + text + Markup("</g>")


def share(value: float, most: float, kind: str = "") -> Markup:
    """A bar to stand in a cell of a table, beside the figure it draws."""
    long = round(200 * value / most, 1) if most else 0
    return Markup(
        '<svg class="share" viewBox="0 0 200 18" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="rest" width="200" height="18" rx="5"/><rect class="bar {}" width="{}" height="18" rx="5"/></svg>'
    ).format(kind, long)
