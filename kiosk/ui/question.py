"""A question is a full screen, never a dialog over one: it is stated above, its answers lie below in reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.tokens import CARD_GAP, ROW_GAP, Inside
from kiosk.ui.widgets.button import Kind, PushButton
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.state_card import StateCard

ANSWER_DPX = 300
ANSWER_DPX_STACKED = 180


@dataclass(frozen=True)
class Answer:
    """One way on. Give two that are equal in weight the same `kind`; the safe one may be primary."""

    text: str
    on_tap: Callable[[], None]
    tap: str
    kind: Kind = "second"
    icon: str = ""


class QuestionPage(Page):
    """Base of pages that ask one thing. Call `ask` from `show`; two answers lie side by side, more are stacked."""

    action_band = False

    def ask(self, title: str, note: str, *answers: Answer, icon: str = "") -> None:
        """Draw this question instead of what stood there."""
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(StateCard("told" if icon else "plain", title, note, icon=icon, padding=Inside.CARD))
        buttons = [self._button(answer) for answer in answers]
        self.body.add_widget(self._lay(buttons))
        self.body.add_widget(Gap())

    def _button(self, answer: Answer) -> PushButton:
        return PushButton(
            answer.text, answer.on_tap, tap=answer.tap, kind=answer.kind, icon=answer.icon, token="title",
            size_hint_y=1,
        )  # fmt: skip

    def _lay(self, buttons: list[PushButton]) -> Widget:
        if len(buttons) <= 2 or look.landscape():
            return Row(*buttons, gap=CARD_GAP, size_hint_y=None, height=look.px(ANSWER_DPX))
        high = len(buttons) * (ANSWER_DPX_STACKED + ROW_GAP) - ROW_GAP
        return Column(*buttons, gap=ROW_GAP, size_hint_y=None, height=look.px(high))
