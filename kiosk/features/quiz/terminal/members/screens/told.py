"""Why a paper for members cannot be begun now, where somebody helps, and that other papers can."""

from __future__ import annotations

from kiosk.features.quiz.terminal.members import sizes, words
from kiosk.features.quiz.terminal.members.gate import TOLD, MemberGate
from kiosk.features.quiz.terminal.members.views import MemberToldView, Why
from kiosk.ui import language, look
from kiosk.ui.page import Page
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import infotile

MAY_TRY = (Why.REFUSED, Why.READER, Why.AWAY)


class MemberTold(Page):
    """``MemberToldView``."""

    name = TOLD
    lasting = True
    sound = "notice"
    drop = sizes.TOLD_DROP

    def __init__(self, gate: MemberGate) -> None:
        super().__init__()
        self._gate = gate

    def on_back(self) -> bool:
        return self._gate.on_back()

    def show(self, view: MemberToldView) -> None:
        title, note = words.TOLD[view.why.value]
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(StateCard("plain" if view.why is Why.REFUSED else "error", title, note, gap=Air.L))
        if not look.landscape():
            self.body.add_widget(Text(words.YOU_CAN, "title"))
        self.body.add_widget(infotile(words.ASK_DESK, words.ask_desk(language.named(view.desk_place)), "users"))
        self.body.add_widget(Gap())
        others = PushButton(words.OTHERS, self._gate.leave, tap="quiz.member.others", kind="primary")
        again = PushButton(words.AGAIN, self._gate.again, tap="quiz.member.again", icon="identification-card")
        self.set_actions(*([again] if view.why in MAY_TRY else []), others)
