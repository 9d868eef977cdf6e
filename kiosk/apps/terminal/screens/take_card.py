"""请收好身份证: between a visit with a card and the attract loop, whatever ended it. A touch begins the next visit."""

from __future__ import annotations

from collections.abc import Callable

from kivy.input import MotionEvent
from kivy.uix.widget import Widget

from kiosk.apps.terminal import words
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.tokens import Air, High, IconSize, Stroke
from kiosk.ui.touch import HAND
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.card_reader import CardReader
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.text import Text

TAKE_CARD = "take_card"


class TakeCard(Page):
    """Nothing of the visit is left on it."""

    name = TAKE_CARD
    bare = True
    split = False
    action_band = False

    def __init__(self, begin: Callable[[], None]) -> None:
        super().__init__()
        self._begin = begin
        self._place_of_card = CardReader(away=True)
        self.whole.add_widget(Gap(look.theme().spaces.header))
        said = Text(words.TAKE_CARD, "hero", halign="center")
        where = Text(words.TAKE_CARD_WHERE, "label", bold=False, halign="center")
        parts: list[Widget] = [said, where, self._place_of_card]
        if look.contrast():  # no pictures there: a sign in their place
            sign = Icon("identification-card", IconSize.HUGE, "primary", pos_hint={"center_x": 0.5})
            parts = [Gap(), said, where, sign, Gap()]
        self.whole.add_widget(Card(*parts, edge="primary", border=Stroke.MAIN, padding=(Air.XL, Air.XXL), gap=Air.L))
        self.whole.add_widget(
            PushButton(
                words.NEXT_VISITOR, begin, tap="take_card.begin", icon="hand-tap", token="title", height=High.ROW
            )
        )

    def enter(self) -> None:
        self._place_of_card.start()

    def leave(self) -> None:
        self._place_of_card.stop()

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if not super().on_touch_down(touch) and HAND.take(touch):
            touch.grab(self)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return bool(super().on_touch_up(touch))
        touch.ungrab(self)
        counts = HAND.holds(touch)
        HAND.let_go(touch)
        if counts:
            self._begin()
        return True
