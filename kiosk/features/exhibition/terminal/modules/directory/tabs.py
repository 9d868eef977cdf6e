"""What a directory is narrowed by: tabs in rows, as many as have room, the rest behind 更多; and 查找 among them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal.modules.directory import words
from kiosk.features.exhibition.terminal.modules.directory.flow import DirectoryFlow
from kiosk.features.exhibition.terminal.modules.directory.views import DirectoryView
from kiosk.features.exhibition.terminal.sizes import TAB_HIGH
from kiosk.ui import look
from kiosk.ui.tokens import Air, IconSize, Stroke
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.tile import TapCard

ACROSS, ACROSS_LYING = 4, 2
MOST_ROWS, MOST_ROWS_LYING = 2, 3


def shown_filters(count: int, cells: int, turned: int) -> tuple[list[int], bool]:
    """Which of `count` filters stand in so many cells, 全部 always, and whether 更多 leads to others."""
    if count <= cells:
        return list(range(count)), False
    a_turn = max(1, cells - 2)
    turns = -(-(count - 1) // a_turn)
    first = 1 + (turned % turns) * a_turn
    return [0, *range(first, min(first + a_turn, count))], True


def tab_rows(view: DirectoryView, flow: DirectoryFlow) -> list[Widget]:
    """Rows of cells, each `TAB_HIGH` dpx."""
    lying = look.landscape()
    across, most = (ACROSS_LYING, MOST_ROWS_LYING) if lying else (ACROSS, MOST_ROWS)
    fixed = [_Tab(words.FIND, flow.find, tap="directory.find", icon="magnifying-glass")]
    if lying and view.has_plan:
        fixed.append(_Tab(words.PLAN, flow.plan, tap="directory.plan", icon="map-trifold"))
    count = len(view.filters) if len(view.filters) > 1 else 0
    rows = min(most, -(-(count + len(fixed)) // across))
    numbers, more = shown_filters(count, rows * across - len(fixed), view.turned) if count else ([], False)
    cells: list[Widget] = [
        _Tab(view.filters[number], partial(flow.choose_filter, number), tap=f"directory.filter.{number}",
             on=number == view.chosen)
        for number in numbers
    ]  # fmt: skip
    if more:
        cells.append(_Tab(words.MORE, flow.more_filters, tap="directory.more", icon="arrows-clockwise"))
    return _in_rows([*cells, *fixed], across, alone=not count)


def _in_rows(cells: Sequence[Widget], across: int, *, alone: bool) -> list[Widget]:
    rows: list[Widget] = []
    for first in range(0, len(cells), across):
        part = list(cells[first : first + across])
        gaps = [Gap() for _ in range(across - len(part))] if not alone else []
        rows.append(Row(*part, *gaps, gap=look.theme().spaces.gap, size_hint_y=None, height=tab_high()))
    return rows


def tab_high() -> int:
    """In pixels; in large type a target is larger."""
    return look.px(max(TAB_HIGH, look.theme().spaces.tap))


class _Tab(TapCard):
    """One that is on is ink (docs/screens.md)."""

    def __init__(self, text: str, on_tap: object, *, tap: str, on: bool = False, icon: str = "") -> None:
        ink = "ground" if on else "ink"
        name = Name(text, ("label", "body", "note"), ink, lines=1, halign="center", pos_hint={"center_y": 0.5})
        sign = [Icon(icon, IconSize.S, ink)] if icon else []
        if icon:
            name.size_hint_x, name.width = None, name.natural_width
        parts = [Gap(), *sign, name, Gap()] if icon else [name]
        super().__init__(
            *parts, tap=tap, on_tap=on_tap, fill="ink" if on else "surface", edge="" if on else "edge",  # type: ignore[arg-type]
            border=Stroke.EDGE, across=True, padding=(Air.S, 0), gap=Air.S, down="sunken",
        )  # fmt: skip
        self.lift = False
        self._name, self._taken = name, sum(one.width + look.px(Air.S) for one in sign) + look.px(4 * Air.S)
        if icon:
            self.bind(width=self._fit)

    def _fit(self, *_: object) -> None:
        """The word beside its sign, in a smaller size where it needs one."""
        self._name.width = min(self._name.natural_width, max(0.0, self.width - self._taken))
