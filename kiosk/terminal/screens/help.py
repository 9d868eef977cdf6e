"""请人帮忙: says truthfully whether someone has been told, and where people are."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.terminal import words
from kiosk.terminal.views import HelpView
from kiosk.ui.page import Page
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import infotile


class Help(Page):
    """One way back to where the visitor was."""

    name = "help"
    nav = ("home",)

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
        tint, ink, icon = ("pine_tint", "pine_ink", "hand-waving") if view.sent else ("warn_tint", "warn", "person")
        note = words.HELP_SENT_NOTE if view.sent else words.HELP_AWAY_NOTE
        mark = Icon(icon, 128, ink, pos_hint={"center_x": 0.5})
        title = Text(words.HELP_SENT if view.sent else words.HELP_TITLE, "head", halign="center")
        text = Text(note, "label", bold=False, halign="center")
        edge = "" if view.sent else "warn_edge"
        self.speak.add_widget(
            Card(Gap(), mark, title, text, Gap(), fill=tint, edge=edge, lift=False, gap=20, padding=40)
        )
        self.body.add_widget(infotile(words.HELP_DESK, view.desk_place, "users", tint="pine"))
        self.body.add_widget(Gap())
