"""A list in pages: only the rows in front are built, so five hundred entries cost what five do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from kivy.uix.widget import Widget

from kiosk.ui.tokens import ROW_GAP
from kiosk.ui.widgets.layout import Column, Gap
from kiosk.ui.widgets.paged.pager import pager_row

Item = TypeVar("Item")


class PagedList(Column, Generic[Item]):
    """`row` draws one item; `rows` of them stand on a page; `empty` stands there when there is nothing.

    `turn` is told the page a visitor asked for, and answers by `show`: where one is belongs to the flow, so that a
    change of mode comes back to the same page. Without it the list turns itself.
    """

    def __init__(
        self,
        row: Callable[[Item], Widget],
        *,
        rows: int,
        tap: str,
        empty: Callable[[], Widget] | None = None,
        turn: Callable[[int], None] | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(gap=ROW_GAP, **rest)
        self._row, self._rows, self._tap, self._empty = row, rows, tap, empty
        self._turn = turn or self._turn_itself
        self._items: Sequence[Item] = ()
        self.page = 0

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-len(self._items) // self._rows))

    def show(self, items: Sequence[Item], page: int = 0) -> None:
        """Draw that page of `items`; a page past the end is the last one."""
        self._items = items
        self.page = max(0, min(page, self.pages - 1))
        self.clear_widgets()
        if not items and self._empty:
            self.add_widget(self._empty())
            return
        first = self.page * self._rows
        for item in items[first : first + self._rows]:
            self.add_widget(self._row(item))
        self.add_widget(Gap())
        if self.pages > 1:
            self.add_widget(pager_row(self.page, self.pages, self._turn, self._tap))

    def _turn_itself(self, page: int) -> None:
        self.show(self._items, page)
