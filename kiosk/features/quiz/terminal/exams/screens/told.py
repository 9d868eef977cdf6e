"""Pages without a question that say why, and what one can do: in no list, on another machine, over, the hall away."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.features.quiz.terminal.exams import sizes, words
from kiosk.features.quiz.terminal.exams.flow import TOLD, ExamFlow
from kiosk.features.quiz.terminal.exams.views import ToldView, Why
from kiosk.ui import language, look
from kiosk.ui.page import Page
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import infotile

TROUBLE = (Why.AWAY, Why.TOO_MANY, Why.UNCLEAR)


class Told(Page):
    name = TOLD
    lasting = True
    sound = "notice"
    drop = sizes.TOLD_DROP

    def __init__(self, flow: ExamFlow) -> None:
        super().__init__()
        self._flow = flow

    def on_back(self) -> bool:
        self._flow.leave()
        return True

    def show(self, view: ToldView) -> None:
        title, note = words.TOLD[view.why.value]
        self.speak.clear_widgets()
        self.body.clear_widgets()
        kind = "error" if view.why in TROUBLE else "plain"
        self.speak.add_widget(StateCard(kind, title, note, gap=Air.L))  # type: ignore[arg-type]
        if not look.landscape():
            self.body.add_widget(Text(words.YOU_CAN, "title"))
        self.body.add_widget(infotile(words.ASK_DESK, words.ask_desk(language.named(view.desk_place)), "users"))
        self.body.add_widget(Gap())
        self.set_actions(*self._ways(view.why))

    def _ways(self, why: Why) -> list[Widget]:
        home = PushButton(words.HOME, self._flow.leave, tap="exam.home", kind="primary")
        if why is Why.CLOSED:
            return [home]
        word = words.CARD_HERE if why is Why.ELSEWHERE else words.CARD_AGAIN
        home = PushButton(words.HOME, self._flow.leave, tap="exam.home")
        again = PushButton(
            word, self._flow.again_by_card, tap="exam.again", kind="primary", icon="identification-card"
        )  # fmt: skip
        return [home, again]
