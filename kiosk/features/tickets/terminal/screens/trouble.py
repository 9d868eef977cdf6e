"""No number was taken: what happened, then what to do. Amber with a sign, never red."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.features.tickets.terminal import sizes, words
from kiosk.features.tickets.terminal.flow import CHOOSE_AGAIN, TicketFlow
from kiosk.features.tickets.terminal.views import TroubleView
from kiosk.ui import language, look
from kiosk.ui.page import Page
from kiosk.ui.tokens import Air, BadgeSide, IconSize
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile, in_a_row, infotile

HOLDS_ONE = ("already_waiting", "called_already")  # has a number: is not sent to take another
PRINTER = ("paper_out", "cover_open", "printer_offline")


class Trouble(Page):
    """A truthful sentence, the way to people, a retry."""

    name = "tickets.trouble"
    lasting = True
    sound = "notice"

    def __init__(self, flow: TicketFlow, see_exhibition: Callable[[], None] | None) -> None:
        super().__init__()
        self.drop = sizes.TROUBLE_DROP_LARGE if look.large() else sizes.TROUBLE_DROP
        self._flow, self._see = flow, see_exhibition
        self._retry = PushButton(
            words.RETRY, flow.retry, tap="tickets.retry", kind="primary", icon="arrows-clockwise", icon_bold=True
        )
        self._home = PushButton(words.HOME, flow.finish, tap="tickets.home", kind="primary")
        self.set_actions(self._retry)

    def on_back(self) -> bool:
        return self._flow.back()

    def show(self, view: TroubleView) -> None:
        title, note, staff = words.TROUBLE.get(view.reason, words.TROUBLE["other"])
        if view.number and view.reason == "already_waiting":
            title = words.trouble_with(title, view.number)
        elif view.number and view.reason in PRINTER:
            title, note = words.trouble_with(title, view.number), words.TROUBLE_REPRINT_NOTE
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self._retry.text = (
            words.RETRY_PAPER if view.reason == "paper_out"
            else words.CHOOSE_AGAIN if view.reason in CHOOSE_AGAIN else words.RETRY
        )  # fmt: skip
        self.set_actions(self._home if view.reason == "called_already" else self._retry)
        picture = "printer" if view.reason == "paper_out" else ""  # it shows a roll being put in
        self.speak.add_widget(StateCard("error", title, note, picture=picture, gap=Air.M))
        if not look.landscape():
            self.body.add_widget(Text(words.YOU_CAN, "title"))
        # The desk gives no number either while nobody knows the date.
        desk = (words.DESK_TITLE, words.desk(language.named(view.desk_place)))
        holds_one = view.reason in HOLDS_ONE
        if view.reason == "date_unsure":
            desk = (words.DESK_DIRECT, language.named(view.desk_place))
        elif holds_one:
            desk = (words.DESK_SAY, language.named(view.desk_place))
        told = [infotile(*desk, "user-circle")]
        if view.services:
            names = words.served(tuple(map(language.named, view.services)))
            if not look.landscape():
                names = names.replace("\n", "")
            told.append(infotile(words.SERVED_HERE, names, "list-bullets", tint="pine"))
        for tile in [in_a_row(*told)] if look.landscape() else told:
            self.body.add_widget(tile)
        if self._see and not holds_one:
            self.body.add_widget(
                RowTile(
                    words.SEE_EXHIBITION, words.SEE_EXHIBITION_NOTE, icon="image-square", tint="pine",
                    tap="tickets.exhibition", on_tap=self._see, badge_side=BadgeSide.M,
                )
            )  # fmt: skip
        if staff:
            self.body.add_widget(
                Row(Icon("receipt", IconSize.M, "ink_2"), Text(staff, "body", "ink_2"), gap=Air.M, padding=(Air.XL, 0))
            )
        self.body.add_widget(Gap())
