"""The contents of a document: every heading, a screen of them at a time, beginning where one reads."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal.modules.document import words
from kiosk.features.exhibition.terminal.modules.document.flow import CONTENTS, DocumentFlow
from kiosk.features.exhibition.terminal.modules.document.views import ContentsView
from kiosk.features.exhibition.terminal.sizes import headings
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.choice import ChoiceRow
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.paged.paged_list import PagedList


class ContentsPage(Page):
    name = CONTENTS

    def __init__(self, flow: DocumentFlow) -> None:
        super().__init__()
        self._flow = flow
        self._rows, self._high = headings(look.theme())
        self._list: PagedList[tuple[int, str, bool]] = PagedList(
            self._row, rows=self._rows, tap="contents", turn=flow.turn_contents
        )
        self.body.add_widget(self._list)
        self.set_actions(PushButton(words.TO_TEXT, flow.read, tap="contents.text", kind="primary", icon="article"))

    def show(self, view: ContentsView) -> None:
        self.speak.clear_widgets()
        self.speak.add_widget(titles(view.title, words.NEARBY))
        self.speak.add_widget(Gap())
        rows = [(number, text, number == view.now) for number, text in enumerate(view.headings)]
        self._list.show(rows, view.now // self._rows if view.page is None else view.page)

    def on_back(self) -> bool:
        self._flow.read()
        return True

    def _row(self, row: tuple[int, str, bool]) -> Widget:
        number, text, now = row
        made = ChoiceRow(
            text, tap=f"contents.{number}", on_tap=partial(self._flow.to_heading, number), size_hint_y=None,
            height=look.px(self._high),
        )  # fmt: skip
        made.chosen = now
        return made
