"""看清用途: what the card is read for and what is kept, before anything is; the reader is asleep on this page."""

from __future__ import annotations

from kiosk.features.quiz.terminal.exams import words
from kiosk.features.quiz.terminal.exams.flow import NOTICE, ExamFlow
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.purposes import Purposes, purposes
from kiosk.ui.widgets.steps import Steps
from kiosk.ui.widgets.text import Text


def told() -> Purposes:
    return Purposes(
        words.PURPOSE_TITLE, words.PURPOSES, words.PURPOSES_SHORT, words.PURPOSE_NOTE, words.PURPOSE_NOTE_NARROW
    )


class Notice(Page):
    """Purposes, and that nothing else depends on agreeing."""

    name = NOTICE
    split = False

    def __init__(self, flow: ExamFlow) -> None:
        super().__init__()
        for part in (titles(words.TITLE), Steps(words.STEPS, 0), purposes(told())):
            self.whole.add_widget(part)
        self.whole.add_widget(NoticeStrip(words.PURPOSE_MORE, "hand-heart"))
        self.set_actions(
            PushButton(words.NOT_NOW, flow.leave, tap="exam.not_now", icon="x", icon_bold=True),
            PushButton(words.AGREE, flow.agree, tap="exam.agree", kind="primary"),
        )
        if look.landscape():
            self.actions.remove_widget(self.actions.children[-1])  # the room above the buttons
            self.actions.add_widget(_next_step(), index=len(self.actions.children))


def _next_step() -> Card:
    picture = [] if look.contrast() or look.large() else [Picture("reader")]
    room = [] if picture else [Gap()]
    return Card(
        *room, *picture, Text(words.NEXT_STEP, "title", halign="center"),
        Text(words.NEXT_STEP_NOTE, "body", "ink_2", halign="center"), Gap(), padding=(Air.XXL, Air.XL), gap=Air.M,
    )  # fmt: skip
