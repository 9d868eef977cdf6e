"""What 找一找 found, a page of rows at a time; when it is nothing, what to do instead."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal import words
from kiosk.features.exhibition.terminal.find_flow import FIND, FOUND, FindFlow
from kiosk.features.exhibition.terminal.sizes import FOUND_ROW, FOUND_ROW_LARGE, FOUND_ROW_LYING
from kiosk.features.exhibition.terminal.views import FoundItem, FoundView
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.pages.typing_page import TypingPage
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.paged.paged_list import PagedList
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.tile import RowTile

ROWS, ROWS_LARGE, ROWS_LANDSCAPE = 4, 3, 2


class Find(TypingPage):
    """The word to look for."""

    name = FIND


class Found(Page):
    """Holds what was written, and so draws nothing when it is left."""

    name = FOUND

    def __init__(self, flow: FindFlow) -> None:
        super().__init__()
        self._flow = flow
        rows = ROWS_LANDSCAPE if look.landscape() else ROWS_LARGE if look.large() else ROWS
        self._list: PagedList[FoundItem] = PagedList(
            self._row, rows=rows, tap="found", empty=self._empty, turn=flow.turn
        )
        self.body.add_widget(self._list)

    def show(self, view: FoundView) -> None:
        self.speak.clear_widgets()
        self.speak.add_widget(titles(view.title, view.note))
        self.speak.add_widget(Gap())
        self._list.show(view.items, view.page)
        self.set_actions(
            PushButton(words.FIND_IN_LIST, self._flow.browse, tap="found.browse", icon="list-bullets"),
            PushButton(words.FIND_AGAIN, self._flow.again, tap="found.again", kind="primary", icon="magnifying-glass"),
        )

    def on_back(self) -> bool:
        return self._flow.back()

    def leave(self) -> None:
        """The page is kept, what was looked for is not."""
        self.speak.clear_widgets()
        self._list.show(())

    def _row(self, item: FoundItem) -> Widget:
        lying = look.landscape()
        note, lines = item.note, 2
        if item.where:
            note = words.found_line(item.note, item.where) if lying else f"{item.note}\n{item.where}"
            lines = 1 if look.large() and not lying else 2  # three rows in reach have room for three lines each
        return RowTile(
            item.title, note, icon=item.icon, tint="pine", tap=f"found.{item.key}{'#' if item.at else ''}{item.at}",
            on_tap=partial(self._flow.open, item.key, item.at),
            height=FOUND_ROW_LYING if lying else FOUND_ROW_LARGE if look.large() else FOUND_ROW, name_lines=lines,
        )  # fmt: skip

    def _empty(self) -> Widget:
        return StateCard("empty", words.FIND_NOTHING, words.FIND_NOTHING_NOTE, icon="magnifying-glass")
