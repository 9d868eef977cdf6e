"""您还在看吗？ A question is a full screen, and it covers private data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from kivy.uix.widget import Widget

from kiosk.apps.terminal import words
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.tokens import Air, High
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.progress import CountdownRing
from kiosk.ui.widgets.text import Text

ANSWER_SECONDS = 20.0


@dataclass(frozen=True)
class IdleView:
    seconds: float
    private: bool
    extensions_left: int


class IdleWarning(Page):
    """Seconds left, one tap to go on, one to leave."""

    name = "idle"
    nav = ("end",)
    split = False
    action_band = False

    def __init__(self, extend: Callable[[], None], end: Callable[[], None]) -> None:
        super().__init__()
        self._ring = CountdownRing()
        self._ring.pos_hint = {"center_x": 0.5, "center_y": 0.5}
        self._note = Text("", "label", bold=False, halign="center")
        self._left = Text("", "note", "ink_2", halign="center")
        self._words = words_column = Column(
            Text(words.IDLE_TITLE, "head", halign="center"), self._note, gap=Air.M, fit=True
        )
        self._extend = PushButton(
            words.IDLE_EXTEND,
            extend,
            tap="idle.extend",
            kind="primary",
            icon="hand-tap",
            token="title",
            height=High.BLOCK,
        )
        self._end = PushButton(words.IDLE_END_PLAIN, end, tap="idle.end", token="title", height=High.ROW)
        if look.landscape():
            self._lay_landscape(words_column)
        else:
            self._lay_portrait(words_column)

    def _lay_portrait(self, words_column: Column) -> None:
        card = Card(Gap(), self._ring, words_column, Gap(), padding=(Air.XXL, Air.XL), gap=Air.XL)
        for part in (card, self._extend, self._end, self._left):
            self.whole.add_widget(part)
        self.whole.add_widget(Gap(High.STRIP))

    def _lay_landscape(self, words_column: Column) -> None:
        words_column.pos_hint = {"center_y": 0.5}
        self.whole.add_widget(Card(self._ring, words_column, across=True, padding=(Air.XXXL, Air.XL), gap=Air.XXXL))
        self._end.size_hint_y = self._extend.size_hint_y = 1
        self.whole.add_widget(Row(self._end, self._extend, gap=Air.L, size_hint_y=None, height=look.px(High.BLOCK)))
        self.whole.add_widget(self._left)

    def spoken_order(self) -> list[Widget]:
        """The question first; the sentence under it has the seconds of the ring."""
        return [self._words, self._extend, self._end, self._left]

    def show(self, view: IdleView) -> None:
        seconds = ceil(view.seconds)
        self._ring.seconds, self._ring.share = seconds, min(1.0, view.seconds / ANSWER_SECONDS)
        self._note.text = words.idle_note(seconds, view.private)
        self._end.text = words.IDLE_END if view.private else words.IDLE_END_PLAIN
        self._extend.off = view.extensions_left <= 0
        self._left.text = words.extensions(view.extensions_left) if view.extensions_left else words.IDLE_LAST
