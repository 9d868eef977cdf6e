"""The picture with its numbered places above, the same numbers in the list below; the one chosen there stands out.

Lying, the picture has the left of the page for itself, and the list stands in reach at its right.
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from content.kinds.marks import Mark
from kiosk.features.exhibition.rules.marks import Rect
from kiosk.features.exhibition.terminal import words as exhibits
from kiosk.features.exhibition.terminal.modules.map import sizes, words
from kiosk.features.exhibition.terminal.modules.map.drawn_mark import DrawnMark, Slot
from kiosk.features.exhibition.terminal.modules.map.layout import Words
from kiosk.features.exhibition.terminal.modules.map.pane import PicturePane
from kiosk.features.exhibition.terminal.modules.map.told import in_brief
from kiosk.features.exhibition.terminal.modules.map.views import MapTaps, MapView, PlaceView
from kiosk.features.exhibition.terminal.screens.choosing import ChoosingPage, Places, choice_tap
from kiosk.ui import look
from kiosk.ui.places import above_line, below_header
from kiosk.ui.tokens import CARD_GAP, Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.choice import ChoiceRow
from kiosk.ui.widgets.layout import Column, Row
from kiosk.ui.widgets.text import Text

IN_HEAD = 3  # marks whose legend has room beside the title


class MapPage(ChoosingPage):
    name = "exhibition.map"
    tap: ClassVar[str] = "map"
    places = Places(*sizes.ROW, sizes.ROW_LARGE, down_first=True)
    always_acts = True

    def __init__(self, flow: MapTaps) -> None:
        super().__init__()
        self._flow = flow
        self.drop = sizes.drop(look.theme())
        self._pane = PicturePane(None if look.landscape() else _words_room())
        self._view: MapView | None = None
        self._above: _Above | None = None  # on an upright page
        self._legend_below: tuple[Mark, ...] = ()
        self._legend: Widget | None = None
        self._legend_marks: tuple[Mark, ...] = ()
        if look.landscape():
            self._pane.size = sizes.picture_room(look.theme())
            self.add_widget(self._pane)

    def on_back(self) -> bool:
        return self._flow.back()

    def leave(self) -> None:
        self._pane.drop()

    def show(self, view: MapView) -> None:
        self._view = view
        self.choose_from([place.unplaced for place in view.places], view.at, self._row, self._flow.choose)
        below = not look.large() and (self.pages > 1 or len(view.marks) > IN_HEAD)
        self._show_head(view, below)
        shown = [view.places[number] for number in self.shown]
        if look.landscape():
            self._show_lying(view, shown, below)
        else:
            self._show_upright(view, shown, below)
        self._act(view.chosen)

    def list_room(self, *, acts: bool) -> tuple[int, int]:
        return sizes.places_room(look.theme())

    # -- above --------------------------------------------------------------------------------------------------------

    def _show_head(self, view: MapView, below: bool) -> None:
        if self.pages > 1:
            self.head(view.title, exhibits.page_of(self.page, self.pages))
        elif below or look.large():
            self.head(view.title)
        else:
            self.head(view.title, self._legend_of(view))

    def _legend_of(self, view: MapView) -> Widget:
        """The same one as long as the marks are the same: the head asks whether it is."""
        if self._legend is None or self._legend_marks != view.marks:
            self._legend_marks, self._legend = view.marks, _legend(view)
        return self._legend

    def _show_lying(self, view: MapView, shown: list[PlaceView], below: bool) -> None:
        self._pane.show(view, shown)
        wide, high = sizes.card_room(look.theme(), legend=below)
        said = (view.chosen.unplaced, view.marks if below else ())

        def draw() -> Widget:
            card = in_brief(view.chosen, wide, high, across=False)
            return Column(card, *([_legend(view)] if below else []), gap=0)

        self.tell(said, draw)

    def _show_upright(self, view: MapView, shown: list[PlaceView], below: bool) -> None:
        marks = view.marks if below else ()
        if self._above is None:
            self._above = _Above(self._pane, *self.chosen_room)
        if marks != self._legend_below or not self.above.children:
            self._legend_below = marks
            self.above.clear_widgets()
            self.above.spacing = 0
            for part in (self._above, *([_legend(view)] if below else [])):
                self.above.add_widget(part)
        self._above.show(view, shown)

    # -- below --------------------------------------------------------------------------------------------------------

    def _row(self, number: int) -> ChoiceRow:
        assert self._view
        place = self._view.places[number]
        slot = max(sizes.mark_size(look.theme(), one.mark, one.number)[0] for one in self._view.places)
        end = words.RIGHT_HERE if place.is_here else words.minutes(place.minutes) if place.minutes is not None else ""
        return ChoiceRow(
            place.name, lead=Slot(DrawnMark(place.mark, place.number), slot), caret=False,
            end="" if look.large() and look.landscape() else end, **choice_tap(self._flow.choose, self.tap, number),
        )  # fmt: skip

    def _act(self, chosen: PlaceView) -> None:
        if not self.acts_anew(chosen.says_more):
            return
        go = PushButton(
            words.HOW_TO_GET_THERE if chosen.says_more else words.NO_WAY_TOLD, self._flow.how_to_get_there,
            tap=f"{self.tap}.way", kind="primary", icon="signpost", off=not chosen.says_more,
        )  # fmt: skip
        turning = [] if self.pages < 2 else [
            PushButton(exhibits.PREVIOUS_PAGE, partial(self._turn, -1), tap=f"{self.tap}.previous", off=self.page == 0),
            PushButton(
                exhibits.NEXT_PAGE, partial(self._turn, 1), tap=f"{self.tap}.next", off=self.page + 1 >= self.pages
            ),
        ]  # fmt: skip
        if not look.landscape():
            self.set_actions(*turning, go)
            return
        for button in turning:
            button.size_hint_x, button.width = None, button.natural_width
        row = Row(*turning, go, gap=Air.M, size_hint_y=None, height=go.height)
        self.set_actions(row)

    def _place_landscape(self, left: float, inner: float) -> None:
        theme = look.theme()
        gap, wide = look.px(CARD_GAP), look.px(sizes.COLUMN)
        floor, ceiling = self.y + gap, (self.y + self.height) - below_header(theme)
        line, button = self._divide(ceiling), look.px(theme.spaces.button)
        above, column = line + above_line(theme), left + inner - wide
        self.speak.pos, self.speak.size = (column, above), (wide, max(0, ceiling - above))
        self.body.pos = column, floor + button + gap
        self.body.size = wide, max(0, line - floor - button - gap)
        self.actions.pos, self.actions.size = (column, floor), (wide, button)
        self._pane.pos = left, ceiling - self._pane.height


class FloorPlanPage(MapPage):
    name = "exhibition.floor_plan"
    tap = "floor"


class _Above(FloatLayout):
    """The pane, and what is said of the chosen one over it, beside it or under it."""

    def __init__(self, pane: PicturePane, wide: int, high: int) -> None:
        super().__init__(size=(wide, high))
        self._pane = pane
        self._shown: tuple[MapView, list[PlaceView]] | None = None
        self._card: Card | None = None
        self._at, self._said = Rect(0, 0, 0, 0), ()  # type: tuple[Rect, tuple[object, ...]]
        self.add_widget(pane)
        self.bind(pos=self._place, size=self._fit)

    def show(self, view: MapView, shown: list[PlaceView]) -> None:
        self._shown = view, shown
        self._fit()

    def _fit(self, *_: object) -> None:
        if self._shown is None:
            return
        view, shown = self._shown
        self._pane.size = self.size
        laid = self._pane.show(view, shown)
        told = None if view.is_coming and laid.picture is None else laid.words
        if (view.chosen.unplaced, told, laid.across) != self._said:
            self._said = view.chosen.unplaced, told, laid.across
            if self._card:
                self.remove_widget(self._card)
                self._card = None
            if told:
                self._at = told
                self._card = in_brief(view.chosen, told.wide, told.high, across=laid.across)
                self._card.size_hint = (None, None)
                self.add_widget(self._card)
        self._place()

    def _place(self, *_: object) -> None:
        self._pane.pos = self.pos
        if self._card:
            self._card.size = self._at.wide, self._at.high
            self._card.pos = self.x + self._at.x, self.y + self.height - self._at.y - self._at.high


def _words_room() -> Words:
    large = look.large()
    card = sizes.CARD_LARGE if large else sizes.CARD
    return Words(
        (look.px(card[0]), look.px(card[1])), look.px(sizes.STRIP_LARGE if large else sizes.STRIP),
        look.px(sizes.SIDE_WIDE), look.px(Air.L),
    )  # fmt: skip


def _legend(view: MapView) -> Row:
    parts: list[Widget] = []
    for mark in view.marks:
        parts += [DrawnMark(mark), Text(words.MARKS[mark.value], "note", fit=True)]
    row = Row(*parts, gap=Air.XS, size_hint=(None, None), height=look.px(sizes.LEGEND))
    row.bind(minimum_width=row.setter("width"))
    return row
