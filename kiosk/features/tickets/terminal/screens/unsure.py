"""小票出来了吗？ The number is stated as already the visitor's before the question; both answers equal in size."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.features.tickets.terminal import sizes, words
from kiosk.features.tickets.terminal.flow import TicketFlow
from kiosk.features.tickets.terminal.views import UnsureView
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.tokens import CARD_GAP, HERO_RADIUS, Air, High, IconSize
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import TapCard


class Unsure(Page):
    """Two halves, and a third way: remember the number."""

    name = "tickets.unsure"
    lasting = True
    sound = "notice"
    nav = ("end",)
    drop = sizes.UNSURE_DROP

    def __init__(self, flow: TicketFlow) -> None:
        super().__init__()
        self._flow = flow
        self.set_actions(PushButton(words.UNSURE_SKIP, flow.no_slip_needed, tap="tickets.skip"))

    def on_back(self) -> bool:
        return True

    def show(self, view: UnsureView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(_number(view))
        halves: list[Widget] = [_yes(self._flow), _no(self._flow, busy=view.busy)]
        self.body.add_widget(Row(*halves, gap=CARD_GAP, size_hint_y=1))
        if not look.landscape():
            why = Row(Icon("info", IconSize.L, "pine"), Text(words.UNSURE_WHY, "body", "ink_2"), gap=Air.L)
            self.body.add_widget(Flat(why, padding=(Air.XL, Air.S), size_hint_y=None, height=look.px(High.BLOCK)))
            self.body.add_widget(Gap(Air.XS))


def _number(view: UnsureView) -> Card:
    mine = Row(
        Icon("check-circle", IconSize.M, "ok"),
        Text(words.UNSURE_MINE, "body" if look.large() else "label", bold=True),
        gap=Air.S,
        size_hint_y=None,
    )
    mine.bind(minimum_height=mine.setter("height"))
    text = Column(
        mine, Text(words.UNSURE_MINE_NOTE, "body", "ink_2"), gap=Air.XXS, fit=True, pos_hint={"center_y": 0.5}
    )
    number = Text(view.ticket.number, "count", "primary", fit=True)
    box = Flat(
        number, text, across=True, padding=(Air.XL, Air.XS), gap=Air.XL, size_hint_y=None, height=look.px(High.BLOCK)
    )
    title = Text(words.UNSURE_TITLE, "head" if look.large() else "hero", halign="center")
    if look.landscape():
        title.pos_hint = {"center_y": 0.5}
        return Card(title, box, across=True, padding=Air.XL, gap=Air.XL)
    picture = [] if look.contrast() or look.large() else [Picture("printer_slip", size_hint_y=1)]
    return Card(*(picture or [Gap()]), title, box, *([] if picture else [Gap()]), padding=(Air.XL, Air.L), gap=Air.M)


def _yes(flow: TicketFlow) -> TapCard:
    return TapCard(
        Gap(), Icon("check-circle", IconSize.HUGE, "on_primary", pos_hint={"center_x": 0.5}),
        Text(words.UNSURE_YES, "head", "on_primary", halign="center"),
        Text(words.UNSURE_YES_NOTE, "body", "on_primary_2", halign="center"), Gap(),
        tap="tickets.there", on_tap=flow.slip_there, fill="primary", down="primary_down", radius=HERO_RADIUS, gap=Air.S,
    )  # fmt: skip


def _no(flow: TicketFlow, *, busy: bool) -> TapCard:
    return TapCard(
        Gap(), Icon("circle-notch" if busy else "printer", IconSize.HUGE, "ink_2", bold=busy,
             pos_hint={"center_x": 0.5}),
        Text(words.PRINTING if busy else words.UNSURE_NO, "head", halign="center"),
        Text(words.UNSURE_NO_NOTE, "body", "ink_2", halign="center"), Gap(),
        tap="tickets.again", on_tap=flow.print_again, radius=HERO_RADIUS, gap=Air.S, edge="edge", off=busy,
    )  # fmt: skip
