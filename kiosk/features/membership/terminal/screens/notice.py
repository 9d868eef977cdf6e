"""看清用途: consent comes before the card; the reader is asleep on this page."""

from __future__ import annotations

from kiosk.features.membership.terminal import words
from kiosk.features.membership.terminal.flow import NOTICE, MembershipFlow
from kiosk.features.membership.terminal.screens.purpose import told
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.purposes import purposes
from kiosk.ui.widgets.steps import Steps
from kiosk.ui.widgets.text import Text


class Notice(Page):
    """Purposes, and that nothing else depends on agreeing."""

    name = NOTICE
    split = False

    def __init__(self, flow: MembershipFlow) -> None:
        super().__init__()
        self._flow = flow
        self.whole.add_widget(titles(words.TITLE))
        self.whole.add_widget(Steps(words.STEPS, 0))
        self.whole.add_widget(purposes(told()))
        self.whole.add_widget(NoticeStrip(words.PURPOSE_MORE, "hand-heart"))
        self.set_actions(
            PushButton(words.NOT_NOW, flow.leave, tap="membership.not_now", icon="x", icon_bold=True),
            PushButton(words.AGREE, flow.agree, tap="membership.agree", kind="primary"),
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
