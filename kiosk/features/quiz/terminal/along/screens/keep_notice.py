"""存什么、存多久: told before a card is asked for; the reader is asleep on this page."""

from __future__ import annotations

from kiosk.features.quiz.terminal.along import words
from kiosk.features.quiz.terminal.along.keeping import NOTICE, Keeping
from kiosk.features.quiz.terminal.along.screens.purpose import told
from kiosk.features.quiz.terminal.along.views import KeepNoticeView
from kiosk.ui.page import Page, titles
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.purposes import purposes
from kiosk.ui.widgets.steps import Steps


class KeepNotice(Page):
    """``KeepNoticeView``: nothing is chosen for the visitor, and nothing else depends on agreeing."""

    name = NOTICE
    split = False

    def __init__(self, flow: Keeping) -> None:
        super().__init__()
        self._flow = flow

    def on_back(self) -> bool:
        return self._flow.on_back()

    def show(self, view: KeepNoticeView) -> None:
        self.whole.clear_widgets()
        self.whole.add_widget(titles(words.KEEP_TITLE if view.keeps else words.SEE_KEPT))
        self.whole.add_widget(Steps(words.KEEP_STEPS if view.keeps else words.SEE_STEPS, 0))
        self.whole.add_widget(purposes(told(keeps=view.keeps)))
        more = words.keep_until(view.until) if view.keeps else words.SEE_MORE
        self.whole.add_widget(NoticeStrip(more, "hand-heart", "pine"))
        self.set_actions(
            PushButton(
                words.NOT_NOW if view.keeps else words.NOT_SEE, self._flow.leave, tap="quiz.keep.not", icon="x",
                icon_bold=True,
            ),
            PushButton(words.AGREE, self._flow.agree, tap="quiz.keep.agree", kind="primary"),
        )  # fmt: skip
