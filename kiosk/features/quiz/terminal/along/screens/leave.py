"""先不做了吗？ A slip to go on with, or nothing left behind; the way on is the red one."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.core.terminal.slips import SlipState
from kiosk.features.quiz.terminal.along import words
from kiosk.features.quiz.terminal.along.leaving import LEAVE, Leaving
from kiosk.features.quiz.terminal.along.screens.slip_line import slip_line
from kiosk.features.quiz.terminal.along.views import LeaveView
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.tokens import Air, High
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile


class Leave(Page):
    """``LeaveView``; once there is a code it stands where the question stood."""

    name = LEAVE
    private = True
    nav = ("back",)
    sound = "notice"

    def __init__(self, flow: Leaving) -> None:
        super().__init__()
        self._flow = flow

    def on_back(self) -> bool:
        self._flow.go_on()
        return True

    def show(self, view: LeaveView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        for part in _code(view) if view.code else _question(view):
            self.speak.add_widget(part)
        for row in self._rows(view):
            self.body.add_widget(row)
        self.body.add_widget(Gap())
        on = PushButton(words.LEAVE_ON, self._flow.go_on, tap="quiz.leave.on", kind="primary")
        if not view.code:
            self.set_actions(on)
            return
        back = PushButton(words.LEAVE_ON, self._flow.go_on, tap="quiz.leave.on", icon="arrow-left", icon_bold=True)
        done = PushButton(words.LEAVE_DONE, self._flow.give_up, tap="quiz.leave.done", kind="primary")
        self.set_actions(back, done)

    def _rows(self, view: LeaveView) -> list[Widget]:
        rows: list[Widget] = list(slip_line(view.slip))
        if view.full:
            rows.append(NoticeStrip(words.LEAVE_FULL, "warning", "warn"))
        busy = view.slip.state is SlipState.PRINTING
        if view.may_keep and view.slip.state is not SlipState.PRINTED:
            title = words.LEAVE_PRINT_AGAIN if view.code else words.LEAVE_PRINT
            rows.append(
                RowTile(
                    title, words.leave_until(view.until), icon="printer", tint="gold", tap="quiz.leave.print",
                    on_tap=self._flow.print_code, off=busy, height=High.BLOCK,
                )
            )  # fmt: skip
        if not view.code:
            rows.append(
                RowTile(
                    words.LEAVE_STOP, words.LEAVE_STOP_NOTE, icon="x-circle", tint="pine", tap="quiz.leave.stop",
                    on_tap=self._flow.give_up, off=busy, height=High.BLOCK,
                )
            )  # fmt: skip
        return rows


def _question(view: LeaveView) -> list[Widget]:
    head = titles(words.LEAVE_TITLE, words.leave_stands(view.number, view.total, view.answered))
    paper = Name(view.paper, ("title", "label", "body"), lines=2)
    return [head, Card(Gap(), paper, Gap(), padding=(Air.XXL, Air.M), gap=0)]


def _code(view: LeaveView) -> list[Widget]:
    number = Text(words.code(view.code), "count" if not look.large() else "hero", halign="center", serif=False)
    note = Text(words.LEAVE_KEPT_NOTE, "body", "ink_2", halign="center")
    if look.landscape():
        return [
            titles(words.LEAVE_KEPT_TITLE, words.LEAVE_KEPT_NOTE),
            Card(Row(number, gap=0), padding=(Air.XL, Air.S)),
        ]
    return [titles(words.LEAVE_KEPT_TITLE), Card(Gap(), number, note, Gap(), padding=(Air.XL, Air.S), gap=Air.XS)]
