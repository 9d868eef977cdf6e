"""Pages without a record that say what to do: the one neutral refusal, 暂时查不到, 日期不对？"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from math import ceil
from typing import Any

from kivy.clock import Clock
from kivy.uix.widget import Widget

from kiosk.features.membership.terminal import sizes, words
from kiosk.features.membership.terminal.flow import AWAY, REFUSED, WRONG_DATES, MembershipFlow
from kiosk.features.membership.terminal.views import PlaceView
from kiosk.ui import language, look
from kiosk.ui.page import Page
from kiosk.ui.tokens import Air, BadgeSide, High, IconSize, Inside
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
    drop = sizes.REFUSED_DROP

    def __init__(self, flow: MembershipFlow) -> None:
        super().__init__()
        self._flow = flow
        self._view: PlaceView | None = None
        self._wait = Text("", "body", "ink_2", fit=True)
        self._counting: Any = None
        self.set_actions(PushButton(words.HOME, flow.leave, tap="membership.home", kind="primary"))

    def enter(self) -> None:
        if self._view and self._wait.parent and not _seconds_left(self._view):
            self.show(self._view)  # the wait ended while something else was in front
        self._count()

    def leave(self) -> None:
        self._stop()

    def show(self, view: PlaceView) -> None:
        self._stop()
        self._view = view
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(_refusal(view))
        if not look.landscape():
            self.body.add_widget(Text(words.YOU_CAN, "title"))
        for tile in self._tiles(view):
            self.body.add_widget(tile)
        if not look.landscape():
            self.body.add_widget(Gap())
        if not look.landscape():
            self.body.add_widget(_line("check-circle", "ok", words.REFUSED_CLEARED))
            self.body.add_widget(Gap())
        self._count()

    def _tiles(self, view: PlaceView) -> list[Widget]:
        return [self._desk(view), *(self._card_ways(view) if view.way == "card" else self._pin_ways(view))]

    def _desk(self, view: PlaceView) -> Widget:
        take = self._flow.take_ticket
        if take is None:
            return infotile(words.ASK_DESK, words.ask_desk(language.named(view.desk_place)), "users", **_high())
        return RowTile(
            words.TAKE_TICKET, words.ASK_DESK_NOTE, icon="ticket", tap="membership.ticket", on_tap=take,
            badge_side=BadgeSide.M, **_high(),
        )  # fmt: skip

    def _card_ways(self, _view: PlaceView) -> list[Widget]:
        retry, other = partial(self._flow.retry, "card"), self._flow.without_card
        return [
            _way(words.TRY_AGAIN, words.TRY_AGAIN_NOTE, "identification-card", "membership.again", retry),
            _way(words.USE_PIN, words.USE_PIN_NOTE, "keyboard", "membership.no_card", other),
        ]

    def _pin_ways(self, view: PlaceView) -> list[Widget]:
        retry, other = partial(self._flow.retry, "pin"), partial(self._flow.retry, "card")
        left = _seconds_left(view)
        if self._wait.parent:
            self._wait.parent.remove_widget(self._wait)
        self._wait.text = words.wait_for_pin(left)
        note, end = ("", self._wait) if left else (words.PIN_AGAIN_NOTE, None)
        return [
            _way(words.USE_CARD, words.USE_CARD_NOTE, "identification-card", "membership.use_card", other),
            _way(words.PIN_AGAIN, note, "arrows-clockwise", "membership.again", retry, off=bool(left), end=end),
        ]

    # -- counting the seconds until a PIN may be tried again ------------------------------------------------------

    def _count(self) -> None:
        if self._view and _seconds_left(self._view) and self._counting is None:
            self._counting = Clock.schedule_interval(self._second, 1)

    def _stop(self) -> None:
        if self._counting:
            self._counting.cancel()
            self._counting = None

    def _second(self, _dt: float) -> None:
        """Only the seconds are drawn anew; when they are over the page is as if it had never waited."""
        if self._view is None:
            return
        left = _seconds_left(self._view)
        if left:
            self._wait.text = words.wait_for_pin(left)
        else:
            self.show(self._view)


def _seconds_left(view: PlaceView) -> int:
    return max(0, ceil(view.retry_at - time.monotonic())) if view.retry_at else 0


def _high() -> dict[str, Any]:
    """Three rows share the height of a wide panel."""
    return {"size_hint_y": 1} if look.landscape() else {}


def _way(title: str, note: str, icon: str, tap: str, act: Callable[[], None], **rest: Any) -> RowTile:
    return RowTile(title, note, icon=icon, tint="pine", tap=tap, on_tap=act, badge_side=BadgeSide.M, **rest, **_high())


def _refusal(view: PlaceView) -> StateCard:
    if view.locked:  # nothing was looked at: so it must not sound as if there were nothing
        return StateCard("plain", words.LOCKED_TITLE, words.LOCKED_NOTE, picture="archive")
    why = Chip(words.REFUSED_WHY, "pine", "shield-check")
    row = Row(Gap(), why, Gap(), size_hint_y=None, height=why.height + look.px(Air.M))
    return StateCard("plain", words.REFUSED_TITLE, words.REFUSED_NOTE, picture="archive", under=(row,))


class Away(Page):
    """暂时查不到: never the neutral refusal, because nobody was refused."""

    name = AWAY
    lasting = True
    sound = "notice"
    drop = sizes.AWAY_DROP

    def __init__(self, flow: MembershipFlow) -> None:
        super().__init__()
        self._flow = flow

    def show(self, view: PlaceView) -> None:
        title, note = words.AWAY.get(view.reason, words.AWAY["away"])
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(StateCard("error", title, note, picture="archive", gap=Air.L))
        self.body.add_widget(infotile(words.ASK_DESK, words.ask_desk(language.named(view.desk_place)), "users"))
        self.body.add_widget(_line("shield-check", "pine", words.AWAY_KEPT))
        self.body.add_widget(Gap())
        again = PushButton(
            words.AWAY_RETRY, partial(self._flow.retry, view.way), tap="membership.again", kind="primary",
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
            self._flow.see_record(self._view.record)
            return True
        return False

    def show(self, view: PlaceView) -> None:
        self._view = view
        self.speak.clear_widgets()
        self.body.clear_widgets()
        note = Text(words.WRONG_DATES_NOTE, "label", bold=False, halign="center")
        head = Text(words.WRONG_DATES_TITLE, "head", halign="center")
        self.speak.add_widget(Card(Gap(), head, note, Gap(), padding=Air.XL, gap=Air.L))
        for icon, title, note_text in words.WRONG_DATES_STEPS:
            tile = infotile(title, note_text or language.named(view.desk_place), icon, tint="pine")
            if look.landscape():  # little height: they share it
                tile.size_hint_y = 1
            self.body.add_widget(tile)
        if not look.landscape():
            self.body.add_widget(Gap())
        self.set_actions(PushButton(words.BACK_TO_RECORD, self._back, tap="membership.back_to_record", kind="primary"))

    def _back(self) -> None:
        self.on_back()


def _line(icon: str, role: str, text: str) -> Row:
    """Under the rows, and beginning where they do."""
    return Row(
        Icon(icon, IconSize.M, role), Text(text, "body", "ink_2"), gap=Air.M, padding=(Inside.ROW, 0),
        size_hint_y=None, height=look.px(High.LINE_XL),
    )  # fmt: skip
