"""看清用途, before a member's card is asked for: the reader is asleep on this page."""

from __future__ import annotations

from kiosk.features.quiz.terminal.members import words
from kiosk.features.quiz.terminal.members.gate import NOTICE, MemberGate
from kiosk.ui.pages.notice_page import NoticePage, NoticeWords
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.purposes import Purposes


def told() -> Purposes:
    return Purposes(
        words.PURPOSE_TITLE, words.PURPOSES, words.PURPOSES_SHORT, words.PURPOSE_NOTE, words.PURPOSE_NOTE_NARROW
    )


class MemberNotice(NoticePage):
    name = NOTICE

    def __init__(self, gate: MemberGate) -> None:
        self._gate = gate
        super().__init__(
            NoticeWords(
                words.TITLE, words.STEPS, told(), words.PURPOSE_MORE, words.NEXT_STEP, words.NEXT_STEP_NOTE
            ),
            PushButton(words.NOT_NOW, gate.leave, tap="quiz.member.not", icon="x", icon_bold=True),
            PushButton(words.AGREE, gate.agree, tap="quiz.member.agree", kind="primary"),
        )  # fmt: skip

    def on_back(self) -> bool:
        return self._gate.on_back()
