"""请人帮忙: says truthfully whether someone has been told, and where people are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.help.terminal import words
from kiosk.features.help.terminal.views import HelpView
from kiosk.ui import language, look
from kiosk.ui.page import Page
from kiosk.ui.tokens import Air, BadgeSide
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.icon import Badge
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import TapCard, infotile

TIP_PADDING = (Air.M, Air.M)


class Help(Page):
    """One way back to where the visitor was; what helps one to read is switched on here too."""

    name = "help"
    lasting = True
    sound = "notice"

    def __init__(self, back: Callable[[], None], switch: Callable[[str], None]) -> None:
        super().__init__()
        self._back, self._switch = back, switch
        self.set_actions(PushButton(words.BACK, back, tap="help.back", kind="primary"))

    def on_back(self) -> bool:
        self._back()
        return True

    def show(self, view: HelpView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(_state(view))
        self.body.add_widget(infotile(words.DESK, language.named(view.desk_place), "users", tint="pine"))
        if look.landscape():
            self.body.add_widget(Row(*self._tips(), gap=Air.M))
            return
        self.body.add_widget(Gap(Air.XS))
        self.body.add_widget(Text(words.MEANWHILE, "title"))
        self.body.add_widget(Row(*self._tips(), gap=Air.M))

    def _tips(self) -> list[Card]:
        """What often helps while one waits; nothing that is switched on already."""
        told = words.TIP_NEXT_CONTRAST if look.contrast() else words.TIP_NEXT
        tips: list[Card] = [Flat(*_said("hand-tap", *told), padding=TIP_PADDING, gap=Air.S)]
        if not look.large():
            tips.append(self._switching("large", "text-aa", *words.TIP_LARGE))
        if not look.contrast():
            tips.append(self._switching("contrast", "circle-half", *words.TIP_CONTRAST))
        return tips

    def _switching(self, key: str, icon: str, trouble: str, advice: str) -> Card:
        parts = _said(icon, trouble, advice)
        return TapCard(*parts, tap=f"help.{key}", on_tap=partial(self._switch, key), padding=TIP_PADDING, gap=Air.S)


def _state(view: HelpView) -> StateCard:
    if not view.sent:
        return StateCard("error", words.TITLE, words.AWAY_NOTE)
    if view.coming:
        return StateCard("told", words.COMING, words.COMING_NOTE, icon="users")
    return StateCard("told", words.SENT, words.SENT_NOTE, gap=Air.XS)  # two lines below the sign, in large type too


def _said(icon: str, trouble: str, advice: str) -> list[Widget]:
    low = look.landscape() and look.large()
    badge = [] if low else [Badge(icon, "pine", BadgeSide.M, pos_hint={"center_x": 0.5})]
    title = Text(trouble, "label", halign="center", balanced=True)
    note = Text(advice, "body", "ink_2", halign="center", balanced=True)
    return [Gap(), *badge, title, note, Gap()]
