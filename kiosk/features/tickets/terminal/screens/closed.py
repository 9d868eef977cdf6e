"""The doors are shut, or every number is out: when next, and what can be done meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kiosk.features.tickets.terminal import words
from kiosk.features.tickets.terminal.flow import TicketFlow
from kiosk.features.tickets.terminal.views import ClosedView
from kiosk.features.tickets.wire import DayHours
from kiosk.ui import look, places
from kiosk.ui.page import Page
from kiosk.ui.tokens import CELL_RADIUS, Air, High, IconSize
from kiosk.ui.voice import words as said
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import Tile

NO_NUMBER = ("paused", "slot_full", "used_up")  # of one service; the doors are open
AFTER_DUSK = ("over", "not_today")
CELL_LINES, MORE = 3, "…"
IN_A_ROW = 4  # days beside one another, in large print
TILE_SHARE = 0.35  # of the week's height


class Closed(Page):
    """Next opening, seven days, the exhibition."""

    name = "tickets.closed"
    lasting = True
    sound = "notice"

    def __init__(self, flow: TicketFlow, see_exhibition: Callable[[], None] | None) -> None:
        pictures = ("hero_dusk", places.hero(look.theme()))
        self._dusk, self._day = (Picture(name, "cover", size_hint=(None, None)) for name in pictures)
        super().__init__()
        self._see = see_exhibition
        if not look.large() and not look.contrast():
            for sky in (self._dusk, self._day):
                self.add_widget(sky, index=len(self.children))
        home = PushButton(words.HOME, flow.finish, tap="tickets.home", kind="primary")
        # Lying or large, the week needs the whole body for every opening of seven days.
        self._beside = look.landscape() or look.large()
        see = see_exhibition if self._beside else None
        beside = [PushButton(words.SEE_EXHIBITION, see, tap="tickets.exhibition")] if see else []
        self.set_actions(*beside, home)

    def show(self, view: ClosedView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self._dusk.opacity = float(view.reason in AFTER_DUSK)  # no moon at noon
        self._day.opacity = 1.0 - self._dusk.opacity
        self.speak.add_widget(
            Text(words.closed(view.reason, view.next_opening), "head" if look.large() else "hero", balanced=True)
        )
        if name := _name_of_today(view):
            self.speak.add_widget(Text(name, "body", "ink_2", max_lines=1))
        self.speak.add_widget(Gap())
        # Large and lying, the week needs the whole body; there is no picture above it then.
        (self.speak if look.large() and look.landscape() else self.body).add_widget(_next(view))
        self.body.add_widget(_week(view))
        if self._see and not self._beside:
            exhibition = Tile(
                "image-square", words.SEE_EXHIBITION, tap="tickets.exhibition", on_tap=self._see, size_hint_y=TILE_SHARE
            )
            self.body.add_widget(exhibition)

    def _place(self, *args: object) -> None:
        super()._place(*args)
        high = self.y + self.height - look.theme().line_px + look.px(Air.M)
        for sky in (self._dusk, self._day):
            sky.pos, sky.size = (self.x, self.y + self.height - high), (self.width, high)


def _next(view: ClosedView) -> Card:
    if view.next_opening:
        short, long = words.opening(view.next_opening, view.today)
        beside = look.landscape() or not look.large()
        head = words.NEXT_OPENING if beside else said.AND.join((words.NEXT_OPENING, long))
        text = Column(Text(head, "body", "ink_2"), Text(short, "head"), gap=0, fit=True)
        side = [Text(long, "body", "ink_2", fit=True)] if beside else []
    else:
        unknown = words.NO_NUMBER_NEXT if view.reason in NO_NUMBER else words.NEXT_UNKNOWN
        text, side = Column(Text(unknown, "title"), fit=True), []
    text.pos_hint = {"center_y": 0.5}
    return Card(
        Icon("door-open", IconSize.XL, "pine"), text, *side,
        across=True, padding=(Air.XXL, 0), gap=Air.XL, size_hint_y=None, height=look.px(High.BAND),
    )  # fmt: skip


def _name_of_today(view: ClosedView) -> str:
    """国庆节, where today differs from its weekday."""
    return next((day.name for day in view.days if day.date == view.today), "")


def _week(view: ClosedView) -> Card:
    """Seven days, every opening of each: in portrait a line a day, in landscape a cell, large ones in two rows."""
    opening = view.next_opening[:10] if view.next_opening else ""
    days = view.days[:7] if view.goes_on_today or len(view.days) < 8 else view.days[1:8]
    low = look.large() and look.landscape()  # no room for the title; the days say what they are
    title = [] if low else [Text(words.WEEK_TITLE, "title")]
    if look.landscape():
        cells = [_cell(day, is_next=day.date == opening) for day in days]
        if low:
            rows = [Row(*cells[:IN_A_ROW], gap=Air.XS), Row(*cells[IN_A_ROW:], Gap(), gap=Air.XS)]
            return Card(*rows, padding=(Air.M, Air.S), gap=Air.XS)
        return Card(*title, Row(*cells, gap=Air.XS), padding=(Air.XL, Air.L), gap=Air.M)
    return Card(
        *title, *[_line(day, is_next=day.date == opening) for day in days], padding=(Air.XL, Air.L), gap=Air.XXS
    )  # fmt: skip


def _cell(day: DayHours, *, is_next: bool) -> Flat:
    number = str(date.fromisoformat(day.date).day)
    hours, ink = words.day_hours(day.spans), _ink(day, is_next=is_next)
    shown = hours if len(hours) <= CELL_LINES else (*hours[: CELL_LINES - 1], MORE)
    lines = [
        Text(f"{words.WEEKDAYS[day.weekday]}  {number}", "body", ink, bold=True, halign="center", max_lines=1),
        *[Text(hour, "note", ink, halign="center", max_lines=1) for hour in shown],
    ]
    cell = Flat(
        Gap(),
        *lines,
        Gap(),
        gap=Air.HAIR,
        radius=CELL_RADIUS,
        padding=(Air.HAIR, Air.XXS),
        **_ground(day, is_next=is_next),
    )
    return _told(cell, day, number, hours)


def _line(day: DayHours, *, is_next: bool) -> Flat:
    number = str(date.fromisoformat(day.date).day)
    hours, ink = words.day_hours(day.spans), _ink(day, is_next=is_next)
    when = Text(words.weekday_and_day(day.weekday, number), "body", ink, bold=True, size_hint_x=0.44, max_lines=1)
    text = Text(said.AND.join(hours), "body" if len(hours) < CELL_LINES else "note", ink, max_lines=1)
    line = Flat(
        when, text, across=True, padding=(Air.M, 0), gap=Air.S, radius=CELL_RADIUS, **_ground(day, is_next=is_next)
    )
    return _told(line, day, number, hours)


def _ink(day: DayHours, *, is_next: bool) -> str:
    return "pine_ink" if is_next else "ink" if day.spans else "ink_2"


def _ground(day: DayHours, *, is_next: bool) -> dict[str, str]:
    fill = "pine_tint" if is_next else "surface" if day.spans else "sunken"
    return {"fill": fill, "edge": "pine" if is_next else ""}


def _told(part: Flat, day: DayHours, number: str, hours: tuple[str, ...]) -> Flat:
    part.spoken = said.AND.join((words.WEEKDAYS[day.weekday], number, *hours))
    return part
