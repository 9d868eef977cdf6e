"""One of several: in rows, as short words in a grid, or the summary's table."""

from __future__ import annotations

from functools import partial
from typing import Any

from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.apps.first_start import sizes
from kiosk.apps.first_start.screens.parts import FirstPage, Hears, fill, head, push
from kiosk.apps.first_start.views import ChoiceView, Item
from kiosk.apps.first_start.walk import CHOICE
from kiosk.ui import look
from kiosk.ui.tokens import ROW_GAP, Air, BadgeSide, IconSize, Stroke
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.paged.paged_list import PagedList
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile, TapCard

NAME_SHARE = {False: 0.3, True: 0.45}  # of a table's row, upright and lying
Line = tuple[Item, ...]


class Choice(FirstPage):
    """A tap on an item reports its key; `first.<asked>.<place>` is its tap."""

    name = CHOICE

    def __init__(self, flow: Hears) -> None:
        super().__init__()
        self._flow = flow
        self._view: ChoiceView | None = None
        self._places: dict[str, int] = {}
        self._turned_to = 0

    def show(self, view: ChoiceView) -> None:
        same = self._view is not None and (self._view.asked, _chosen(self._view)) == (view.asked, _chosen(view))
        self._view = view
        self._places = {item.key: place for place, item in enumerate(view.items)}
        fill(self.speak, head(view.title, view.note, view.notice))
        tools = [push(button, self._flow) for button in view.tools]
        buttons = [push(button, self._flow) for button in view.buttons]
        shown = self._grid(view) if view.shape == "grid" else self._list(view, len(tools), same)
        fill(self.body, [shown])
        if look.landscape():
            self.set_actions(*tools, *buttons)
            return
        if tools:
            self.body.add_widget(Row(*tools, gap=look.theme().spaces.gap, size_hint_y=None, height=tools[0].height))
        self.set_actions(*buttons)

    # -- rows -----------------------------------------------------------------------------------------------------

    def _list(self, view: ChoiceView, tools: int, same: bool) -> Widget:
        across = 2 if look.landscape() and view.shape == "table" else 1
        lines = [view.items[start : start + across] for start in range(0, len(view.items), across)]
        high = _table_row() if view.shape == "table" else sizes.CHOICE_ROW
        shown: PagedList[Line] = PagedList(
            partial(self._line, view, high, across), rows=self._rows(high, len(lines), tools), tap="first.list",
            turn=self._turn,
        )  # fmt: skip
        if not same:
            self._turned_to = _chosen(view) // across // self._rows(high, len(lines), tools)
        shown.show(lines, self._turned_to)
        self._turned_to = shown.page
        return shown

    def _turn(self, page: int) -> None:
        self._turned_to = page
        if self._view:
            self.show(self._view)

    def _rows(self, high: int, lines: int, tools: int) -> int:
        """How many lines stand below the reach line; with a pager under them where not all do."""
        button = look.px(look.theme().spaces.button) + look.px(ROW_GAP)
        room = _room() - (button if tools and not look.landscape() else 0) + look.px(ROW_GAP)
        line = look.px(high) + look.px(ROW_GAP)
        all_fit = room // line >= lines
        return max(1, int(room // line if all_fit else (room - button) // line))

    def _line(self, view: ChoiceView, high: int, across: int, items: Line) -> Widget:
        row = self._fact if view.shape == "table" else self._tile
        made: list[Widget] = [row(view, item, high) for item in items]
        made += [Gap() for _ in range(across - len(items))]
        return Row(*made, gap=ROW_GAP, size_hint_y=None, height=look.px(high)) if across > 1 else made[0]

    def _tile(self, view: ChoiceView, item: Item, high: int) -> Widget:
        mark = "caret-right" if view.leads else "check-circle" if item.chosen else ""
        return RowTile(
            item.title, item.note, tap=self._tap(view, item), on_tap=partial(self._flow.pick, item.key),
            icon=item.icon, tint="red" if item.chosen else "pine", height=high, mark=mark, badge_side=BadgeSide.S,
            **_paint(item),
        )  # fmt: skip

    def _fact(self, view: ChoiceView, item: Item, high: int) -> Widget:
        name = Text(item.note, "body", "ink_2", size_hint_x=NAME_SHARE[look.landscape()])
        return TapCard(
            Icon(item.icon, IconSize.M, "pine"), name, Value(item.title, high),
            Icon("pencil-line", IconSize.M, "ink_2"),
            tap=self._tap(view, item), on_tap=partial(self._flow.pick, item.key), across=True, padding=(Air.L, 0),
            gap=Air.M,
            size_hint_y=None, height=look.px(high),
        )  # fmt: skip

    # -- grid -----------------------------------------------------------------------------------------------------

    def _grid(self, view: ChoiceView) -> Widget:
        """As high as the room allows, between a finger and a comfortable key."""
        columns = 4 if look.landscape() else 3
        short = [item for item in view.items if not item.wide]
        wide = [item for item in view.items if item.wide]
        lines = len(wide) + -(-len(short) // columns)
        fits = (_room() - look.px(Air.M) * lines) // lines
        high = max(look.px(sizes.CELL), min(look.px(sizes.CELL_MOST), fits))
        grid = GridLayout(cols=columns, spacing=look.px(Air.M), size_hint_y=None)
        grid.bind(minimum_height=grid.setter("height"))
        for item in short:
            grid.add_widget(self._cell(view, item, high))
        return Column(*(self._cell(view, item, high) for item in wide), grid, Gap(), gap=Air.M)

    def _cell(self, view: ChoiceView, item: Item, high: int) -> Widget:
        role = "primary_ink" if item.chosen else "ink"
        word = Text(item.title, "label", role, bold=item.chosen, halign="center", fill=True)
        return TapCard(
            word, tap=self._tap(view, item), on_tap=partial(self._flow.pick, item.key), padding=(Air.XS, 0),
            size_hint_y=None, height=high, **_paint(item),
        )  # fmt: skip

    def _tap(self, view: ChoiceView, item: Item) -> str:
        return f"first.{view.asked}.{self._places[item.key]}"


class Value(Text):
    """An answer in its row: smaller where it is long, so that none of it is cut."""

    def __init__(self, text: str, high: int) -> None:
        super().__init__(text, "label", balanced=True)
        self._room = look.px(high)
        self.bind(width=self._choose)

    def _choose(self, *_: object) -> None:
        for token in ("label", "body", "note"):
            self.set_token(token)
            if self.height <= self._room:
                return


def _chosen(view: ChoiceView) -> int:
    """The place of what is chosen, also by the machine: its page is the one to show."""
    return next((place for place, item in enumerate(view.items) if item.chosen), 0)


def _paint(item: Item) -> dict[str, Any]:
    """Chosen is tint and a red outline of 5 (docs/screens.md)."""
    return {"fill": "primary_tint", "edge": "primary", "border": Stroke.CHOSEN} if item.chosen else {}


def _table_row() -> int:
    return sizes.TABLE_ROW_LYING if look.landscape() else sizes.TABLE_ROW


def _room() -> int:
    """Height of a page's body, which `show` needs before the page has a place; screen pixels."""
    theme = look.theme()
    below = theme.spaces.dock + (Air.L if look.landscape() else theme.spaces.action + Air.M)
    return int(theme.line_px) - look.px(below)
