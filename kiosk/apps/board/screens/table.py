"""The windows, one a row: in one column with the service, in two without it, or turned by pages when there are many.

No name is cut: where one is long, rows are as high as it needs, and there are fewer of them on a page.
"""

from __future__ import annotations

from dataclasses import dataclass

from kivy.clock import Clock
from kivy.uix.floatlayout import FloatLayout

from kiosk.apps.board import sizes, words
from kiosk.apps.board.screens.fitting import PAGE_SECONDS, lines_of, width_of
from kiosk.apps.board.views import RowView
from kiosk.ui import look
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.text import Text

# Shares of a row's width: window, number, service, state; in two columns there is no service.
SHARES = (0.24, 0.23, 0.27, 0.26)
SHARES_LONG = (0.31, 0.17, 0.31, 0.21)  # for long names
SHARES_TWO = (0.28, 0.36, 0.0, 0.36)
ROLES = {"calling": "primary", "plain": "ink", "soft": "ink_2"}


@dataclass(frozen=True)
class _Plan:
    """How the windows stand: columns, rows in each, windows on a page, and the shares of a row's width."""

    columns: int
    rows: int
    places: int
    shares: tuple[float, ...]


class TableRow(FloatLayout):
    """Changed in place, so that a call costs one row."""

    def __init__(self, shares: tuple[float, ...]) -> None:
        super().__init__(size_hint=(None, None))
        self._shares = shares
        self._view: RowView | None = None
        self._chip = Chip(words.CALLING, "red", "megaphone" if shares[2] else "", token="board_note")
        self._cells: dict[int, Text] = {}
        self._forms: dict[int, tuple[str, int]] = {}
        self._line = Card(fill="line", lift=False, radius=0, size_hint=(None, None), height=look.px(Air.HAIR))
        self.add_widget(self._chip)
        self.add_widget(self._line)
        self.bind(pos=self._place, size=self._size)

    def show(self, view: RowView, *, last: bool) -> None:
        self._line.opacity = 0 if last else 1
        if view != self._view:
            self._view = view
            self._fill()

    def _size(self, *_: object) -> None:
        self._fill()

    def _fill(self) -> None:
        """The cells for this width; a text too long for its cell takes two small lines."""
        view = self._view
        if view is None or self.width <= 1:
            return
        soft = "ink_2" if view.mark == "soft" else "ink"
        state = "" if view.mark == "calling" else view.state
        self._cell(0, view.window if self._shares[2] else view.short, "board_text", soft)
        self._cell(1, view.number, "board_figure", ROLES[view.mark])
        self._cell(2, view.service, "board_text", soft)
        self._cell(3, state, "board_note", "ink_2")
        self._chip.opacity = 1 if view.mark == "calling" else 0
        self._place()

    def _cell(self, place: int, text: str, token: str, role: str) -> None:
        """Changed in place: a widget made for every call is garbage that the drawing thread must collect later."""
        room, number = self.width * self._shares[place] - look.px(sizes.CELL_AIR), token == "board_figure"
        small = not number and width_of(text, token) > room
        form = ("board_note", 0) if small else (token, 1)
        cell = self._cells.get(place)
        if cell is None or self._forms[place] != form:
            if cell is not None:
                self.remove_widget(cell)
            cell = Text("", form[0], fit=number, fill=True, size_hint=(None, None), max_lines=form[1])
            self._cells[place], self._forms[place] = cell, form
            self.add_widget(cell)
        cell.role, cell.text = role, text if room > 0 else ""

    def _place(self, *_: object) -> None:
        x = self.x
        for place, share in enumerate(self._shares if self._cells else ()):
            cell = self._cells[place]
            cell.pos, cell.size = (x, self.y), (max(1, self.width * share - look.px(sizes.CELL_AIR)), self.height)
            x += self.width * share
        state = self.x + self.width * sum(self._shares[:3])
        self._chip.pos = (state, self.y + (self.height - self._chip.height) / 2)
        self._line.pos, self._line.width = self.pos, self.width


class Table(FloatLayout):
    """`show` draws the windows; with more of them than places, a page of them every PAGE_SECONDS."""

    def __init__(self) -> None:
        super().__init__(size_hint=(None, None))
        self._rows: tuple[RowView, ...] = ()
        self._page = 0
        self._laid: _Plan | None = None  # what is built
        self._built: list[TableRow] = []
        self._turning = Clock.schedule_interval(self._turn, PAGE_SECONDS)
        self.bind(pos=self._lay, size=self._lay)

    def close(self) -> None:
        self._turning.cancel()

    @property
    def natural_high(self) -> int:
        """Height at which no row is stretched: what is left may be given to others."""
        return look.px(sizes.TITLES) + len(self._rows) * max(look.px(sizes.ROW_MOST), self._least(SHARES_LONG))

    def show(self, rows: tuple[RowView, ...]) -> None:
        called = next((n for n, row in enumerate(rows) if row.mark == "calling" and row not in self._rows), None)
        self._rows = rows
        if called is not None and self._laid:
            self._page = called // self._laid.places  # the page with the window that calls
        self._lay()

    def _turn(self, _dt: float) -> None:
        if self._laid and len(self._rows) > self._laid.places:
            self._page += 1
            self._lay()

    def _plan(self) -> _Plan:
        """One column with the services where all windows have room, else two, else one turned by pages."""
        high, count = self.height - look.px(sizes.TITLES), max(1, len(self._rows))
        shares = SHARES if self._lines(SHARES) == 1 else SHARES_LONG
        room = max(1, int(high // self._least(shares)))
        if count <= room:
            return _Plan(1, count, count, shares)
        if self._lines(SHARES_TWO) > 1:  # half the width would break the names into bits
            return _Plan(1, room, room, shares)
        rows = max(1, min(int(high // look.px(sizes.LEAST_ROW)), -(-count // 2)))
        return _Plan(2, rows, 2 * rows, SHARES_TWO)

    def _least(self, shares: tuple[float, ...]) -> int:
        """Pixels of a row in which the longest name of any window has room for all its lines."""
        lines = self._lines(shares)
        return look.px(sizes.LEAST_ROW if lines == 1 else sizes.LINE_AIR + sizes.NOTE_LINE * lines)

    def _lines(self, shares: tuple[float, ...]) -> int:
        """Lines of the longest name. A state takes two at most, which any row holds."""
        two = not shares[2]
        inner = self.width - look.px(2 * sizes.TABLE_SIDE)
        wide = (inner - look.px(sizes.TABLE_BETWEEN)) / 2 if two else inner
        lines = 1
        for row in self._rows:
            for text, share in ((row.short if two else row.window, shares[0]), (row.service, shares[2])):
                room = wide * share - look.px(sizes.CELL_AIR)
                if share and room > 1 and width_of(text, "board_text") > room:
                    lines = max(lines, lines_of(text, "board_note", room))
        return lines

    def _lay(self, *_: object) -> None:
        if self.height <= look.px(sizes.TITLES + sizes.LEAST_ROW):
            return
        plan = self._plan()
        if plan != self._laid:
            self._laid = plan
            self._build(plan)
        pages = -(-len(self._rows) // plan.places) or 1
        self._page %= pages
        shown = self._rows[self._page * plan.places :][: plan.places]
        self._page_mark.text = words.page_of(self._page + 1, pages) if pages > 1 else ""
        for place, row in enumerate(self._built):
            row.opacity = 1 if place < len(shown) else 0
            if place < len(shown):
                row.show(shown[place], last=place % plan.rows == plan.rows - 1 or place == len(shown) - 1)
        self._place()

    def _build(self, plan: _Plan) -> None:
        self.clear_widgets()
        self._ground = Card(size_hint=(None, None))
        self._titles = [self._title_row(plan.shares) for _ in range(plan.columns)]
        self._line = Card(fill="line", lift=False, radius=0, size_hint=(None, None), height=look.px(Air.HAIR))
        self._built = [TableRow(plan.shares) for _ in range(plan.places)]
        self._page_mark = Text("", "board_note", "ink_2", halign="right", size_hint=(None, None))
        for part in (self._ground, *self._titles, self._line, self._page_mark, *self._built):
            self.add_widget(part)

    def _title_row(self, shares: tuple[float, ...]) -> Row:
        named = zip((words.WINDOW, words.SERVING, words.SERVICE, ""), shares, strict=True)
        cells = [Text(name, "board_note", "ink_2", size_hint_x=share) for name, share in named if share]
        return Row(*cells, gap=0, size_hint=(None, None), height=look.px(sizes.TITLES))

    def _place(self) -> None:
        assert self._laid
        columns, rows = self._laid.columns, self._laid.rows
        self._ground.pos, self._ground.size = self.pos, self.size
        titles, between = look.px(sizes.TITLES), look.px(sizes.TABLE_BETWEEN)
        inner = self.width - look.px(2 * sizes.TABLE_SIDE)
        left, top = self.x + look.px(sizes.TABLE_SIDE), self.y + self.height
        wide = (inner - between * (columns - 1)) / columns
        high = min(max(look.px(sizes.ROW_MOST), self._least(self._laid.shares)), (self.height - titles) / rows)
        for place, title in enumerate(self._titles):
            title.pos = (left + place * (wide + between), top - title.height)
            title.width = wide
        self._line.pos, self._line.width = (left, top - titles), inner
        self._page_mark.width = look.px(sizes.PAGE_MARK)
        self._page_mark.pos = (
            left + inner - self._page_mark.width,
            top - look.px(sizes.TITLES / 2) - self._page_mark.height / 2,
        )
        for place, row in enumerate(self._built):
            column, line = divmod(place, rows)
            row.size = (wide, high)
            row.pos = (left + column * (wide + between), top - titles - (line + 1) * high)
