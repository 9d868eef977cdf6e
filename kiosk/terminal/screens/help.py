"""请人帮忙: says truthfully whether someone has been told, and where people are."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.terminal import words
from kiosk.terminal.views import HelpView
from kiosk.ui.page import Page
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.tile import infotile


class Help(Page):
    """One way back to where the visitor was."""

    name = "help"
    lasting = True
    sound = "notice"

    def __init__(self, back: Callable[[], None]) -> None:
        super().__init__()
        self._back = back
        self.set_actions(PushButton(words.HELP_BACK, back, tap="help.back", kind="primary"))

    def on_back(self) -> bool:
        self._back()
        return True

    def show(self, view: HelpView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        note = words.HELP_SENT_NOTE if view.sent else words.HELP_AWAY_NOTE
        title = words.HELP_SENT if view.sent else words.HELP_TITLE
        self.speak.add_widget(StateCard("told", title, note) if view.sent else StateCard("error", title, note))
        self.body.add_widget(infotile(words.HELP_DESK, view.desk_place, "users", tint="pine"))
        self.body.add_widget(Gap())
