"""看清用途: what the card is read for and what is kept, before anything is."""

from __future__ import annotations

from kiosk.features.quiz.terminal.exams import words
from kiosk.features.quiz.terminal.exams.flow import NOTICE, ExamFlow
from kiosk.ui.pages.notice_page import NoticePage, NoticeWords
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.purposes import Purposes


def told() -> Purposes:
    return Purposes(
        words.PURPOSE_TITLE, words.PURPOSES, words.PURPOSES_SHORT, words.PURPOSE_NOTE, words.PURPOSE_NOTE_NARROW
    )


class Notice(NoticePage):
    name = NOTICE

    def __init__(self, flow: ExamFlow) -> None:
        super().__init__(
            NoticeWords(
                words.TITLE, words.STEPS, told(), words.PURPOSE_MORE, words.NEXT_STEP, words.NEXT_STEP_NOTE
            ),
            PushButton(words.NOT_NOW, flow.leave, tap="exam.not_now", icon="x", icon_bold=True),
            PushButton(words.AGREE, flow.agree, tap="exam.agree", kind="primary"),
        )  # fmt: skip
