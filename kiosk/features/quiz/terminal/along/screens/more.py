"""还想做什么: practise, print, keep; each a row that says what becomes of it."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.core.terminal.slips import SlipState
from kiosk.features.quiz.terminal.along import words
from kiosk.features.quiz.terminal.along.more import MORE, More
from kiosk.features.quiz.terminal.along.screens.slip_line import slip_line
from kiosk.features.quiz.terminal.along.views import MoreView
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.tokens import High
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.tile import RowTile


class MorePage(Page):
    """``MoreView``."""

    name = MORE
    private = True
    reading = True

    def __init__(self, flow: More) -> None:
        super().__init__()
        self._flow = flow
        self.set_actions(PushButton(words.MORE_BACK, flow.back, tap="quiz.more.back"))

    def on_back(self) -> bool:
        return self._flow.on_back()

    def show(self, view: MoreView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(titles(words.MORE_TITLE, view.paper))
        for part in slip_line(view.slip):
            self.speak.add_widget(part)
        self.speak.add_widget(Gap())
        rows = self._rows(view)
        for row in rows:
            if look.landscape():
                row.height = look.px(High.ROW_S)
            self.body.add_widget(row)
        self.body.add_widget(Gap())

    def _rows(self, view: MoreView) -> list[Widget]:
        rows: list[Widget] = []
        if view.mistakes:
            rows.append(
                RowTile(
                    words.practise(view.mistakes), words.PRACTISE_NOTE, icon="arrows-clockwise", tint="red",
                    tap="quiz.practise", on_tap=self._flow.practise, height=High.BLOCK,
                )
            )  # fmt: skip
        if view.mistakes and view.may_print:
            some = view.printed and view.printed != (1, view.mistakes)
            note = (
                words.printed(*view.printed, view.mistakes) if view.printed and some else words.mistakes(view.mistakes)
            )
            rows.append(
                RowTile(
                    words.MORE_PRINT, note, icon="printer", tint="gold", tap="quiz.print",
                    on_tap=self._flow.print_mistakes, off=view.slip.state is SlipState.PRINTING, height=High.BLOCK,
                )
            )  # fmt: skip
        if view.may_keep:
            rows.append(
                RowTile(
                    words.MORE_KEEP, words.MORE_KEEP_NOTE, icon="identification-card", tint="pine", tap="quiz.keep",
                    on_tap=self._flow.keep, height=High.BLOCK,
                )
            )  # fmt: skip
        return rows
