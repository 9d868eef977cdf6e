"""A text in full: the page left, the rail right; 返回 leads to what it is the text of."""

from __future__ import annotations

from kiosk.features.exhibition.terminal import words
from kiosk.features.exhibition.terminal.whole import WHOLE, Whole, WholeView
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.places import TITLE_HIGH
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.paged.paged_reader import PagedReader
from kiosk.ui.widgets.paged.text_pages import TextPages

TITLES = ("name", "title", "label", "body", "note")


class WholePage(Page):
    name = WHOLE
    split = False
    reading = True
    action_band = False

    def __init__(self, flow: Whole) -> None:
        self.action_band = not look.landscape()  # type: ignore[misc]  # the rail ends where it ends on every page
        super().__init__()
        self._flow = flow
        self._reader = PagedReader(flow.turn, tap="whole", changed=self._counted)
        self._head = Row(gap=Air.M, size_hint_y=None, height=look.px(TITLE_HIGH))
        self.whole.spacing = 0
        self.whole.add_widget(self._head)
        self.whole.add_widget(self._reader)
        if self.action_band:
            self.set_actions(PushButton(words.READ_DONE, self._done, tap="whole.done"))
        self._view: WholeView | None = None
        self._opened: tuple[object, ...] = ()

    def show(self, view: WholeView) -> None:
        self._view = view
        if (view.title, view.blocks) != self._opened:
            self._opened = (view.title, view.blocks)
            self._reader.open(TextPages(view.blocks, *self._reader.room))
        self._reader.show(view.page, view.pages)
        self._head.clear_widgets()
        self._head.add_widget(Name(view.title, TITLES, lines=1, pos_hint={"center_y": 0.5}))

    def on_back(self) -> bool:
        return self._flow.back()

    def enter(self) -> None:
        self._reader.resume()

    def leave(self) -> None:
        """A text may speak of a person: nothing of it stays."""
        self._reader.rest()
        self._opened = ()

    def _done(self) -> None:
        self._flow.back()

    def _counted(self) -> None:
        """How many screens there are has become known."""
        if self._view:
            self.show(self._view)
