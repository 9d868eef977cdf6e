"""The doors are shut, or every number is out: when next, and what can be done meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kivy.uix.widget import Widget

from kiosk.features.tickets.terminal import words
from kiosk.features.tickets.terminal.flow import TicketFlow
from kiosk.features.tickets.terminal.views import ClosedView
from kiosk.features.tickets.wire import DayHours
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.tokens import CARD_GAP
from kiosk.ui.voice import words as said
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import Tile


class Closed(Page):
    """Next opening, seven days, the exhibition."""

    name = "tickets.closed"
    lasting = True
    sound = "notice"

    def __init__(self, flow: TicketFlow, see_exhibition: Callable[[], None] | None) -> None:
        self._sky = Picture("hero_dusk", "cover", size_hint=(None, None))
        super().__init__()
        self._see = see_exhibition
        if not look.large() and not look.contrast():
            self.add_widget(self._sky, index=len(self.children))
        self.set_actions(PushButton(words.HOME, flow.finish, tap="tickets.home", kind="primary"))

    def show(self, view: ClosedView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        reason = "not_today" if view.reason == "closed" and view.days and not view.days[0].spans else view.reason
        self.speak.add_widget(Text(words.CLOSED[reason], "head" if look.large() else "hero"))
        self.speak.add_widget(Gap())
        self.body.add_widget(_next(view))
        tiles: list[Widget] = [_week(view)]
        if self._see:
            tiles.append(
                Tile(
                    "image-square",
                    words.SEE_EXHIBITION,
                    tap="tickets.exhibition",
                    on_tap=self._see,
                    **({"size_hint_x": 0.3} if look.landscape() else {"size_hint_y": 0.5}),
                )
            )
        if look.landscape():
            self.body.add_widget(Row(*tiles, gap=CARD_GAP))
            return
        for tile in tiles:
            self.body.add_widget(tile)

    def _place(self, *args: object) -> None:
        super()._place(*args)
        high = self.y + self.height - look.theme().reach_top_px + look.px(20)
        self._sky.pos, self._sky.size = (self.x, self.y + self.height - high), (self.width, high)


def _next(view: ClosedView) -> Card:
    if view.next_opening:
        short, long = words.opening(view.next_opening, view.today)
        text = Column(Text(words.NEXT_OPENING, "body", "ink_2"), Text(short, "head"), gap=0, fit=True)
        side = [Text(long, "body", "ink_2", fit=True)] if not look.large() else []
    else:
        text, side = Column(Text(words.NEXT_UNKNOWN, "title"), fit=True), []
    text.pos_hint = {"center_y": 0.5}
    return Card(
        Icon("door-open", 84, "pine"), text, *side,
        across=True, padding=(44, 0), gap=32, size_hint_y=None, height=look.px(180),
    )  # fmt: skip


def _week(view: ClosedView) -> Card:
    opening = view.next_opening[:10] if view.next_opening else ""
    days = view.days[1:8] if len(view.days) > 7 else view.days
    if look.large():
        days = days[:4]
    cells = [_day(day, is_next=day.date == opening) for day in days]
    low = look.large() and look.landscape()  # no room for the title; the days say what they are
    title = [] if low else [Text(words.WEEK_TITLE, "title")]
    return Card(*title, Row(*cells, gap=10), padding=(32, 24), gap=16)


def _day(day: DayHours, *, is_next: bool) -> Flat:
    number = str(date.fromisoformat(day.date).day)
    hours = [words.clock(part) for part in day.spans[0]] if day.spans else [words.SHUT]
    fill, ink = ("pine_tint", "pine_ink") if is_next else ("surface", "ink") if day.spans else ("sunken", "ink_2")
    lines = [
        Text(words.WEEKDAYS[day.weekday], "body", ink, halign="center"), Text(number, "title", ink, halign="center"),
        *[Text(hour, "note", ink, halign="center") for hour in hours],
    ]  # fmt: skip
    cell = Flat(Gap(), *lines, Gap(), fill=fill, edge="pine" if is_next else "", gap=2, radius=12)
    cell.spoken = said.AND.join((words.WEEKDAYS[day.weekday], number, "–".join(hours)))
    return cell
