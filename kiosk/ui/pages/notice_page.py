"""What a card is read for, before it is: purposes in full, what follows, and nothing else depends on agreeing.

    class Notice(NoticePage):
        name = NOTICE

        def __init__(self, flow):
            super().__init__(Told(words.TITLE, words.STEPS, told(), words.PURPOSE_MORE, words.NEXT_STEP, …), buttons)

The reader is asleep on this page.
"""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class NoticeWords:
    """``more`` stands below the purposes; ``then``: what follows, where the panel lies and has a column for it."""

    title: str
    steps: tuple[str, ...]
    purposes: Purposes
    more: str
    then: str
    then_note: str


class NoticePage(Page):
    """The last of ``buttons`` agrees."""

    split = False

    def __init__(self, told: NoticeWords, *buttons: PushButton) -> None:
        super().__init__()
        for part in (titles(told.title), Steps(told.steps, 0), purposes(told.purposes)):
            self.whole.add_widget(part)
        self.whole.add_widget(NoticeStrip(told.more, "hand-heart"))
        self.set_actions(*buttons)
        if look.landscape():
            self.actions.remove_widget(self.actions.children[-1])  # the room above the buttons
            self.actions.add_widget(_then(told), index=len(self.actions.children))


def _then(told: NoticeWords) -> Card:
    picture = [] if look.contrast() or look.large() else [Picture("reader")]
    room = [] if picture else [Gap()]
    return Card(
        *room, *picture, Text(told.then, "title", halign="center"),
        Text(told.then_note, "body", "ink_2", halign="center"), Gap(), padding=(Air.XXL, Air.XL), gap=Air.M,
    )  # fmt: skip
