"""要退回这个号吗？ The number, and what becomes of its paper; the answer that changes nothing is the filled one.

Neither answer lies where 取错了 was: the second half of a slow double tap decides nothing.
"""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.features.tickets.terminal import sizes, words
from kiosk.features.tickets.terminal.flow import TicketFlow
from kiosk.features.tickets.terminal.views import GiveBackView
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.tokens import CARD_GAP, HERO_RADIUS, Air, High, IconSize
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import TapCard


class GiveBack(Page):
    """Two halves: the number stays, or it goes."""

    name = "tickets.give_back"
    lasting = True
    sound = "notice"
    nav = ("end",)
    drop = sizes.GIVE_BACK_DROP

    def __init__(self, flow: TicketFlow) -> None:
        super().__init__()
        self._flow = flow

    def on_back(self) -> bool:
        return True

    def show(self, view: GiveBackView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(_number(view))
        halves: list[Widget] = [_keep(self._flow, busy=view.busy), _give_back(self._flow, view)]
        self.body.add_widget(Row(*halves, gap=CARD_GAP, size_hint_y=1))


def _number(view: GiveBackView) -> Card:
    note = words.GIVE_BACK_NOTE_NO_SLIP if view.without_slip else words.GIVE_BACK_NOTE
    number = Text(view.ticket.number, "count", "primary", fit=True)
    text = Column(Text(note, "body" if look.large() else "label", bold=False), fit=True, pos_hint={"center_y": 0.5})
    box = Flat(
        number, text, across=True, padding=(Air.XL, Air.XS), gap=Air.XL, size_hint_y=None, height=look.px(High.CARD_S)
    )
    title = Text(words.GIVE_BACK_TITLE, "head" if look.large() else "hero", halign="center")
    if look.landscape():
        title.pos_hint = {"center_y": 0.5}
        return Card(title, box, across=True, padding=Air.XL, gap=Air.XL)
    return Card(Gap(), title, box, Gap(), padding=(Air.XL, Air.L), gap=Air.M)


def _keep(flow: TicketFlow, *, busy: bool) -> TapCard:
    ink, note = ("ink_2", "ink_2") if busy else ("on_primary", "on_primary_2")  # what is off has lost its red ground
    return TapCard(
        Gap(), Icon("check-circle", IconSize.HUGE, ink, pos_hint={"center_x": 0.5}),
        Text(words.GIVE_BACK_KEEP, "head", ink, halign="center"),
        Text(words.GIVE_BACK_KEEP_NOTE, "body", note, halign="center"), Gap(),
        tap="tickets.keep", on_tap=flow.keep_it, fill="primary", down="primary_down", radius=HERO_RADIUS, gap=Air.S,
        off=busy,
    )  # fmt: skip


def _give_back(flow: TicketFlow, view: GiveBackView) -> TapCard:
    busy = view.busy
    return TapCard(
        Gap(), Icon("circle-notch" if busy else "arrow-u-up-left", IconSize.HUGE, "ink_2", bold=busy,
             pos_hint={"center_x": 0.5}),
        Text(words.GIVING_BACK if busy else words.GIVE_BACK, "head", halign="center"),
        Text(words.GIVE_BACK_GO_NOTE, "body", "ink_2", halign="center"), Gap(),
        tap="tickets.give_back", on_tap=flow.give_back, radius=HERO_RADIUS, gap=Air.S, edge="edge", off=busy,
    )  # fmt: skip
