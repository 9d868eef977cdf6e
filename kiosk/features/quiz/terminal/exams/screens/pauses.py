"""What stands between two questions: the hall is away, 要先停下吗？, 现在交卷吗？ Each covers the question."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.features.quiz.terminal.exams import words
from kiosk.features.quiz.terminal.exams.flow import ExamFlow
from kiosk.features.quiz.terminal.exams.sitting import LAST, LEAVE, WAIT
from kiosk.features.quiz.terminal.exams.views import HandInView, LeaveView, WaitView
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.tokens import Air, High
from kiosk.ui.widgets.busy_mark import BusyMark
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile, infotile


class Wait(Page):
    """先停在这儿，时间也停了. It goes on by itself."""

    name = WAIT
    nav = ("end",)
    private = True
    reading = True
    sound = "notice"

    def __init__(self, flow: ExamFlow) -> None:
        super().__init__()
        self._flow = flow
        self._turning = BusyMark()
        self.set_actions(PushButton(words.WAIT_LEAVE, flow.stop_here, tap="exam.stop", icon="sign-out"))

    def on_back(self) -> bool:
        return True

    def enter(self) -> None:
        self._turning.start()

    def leave(self) -> None:
        self._turning.stop()

    def show(self, view: WaitView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(StateCard("offline", words.WAIT_TITLE, words.WAIT_NOTE, icon="pause-circle", gap=Air.L))
        if self._turning.parent:
            self._turning.parent.remove_widget(self._turning)
        said = Text(words.WAITING, "label", bold=False, fit=True)
        self.body.add_widget(
            Row(Gap(), self._turning, said, Gap(), gap=Air.M, size_hint_y=None, height=look.px(High.LINE_XL))
        )
        kept = words.WAIT_UNSENT if view.unsent else words.WAIT_SAVED
        self.body.add_widget(NoticeStrip(kept, "shield-check", "pine"))
        self.body.add_widget(infotile(words.WAIT_HOW, words.WAIT_HOW_NOTE, "identification-card"))
        self.body.add_widget(Gap())


class Leave(Page):
    """要先停下吗？ Two ways out, as where a paper is left; the answer that changes nothing is the red one."""

    name = LEAVE
    nav = ("back",)
    private = True
    reading = True
    sound = "notice"

    def __init__(self, flow: ExamFlow) -> None:
        super().__init__()
        self._flow = flow
        self.set_actions(PushButton(words.STAY, flow.sitting.go_on, tap="exam.stay", kind="primary"))

    def on_back(self) -> bool:
        self._flow.sitting.go_on()
        return True

    def show(self, view: LeaveView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        done = _centred(Chip(words.answered_of(view.answered, view.total), "pine", "check-circle", token="body"))
        self.speak.add_widget(StateCard("plain", words.LEAVE_TITLE, words.LEAVE_NOTE, under=(done,)))
        stop = RowTile(
            words.STOP_HERE, words.LEAVE_HOW_NOTE, icon="pause-circle", tint="pine", tap="exam.stop",
            on_tap=self._flow.stop_here, height=High.BLOCK,
        )  # fmt: skip
        hand_in = RowTile(
            words.HAND_IN, words.LAST_NOTE, icon="paper-plane-tilt", tint="gold", tap="exam.hand_in_all",
            on_tap=self._flow.sitting.ask_hand_in, height=High.BLOCK,
        )  # fmt: skip
        self.body.add_widget(stop)
        self.body.add_widget(hand_in)
        if not look.landscape():
            self.body.add_widget(NoticeStrip(words.WAIT_SAVED, "shield-check", "pine"))
        self.body.add_widget(Gap())


class Last(Page):
    """现在交卷吗？ How many are open, and the way to them."""

    name = LAST
    nav = ("back",)
    private = True
    reading = True
    sound = "notice"

    def __init__(self, flow: ExamFlow) -> None:
        super().__init__()
        self._flow = flow

    def on_back(self) -> bool:
        self._flow.sitting.go_on()
        return True

    def show(self, view: HandInView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        tint, icon = ("warn", "warning") if view.left_open else ("pine", "check-circle")
        left = _centred(Chip(words.left_open(view.left_open), tint, icon, token="label"))
        self.speak.add_widget(StateCard("plain", words.LAST_TITLE, words.LAST_NOTE, under=(left,)))
        for part in _stands(view):
            self.body.add_widget(part)
        self.body.add_widget(Gap())
        sitting = self._flow.sitting
        if view.left_open:
            first = PushButton(words.HAND_IN_NOW, sitting.hand_in, tap="exam.hand_in", icon="paper-plane-tilt")
            on = PushButton(words.TO_OPEN, sitting.to_open, tap="exam.to_open", kind="primary")
        else:
            first = PushButton(words.BACK_TO_PAPER, sitting.go_on, tap="exam.stay")
            on = PushButton(words.HAND_IN_NOW, sitting.hand_in, tap="exam.hand_in", kind="primary")
        self.set_actions(first, on)
        if view.busy:
            first.off, on.busy = True, True
            on.text = words.HANDING_IN


def _stands(view: HandInView) -> list[Widget]:
    """Which test, what is answered, what time is left; upright also what becomes of it."""
    done = words.answered_of(view.total - view.left_open, view.total)
    open_note = words.OPEN_COUNTS if view.left_open else words.ALL_ANSWERED
    clock_note = words.NO_CLOCK if view.left_minutes is None else words.CLOCK_HANDS_IN
    told: list[Widget] = [
        Name(view.title, ("title", "label", "body")),
        infotile(done, open_note, "check-circle", tint="pine"),
        infotile(words.left_time(view.left_minutes), clock_note, "clock", tint="pine"),
    ]
    return told if look.landscape() else [*told, infotile(words.AFTER, words.AFTER_NOTE, "exam", tint="gold")]


def _centred(part: Widget) -> Row:
    return Row(Gap(), part, Gap(), size_hint_y=None, height=part.height + look.px(Air.M))
