"""Pages without a record that say what to do: the one neutral refusal, 暂时查不到, 日期不对？"""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.membership import screen_words as words
from kiosk.membership.flow import AWAY, REFUSED, WRONG_DATES, MembershipFlow, PlaceView
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile, infotile


class Refused(Page):
    """没有可显示的档案: the same page whether no record is there or the proof did not fit."""

    name = REFUSED
    lasting = True
    sound = "notice"
    nav = ("end",)
    drop = 180

    def __init__(self, flow: MembershipFlow) -> None:
        super().__init__()
        self._flow = flow
        self.set_actions(PushButton(words.HOME, flow.leave, tap="membership.home", kind="primary"))

    def show(self, view: PlaceView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(_refusal())
        if not look.landscape():
            self.body.add_widget(Text(words.YOU_CAN, "title"))
        for tile in self._tiles(view):
            self.body.add_widget(tile)
        self.body.add_widget(Gap())
        if not look.large() and not look.landscape():
            self.body.add_widget(_line("check-circle", "ok", words.REFUSED_CLEARED))
            self.body.add_widget(Gap())

    def _tiles(self, view: PlaceView) -> list[Widget]:
        take = self._flow.take_ticket
        first: Widget = (
            RowTile(
                words.TAKE_TICKET,
                words.ASK_DESK_NOTE,
                icon="ticket",
                tap="membership.ticket",
                on_tap=take,
                badge_side=96,
            )
            if take
            else infotile(words.ASK_DESK, words.ask_desk(view.desk_place), "users")
        )
        again = RowTile(
            words.TRY_AGAIN, words.TRY_AGAIN_NOTE, icon="identification-card", tint="pine",
            tap="membership.again", on_tap=self._flow.start, badge_side=96,
        )  # fmt: skip
        return [first, again]


def _refusal() -> StateCard:
    why = Chip(words.REFUSED_WHY, "pine", "shield-check")
    row = Row(Gap(), why, Gap(), size_hint_y=None, height=why.height + look.px(16))
    return StateCard("plain", words.REFUSED_TITLE, words.REFUSED_NOTE, picture="archive", under=(row,))


class Away(Page):
    """暂时查不到: never the neutral refusal, because nobody was refused."""

    name = AWAY
    lasting = True
    sound = "notice"
    drop = 180

    def __init__(self, flow: MembershipFlow) -> None:
        super().__init__()
        self._flow = flow

    def show(self, view: PlaceView) -> None:
        title, note = words.AWAY.get(view.reason, words.AWAY["away"])
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(StateCard("error", title, note, picture="archive", gap=24))
        self.body.add_widget(infotile(words.ASK_DESK, words.ask_desk(view.desk_place), "users"))
        self.body.add_widget(Gap())
        self.body.add_widget(_line("shield-check", "pine", words.AWAY_KEPT))
        self.body.add_widget(Gap())
        again = PushButton(
            words.AWAY_RETRY, self._flow.start, tap="membership.again", kind="primary",
            icon="arrows-clockwise", icon_bold=True,
        )  # fmt: skip
        home = PushButton(words.HOME, self._flow.leave, tap="membership.home", kind="primary")
        self.set_actions(home if view.reason == "outside_hours" else again)


class WrongDates(Page):
    """日期不对？ The way to have it put right; the record waits behind it."""

    name = WRONG_DATES
    private = True
    reading = True

    def __init__(self, flow: MembershipFlow) -> None:
        super().__init__()
        self._flow = flow
        self._view: PlaceView | None = None

    def on_back(self) -> bool:
        if self._view and self._view.record:
            self._flow.back_to_record(self._view.record)
            return True
        return False

    def show(self, view: PlaceView) -> None:
        self._view = view
        self.speak.clear_widgets()
        self.body.clear_widgets()
        note = Text(words.WRONG_DATES_NOTE, "label", bold=False, halign="center")
        head = Text(words.WRONG_DATES_TITLE, "head", halign="center")
        self.speak.add_widget(Card(Gap(), head, note, Gap(), padding=40, gap=24))
        for icon, title, note_text in words.WRONG_DATES_STEPS:
            tile = infotile(title, note_text or view.desk_place, icon, tint="pine")
            if look.landscape():  # little height: they share it
                tile.size_hint_y = 1
            self.body.add_widget(tile)
        if not look.landscape():
            self.body.add_widget(Gap())
        self.set_actions(PushButton(words.BACK_TO_RECORD, self._back, tap="membership.back_to_record", kind="primary"))

    def _back(self) -> None:
        self.on_back()


def _line(icon: str, role: str, text: str) -> Row:
    return Row(
        Gap(), Icon(icon, 46, role), Text(text, "body", "ink_2", fit=True), Gap(), gap=14,
        size_hint_y=None, height=look.px(72),
    )  # fmt: skip
