"""您的成绩: points, whether the mark was reached, in words that praise and blame nobody; and the slip of it."""

from __future__ import annotations

from kiosk.core.terminal import words as slip_said
from kiosk.core.terminal.slips import SlipState, said
from kiosk.features.quiz.terminal import sizes
from kiosk.features.quiz.terminal.exams import words
from kiosk.features.quiz.terminal.exams.flow import RESULT, ExamFlow
from kiosk.features.quiz.terminal.exams.views import ResultView
from kiosk.features.quiz.terminal.screens.score_ring import ScoreRing
from kiosk.ui import look
from kiosk.ui.pages.private_page import PrivatePage
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.layout import Column, Gap
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import infotile


class Result(PrivatePage):
    name = RESULT
    sound = "done"
    nav = ("end",)

    def __init__(self, flow: ExamFlow) -> None:
        super().__init__(words.PRIVATE_LARGE if look.large() else words.PRIVATE, words.seconds_left)
        self._flow = flow

    def on_back(self) -> bool:
        return True

    def show(self, view: ResultView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(_points(view))
        tint = "plain" if view.ended.value in ("handed_in", "before") else "warn"
        self.body.add_widget(NoticeStrip(words.ENDED[view.ended.value], "exam", tint))
        self.body.add_widget(NoticeStrip(view.line, "chart-bar"))
        if view.certificate:
            self.body.add_widget(_slip(view))
        if not look.landscape():
            icon, how_long, sooner = words.PURPOSES[-1]
            self.body.add_widget(infotile(how_long, sooner, icon, tint="pine"))
        self.body.add_widget(Gap())
        self.set_actions(*self._buttons(view))

    def _buttons(self, view: ResultView) -> list[PushButton]:
        done = PushButton(words.FINISH, self._flow.finish, tap="exam.finish", kind="primary")
        if not view.certificate:
            return [done]
        state = view.slip.state
        word = {
            SlipState.NONE: words.CERTIFICATE, SlipState.PRINTING: slip_said.SLIP_PRINTING,
            SlipState.PRINTED: slip_said.SLIP_PRINTED,
        }.get(state, slip_said.SLIP_AGAIN)  # fmt: skip
        press = PushButton(word, self._flow.print_certificate, tap="exam.print", icon="printer")
        press.off = not view.slip.can_again
        return [press, done]


def _slip(view: ResultView) -> NoticeStrip:
    if view.slip.is_trouble:
        return NoticeStrip(said(view.slip), "warning", "warn")
    return NoticeStrip(said(view.slip) or words.CERTIFICATE_NOTE, "printer", "pine")


def _points(view: ResultView) -> Card:
    role = "pine" if view.passed else "gold"
    told = Column(
        Name(view.title, ("label", "body", "note"), "ink_2"),
        Text(view.who, "title"),
        Chip(words.PASSED if view.passed else words.NOT_PASSED, role, token="label"),
        Text(words.handed_in_at(view.when), "body", "ink_2"),
        gap=Air.XS, fit=True, pos_hint={"center_y": 0.5},
    )  # fmt: skip
    ring = ScoreRing(view.points, role, side=sizes.RING_SMALL if look.landscape() else sizes.RING)
    return Card(ring, told, across=True, padding=(Air.XXL, Air.L), gap=Air.XXL)
