"""请人帮忙: says truthfully whether someone has been told, and where people are."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.features.help.terminal import words
from kiosk.features.help.terminal.views import HelpView
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Flat
from kiosk.ui.widgets.icon import Badge
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import infotile

TIPS_HIGH = 420  # dpx, upright


class Help(Page):
    """One way back to where the visitor was."""

    name = "help"
    lasting = True
    sound = "notice"

    def __init__(self, back: Callable[[], None]) -> None:
        super().__init__()
        self._back = back
        self.set_actions(PushButton(words.BACK, back, tap="help.back", kind="primary"))

    def on_back(self) -> bool:
        self._back()
        return True

    def show(self, view: HelpView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(_state(view))
        self.body.add_widget(infotile(words.DESK, view.desk_place, "users", tint="pine"))
        if look.landscape():
            self.body.add_widget(Row(*_tips(), gap=20))
            return
        self.body.add_widget(Gap())
        self.body.add_widget(Text(words.MEANWHILE, "title"))
        self.body.add_widget(Row(*_tips(), gap=20, size_hint_y=None, height=look.px(TIPS_HIGH)))
        self.body.add_widget(Gap())


def _state(view: HelpView) -> StateCard:
    if not view.sent:
        return StateCard("error", words.TITLE, words.AWAY_NOTE)
    if view.coming:
        return StateCard("told", words.COMING, words.COMING_NOTE, icon="users")
    return StateCard("told", words.SENT, words.SENT_NOTE)


def _tips() -> list[Flat]:
    """What often helps while one waits; nothing that is switched on already."""
    tips = [("hand-tap", *(words.TIP_NEXT_CONTRAST if look.contrast() else words.TIP_NEXT))]
    if not look.large():
        tips.append(("text-aa", *words.TIP_LARGE))
    if not look.contrast():
        tips.append(("circle-half", *words.TIP_CONTRAST))
    return [_tip(*tip) for tip in tips]


def _tip(icon: str, trouble: str, advice: str) -> Flat:
    low = look.landscape() and look.large()
    badge = [] if low else [Badge(icon, "pine", 96, pos_hint={"center_x": 0.5})]
    title = Text(trouble, "label", halign="center", balanced=True)
    note = Text(advice, "body", "ink_2", halign="center", balanced=True)
    return Flat(Gap(), *badge, title, note, Gap(), padding=(16, 16), gap=12)
