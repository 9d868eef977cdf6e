"""放身份证: waiting, reading, not read, or the reader is not there. One card of words over a picture of where."""

from __future__ import annotations

from math import ceil

from kivy.uix.widget import Widget

from kiosk.features.membership.terminal import words
from kiosk.features.membership.terminal.flow import CARD, MembershipFlow
from kiosk.features.membership.terminal.screens.purpose import purposes_agreed
from kiosk.features.membership.terminal.views import CardView
from kiosk.ui import language, look
from kiosk.ui.page import Page, titles
from kiosk.ui.tokens import Air, High, IconSize, Stroke
from kiosk.ui.widgets.busy_mark import BusyMark
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.card_reader import CardReader
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.steps import Steps
from kiosk.ui.widgets.text import Text


class CardPage(Page):
    """The reader is armed exactly while this page is in front (`enter` to `leave`)."""

    name = CARD
    split = False

    def __init__(self, flow: MembershipFlow) -> None:
        super().__init__()
        self._flow = flow
        self._view: CardView | None = None
        self._turning = BusyMark()
        self._place_of_card = CardReader()
        self._waiting = Text("", "label", bold=False, fit=True)
        self._in_front = False
        self.set_actions(
            PushButton(words.NO_CARD, flow.without_card, tap="membership.no_card", icon="keyboard"),
            PushButton(words.NOT_NOW, flow.leave, tap="membership.not_now", icon="x", icon_bold=True),
        )
        if not look.landscape():  # two ways of equal weight
            self.actions.children[-1].size_hint_x = 1

    def enter(self) -> None:
        self._in_front = True
        self._turning.start()
        self._sway()
        self._flow.card_page_up()

    def leave(self) -> None:
        self._in_front = False
        self._turning.stop()
        self._place_of_card.stop()
        self._flow.card_page_down()

    def on_back(self) -> bool:
        return self._flow.back_to_notice()

    def count_down(self, seconds: float) -> None:
        """Told by the shell: what is left until the wipe."""
        if self._view and self._view.state in ("waiting", "unread", "lying"):
            self._waiting.text = words.waiting(ceil(seconds))

    def show(self, view: CardView) -> None:
        if view == self._view:
            return
        self._view = view
        if self._place_of_card.parent:
            self._place_of_card.parent.remove_widget(self._place_of_card)
        self.whole.clear_widgets()
        self.whole.add_widget(titles(words.TITLE))
        self.whole.add_widget(Steps(words.STEPS, 1))
        if look.landscape():
            self.actions.remove_widget(self.actions.children[-1])
            self.actions.add_widget(purposes_agreed(view.agreed_at), index=len(self.actions.children))
        else:
            self.whole.add_widget(purposes_agreed(view.agreed_at))
        self.whole.add_widget(self._reader(view))
        self._sway()

    def _sway(self) -> None:
        """The arrow moves while there is a card to put down, and rests while one is read."""
        if self._in_front and self._place_of_card.parent and self._view and self._view.state != "reading":
            self._place_of_card.start()
        else:
            self._place_of_card.stop()

    def _reader(self, view: CardView) -> Card:
        trouble = view.state in ("unread", "lying", "offline")
        title, note = _sayings(view)
        token = "name" if look.large() and view.state == "lying" else "head"  # the longest of them
        head = Text(title, token, "warn" if trouble else "ink", fit=True)
        sign = [Icon("warning", IconSize.XL, "warn")] if trouble else []
        top = Row(
            Gap(), *sign, head, Gap(), gap=Air.M, size_hint_y=None, height=max(head.height, look.icon_px(IconSize.XL))
        )
        return Card(
            *self._above(view), top, Text(note, "body", "ink_2", halign="center"),
            *self._picture(view), *self._below(view),
            edge="warn_edge" if trouble else "primary", border=Stroke.MAIN, fill="warn_tint" if trouble else "surface",
            lift=not trouble, padding=(Air.XL, Air.XL), gap=Air.M,
        )  # fmt: skip

    def _above(self, view: CardView) -> list[Widget]:
        """Room that keeps the words in the middle where there is no picture."""
        return [Gap()] if look.contrast() or view.state == "offline" else []

    def _picture(self, view: CardView) -> list[Widget]:
        if view.state == "offline":
            return [Gap()]
        if look.contrast():  # no pictures there: a sign in their place
            return [Icon("identification-card", IconSize.HUGE, "primary", pos_hint={"center_x": 0.5}), Gap()]
        self._place_of_card.point(away=view.state == "lying")
        return [self._place_of_card]

    def _below(self, view: CardView) -> list[Widget]:
        """What is going on, under the picture."""
        for part in (self._turning, self._waiting):  # made once: they move, and count down
            if part.parent:
                part.parent.remove_widget(part)
        if view.state == "offline":
            return []
        self._waiting.text = words.CARD_ASKING if view.state == "reading" else self._waiting.text or " "
        return [
            Row(Gap(), self._turning, self._waiting, Gap(), gap=Air.M, size_hint_y=None, height=look.px(High.LINE_L))
        ]


def _sayings(view: CardView) -> tuple[str, str]:
    if view.state == "offline":
        return words.CARD_OFFLINE, words.desk(language.named(view.desk_place))
    return {
        "waiting": (words.PUT_CARD, words.PUT_CARD_NOTE),
        "reading": (words.CARD_READING, words.CARD_READING_NOTE),
        "unread": (words.CARD_UNREAD, words.CARD_UNREAD_NOTE),
        "lying": (words.CARD_LYING, words.CARD_LYING_NOTE),
    }[view.state]
