"""看清用途: consent comes before the card."""

from __future__ import annotations

from kiosk.features.membership.terminal import words
from kiosk.features.membership.terminal.flow import NOTICE, MembershipFlow
from kiosk.features.membership.terminal.screens.purpose import told
from kiosk.ui.pages.notice_page import NoticePage, NoticeWords
from kiosk.ui.widgets.button import PushButton


class Notice(NoticePage):
    name = NOTICE

    def __init__(self, flow: MembershipFlow) -> None:
        super().__init__(
            NoticeWords(
                words.TITLE, words.STEPS, told(), words.PURPOSE_MORE, words.NEXT_STEP, words.NEXT_STEP_NOTE
            ),
            PushButton(words.NOT_NOW, flow.leave, tap="membership.not_now", icon="x", icon_bold=True),
            PushButton(words.AGREE, flow.agree, tap="membership.agree", kind="primary"),
        )  # fmt: skip
