"""怎么走: all that is known of a place, the way in words, as a code for a phone, and on paper."""

from __future__ import annotations

from typing import ClassVar

from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal import words as exhibits
from kiosk.features.exhibition.terminal.modules.map import words
from kiosk.features.exhibition.terminal.modules.map.drawn_mark import DrawnMark
from kiosk.features.exhibition.terminal.modules.map.told import in_full, way_text
from kiosk.features.exhibition.terminal.modules.map.views import MapTaps, PlaceView, WayView
from kiosk.features.exhibition.terminal.screens.slip_parts import CodeCard, PrintButton, slip_line
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.places import TITLE_HIGH, chosen_room, list_room
from kiosk.ui.tokens import ACTION_COLUMN, CARD_GAP, Air, High
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Text

TITLES = ("head", "name", "title", "label")


class WayPage(Page):
    name: ClassVar[str] = "exhibition.map_way"
    tap: ClassVar[str] = "way"
    reading = True

    def __init__(self, flow: MapTaps) -> None:
        super().__init__()
        self._flow = flow
        self._place_shown: PlaceView | None = None
        self._code = CodeCard()
        self._print = PrintButton(words.PRINT, flow.print_it, tap=f"{self.tap}.print")
        self._line = Column(gap=0, fit=True)

    def on_back(self) -> bool:
        return self._flow.back()

    def leave(self) -> None:
        self._code.drop()

    def show(self, view: WayView) -> None:
        if view.place != self._place_shown:
            self._place_shown = view.place
            self._draw(view)
        self._code.show(view.slip)
        self._print.show(view.slip)
        self._line.clear_widgets()
        for strip in slip_line(view.slip):
            self._line.add_widget(strip)

    def _draw(self, view: WayView) -> None:
        for part in (self.speak, self.body):
            part.clear_widgets()
        for widget in (self._code, self._line, self._print):
            if widget.parent:
                widget.parent.remove_widget(widget)
        place, cut = view.place, self._draw_above(view.place)
        way_cut = self._draw_way(view)
        whole = PushButton(exhibits.READ_WHOLE, self._flow.read_all, tap=f"{self.tap}.whole")
        self.set_actions(*([whole] if cut or (way_cut and place.way) else []), self._print)

    def _draw_above(self, place: PlaceView) -> bool:
        """Name, facts and code; whether a fact is cut."""
        wide, high = chosen_room(look.theme(), 0)
        self.speak.spacing = 0
        mark = DrawnMark(place.mark, place.number)
        named = Name(place.name, TITLES, lines=2, size_hint_x=None, width=wide - mark.width - look.px(Air.L))
        head = Row(mark, named, gap=Air.L, size_hint_y=None, height=max(look.px(TITLE_HIGH), named.height))
        high -= round(head.height) - look.px(TITLE_HIGH)
        note = Text(exhibits.CODE_NOTE, "note", "ink_2", halign="center", size_hint_x=None, width=self._code.width)
        code = Column(self._code, note, gap=Air.XS, fit=True, size_hint_x=None, width=self._code.width)
        facts, cut = in_full(place, wide - code.width - look.px(CARD_GAP), high)
        self.speak.add_widget(head)
        self.speak.add_widget(Row(facts, Column(code, Gap(), size_hint_x=None, width=code.width), gap=CARD_GAP))
        return cut

    def _draw_way(self, view: WayView) -> bool:
        """The way, where it is from, and what becomes of the slip; whether the way is cut."""
        theme = look.theme()
        wide, high = list_room(theme, 0, acts=True)
        if look.landscape():
            wide = theme.panel.width_px - theme.px(2 * theme.spaces.margin + ACTION_COLUMN + CARD_GAP)
        source = Text(view.source, "note", "ink_2", max_lines=2, size_hint_x=None, width=wide)
        between, strip, pad = look.px(Air.M), look.px(High.STRIP), look.px(2 * Air.L)
        room = high - source.height - strip - 3 * between - 2 * pad
        cut = False
        parts: list[Widget] = []
        if view.place.way:
            text, cut = way_text(view.place, wide - 2 * pad, room)
            parts.append(Card(text, padding=(2 * Air.L, 2 * Air.L), size_hint_y=None, height=text.height + 2 * pad))
        for part in (*parts, source, Gap(), self._line):
            self.body.add_widget(part)
        self.body.spacing = between
        return cut


class FloorWayPage(WayPage):
    name = "exhibition.floor_plan_way"
    tap = "floor_way"
