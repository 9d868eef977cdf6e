"""The page that asks for an ID card: waiting, reading, not read, one that lay there, or the reader is not there.

    class ExamCard(CardPage):
        name = "exam.card"

        def words(self, view): return CardWords(words.TITLE, words.STEPS, …)
        def purposes(self, view): return purposes_agreed(…)      # what was agreed to
        def buttons(self): return [PushButton(…)]

One card of words over a picture of where. The reader is armed exactly while the page is in front (`enter` to `leave`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Protocol

from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.pages.card_state import CardState
from kiosk.ui.tokens import Air, High, IconSize, Stroke
from kiosk.ui.widgets.busy_mark import BusyMark
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.card_reader import CardReader
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.steps import Steps
from kiosk.ui.widgets.text import Text


class CardView(Protocol):
    """What every such page shows."""

    @property
    def state(self) -> CardState: ...


class CardFlow(Protocol):
    """Who waits for the card."""

    def card_page_up(self) -> None:
        """The page came to the front (again, after the idle warning): only now may the reader look for a card."""

    def card_page_down(self) -> None:
        """It was covered or left, by whatever way: no card is looked for."""


@dataclass(frozen=True)
class CardWords:
    """``said``: title and note of each state; ``asking`` what goes on once a card was read."""

    title: str
    steps: tuple[str, ...]
    said: Mapping[CardState, tuple[str, str]]
    asking: str
    step: int = 1
    note: str = ""


class CardPage(Page):
    """Subclasses give `name`, `words`, `purposes`, `waiting` and `buttons`."""

    split = False

    def __init__(self, flow: CardFlow) -> None:
        super().__init__()
        self._card_flow = flow
        self._view: CardView | None = None
        self._turning = BusyMark()
        self._place_of_card = CardReader()
        self._waiting = Text("", "label", bold=False, fit=True)
        self._in_front = False
        self.set_actions(*self.buttons())
        if not look.landscape():  # ways of equal weight
            self.actions.children[-1].size_hint_x = 1

    # -- what a subclass says -------------------------------------------------------------------------------------

    def words(self, view: CardView) -> CardWords:
        raise NotImplementedError

    def purposes(self, view: CardView) -> Card:
        """What was agreed to, in short."""
        raise NotImplementedError

    def waiting(self, seconds: int) -> str:
        """正在等您放证, and how long it waits."""
        raise NotImplementedError

    def buttons(self) -> list[PushButton]:
        raise NotImplementedError

    # -- what is drawn --------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self._in_front = True
        self._turning.start()
        self._sway()
        self._card_flow.card_page_up()

    def leave(self) -> None:
        self._in_front = False
        self._turning.stop()
        self._place_of_card.stop()
        self._card_flow.card_page_down()

    def count_down(self, seconds: float) -> None:
        """Told by the shell: what is left until the wipe."""
        if self._view and self._view.state in ("waiting", "unread", "lying"):
            self._waiting.text = self.waiting(ceil(seconds))

    def show(self, view: CardView) -> None:
        if view == self._view:
            return
        self._view = view
        if self._place_of_card.parent:
            self._place_of_card.parent.remove_widget(self._place_of_card)
        self.whole.clear_widgets()
        said = self.words(view)
        self.whole.add_widget(titles(said.title, said.note))
        self.whole.add_widget(Steps(said.steps, said.step))
        if look.landscape():
            self.actions.remove_widget(self.actions.children[-1])
            self.actions.add_widget(self.purposes(view), index=len(self.actions.children))
        else:
            self.whole.add_widget(self.purposes(view))
        self.whole.add_widget(self._reader(view, said))
        self._sway()

    def _sway(self) -> None:
        """The arrow moves while there is a card to put down, and rests while one is read."""
        if self._in_front and self._place_of_card.parent and self._view and self._view.state != "reading":
            self._place_of_card.start()
        else:
            self._place_of_card.stop()

    def _reader(self, view: CardView, said: CardWords) -> Card:
        trouble = view.state in ("unread", "lying", "offline")
        title, note = said.said[view.state]
        token = "name" if look.large() and view.state == "lying" else "head"  # the longest of them
        head = Text(title, token, "warn" if trouble else "ink", fit=True)
        sign = [Icon("warning", IconSize.XL, "warn")] if trouble else []
        top = Row(
            Gap(), *sign, head, Gap(), gap=Air.M, size_hint_y=None, height=max(head.height, look.icon_px(IconSize.XL))
        )
        return Card(
            *self._above(view), top, Text(note, "body", "ink_2", halign="center"),
            *self._picture(view), *self._below(view, said),
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

    def _below(self, view: CardView, said: CardWords) -> list[Widget]:
        """What is going on, under the picture."""
        for part in (self._turning, self._waiting):  # made once: they move, and count down
            if part.parent:
                part.parent.remove_widget(part)
        if view.state == "offline":
            return []
        self._waiting.text = said.asking if view.state == "reading" else self._waiting.text or " "
        return [
            Row(Gap(), self._turning, self._waiting, Gap(), gap=Air.M, size_hint_y=None, height=look.px(High.LINE_L))
        ]
