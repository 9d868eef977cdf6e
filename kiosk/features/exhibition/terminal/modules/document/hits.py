"""Words looked for in a document: the writing of them, and the places where they stand."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal.modules.document import words
from kiosk.features.exhibition.terminal.modules.document.flow import FIND, HITS, DocumentFlow
from kiosk.features.exhibition.terminal.modules.document.views import HitItem, HitsView
from kiosk.features.exhibition.terminal.sizes import FOUND_ROW_LYING
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.pages.typing_page import TypingPage
from kiosk.ui.tokens import High
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.paged.paged_list import PagedList
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.tile import RowTile

ROWS, ROWS_LARGE, ROWS_LANDSCAPE = 4, 3, 2
Numbered = tuple[int, HitItem]


class FindWithin(TypingPage):
    name = FIND


class HitsPage(Page):
    """Holds what was written, and so draws nothing when it is left."""

    name = HITS

    def __init__(self, flow: DocumentFlow) -> None:
        super().__init__()
        self._flow = flow
        rows = ROWS_LANDSCAPE if look.landscape() else ROWS_LARGE if look.large() else ROWS
        self._list: PagedList[Numbered] = PagedList(
            self._row, rows=rows, tap="hits", empty=self._empty, turn=flow.turn_hits
        )
        self.body.add_widget(self._list)
        self.set_actions(
            PushButton(words.TO_TEXT, flow.read, tap="hits.text", icon="article"),
            PushButton(words.FIND_AGAIN, flow.again, tap="hits.again", kind="primary", icon="magnifying-glass"),
        )

    def show(self, view: HitsView) -> None:
        self.speak.clear_widgets()
        self.speak.add_widget(titles(view.title, view.note))
        self.speak.add_widget(Gap())
        self._list.show(tuple(enumerate(view.items)), view.page)

    def on_back(self) -> bool:
        self._flow.again()
        return True

    def leave(self) -> None:
        """The page is kept, what was looked for is not."""
        self.speak.clear_widgets()
        self._list.show(())

    def _row(self, row: Numbered) -> Widget:
        number, item = row
        return RowTile(
            item.line, words.under(item.where) if item.where else "", tap=f"hits.{number}",
            on_tap=partial(self._flow.to_hit, number), height=FOUND_ROW_LYING if look.landscape() else High.ROW_L,
        )  # fmt: skip

    def _empty(self) -> Widget:
        return StateCard("empty", words.FIND_NOTHING, words.FIND_NOTHING_NOTE, icon="magnifying-glass")
