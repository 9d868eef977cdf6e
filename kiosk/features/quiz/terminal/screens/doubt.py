"""这题有问题: what is wrong with the question, one tap; then the question again, which says that it is noted."""

from __future__ import annotations

from functools import partial

from kivy.uix.gridlayout import GridLayout

from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.doubting import DOUBT, Doubting
from kiosk.features.quiz.terminal.screens.measuring import body_room
from kiosk.features.quiz.terminal.views import DoubtView
from kiosk.ui import look
from kiosk.ui.page import Page, Way, titles
from kiosk.ui.tokens import CARD_GAP, ROW_GAP, Air, High
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile

ICONS = {"answer": "x-circle", "wording": "question", "outdated": "clock", "options": "list-bullets"}


class Doubt(Page):
    """``DoubtView``: the question above, its reasons in reach."""

    name = DOUBT
    private = True

    def __init__(self, flow: Doubting) -> None:
        super().__init__()
        self._flow = flow
        self.set_actions(PushButton(words.NO_DOUBT, self._back, tap="quiz.doubt.back"))

    def on_back(self) -> bool:
        return self._flow.back()

    def on_leave(self, way: Way) -> bool:
        return self._flow.leave(way)

    def _back(self) -> None:
        self._flow.back()

    def show(self, view: DoubtView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(titles(words.DOUBT_TITLE, words.DOUBT_NOTE))
        stem = Text(view.stem, "label", bold=False, balanced=True, max_lines=3)
        self.speak.add_widget(Card(Gap(), stem, Gap(), padding=(Air.XXL, Air.M), gap=0))
        rows = [self._row(reason, text) for reason, text in view.reasons]
        if look.landscape():
            grid = GridLayout(cols=2, spacing=look.px(CARD_GAP))
            for row in rows:
                row.size_hint_y = 1
                grid.add_widget(row)
            self.body.add_widget(grid)
            return
        room = body_room() / len(rows) - look.px(ROW_GAP)
        for row in rows:
            row.height = min(row.height, room)
            self.body.add_widget(row)
        self.body.add_widget(Gap())

    def _row(self, reason: str, text: str) -> RowTile:
        return RowTile(
            text, icon=ICONS[reason], tint="gold", tap=f"quiz.doubt.{reason}", on_tap=partial(self._flow.say, reason),
            height=High.BLOCK,
        )  # fmt: skip
