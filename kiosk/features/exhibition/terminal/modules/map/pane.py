"""The picture with its marks. It is never touched: a place is chosen from the list, and stands out here by a ring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.graphics import Color, SmoothEllipse, SmoothLine, SmoothTriangle
from kivy.graphics.texture import Texture
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.features.exhibition.rules.marks import Rect
from kiosk.features.exhibition.terminal.modules.map import words
from kiosk.features.exhibition.terminal.modules.map.drawn_mark import DrawnMark
from kiosk.features.exhibition.terminal.modules.map.layout import Laid, Marked, Words, laid_out, with_others
from kiosk.features.exhibition.terminal.modules.map.sizes import (
    BETWEEN,
    BUBBLE_HIGH,
    BUBBLE_SIDE,
    DOT,
    POINTER,
    RING_OFF,
    mark_size,
)
from kiosk.features.exhibition.terminal.modules.map.views import MapView, PlaceView
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.texture_upload import Upload
from kiosk.ui.tokens import CARD_RADIUS, Air, Stroke
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text


class PicturePane(FloatLayout):
    """As large as it is told. `words` None: what is said of the chosen one stands elsewhere."""

    spoken = ""

    def __init__(self, words_room: Words | None, **rest: Any) -> None:
        super().__init__(size_hint=(None, None), **rest)
        self._words = words_room
        self._picture = Picture(size_hint=(None, None), radius=(CARD_RADIUS,) * 4)
        self._frame: Frame | None = None
        self._upload: Upload | None = None
        self._marks: dict[int, DrawnMark] = {}
        self._bubble: _Bubble | None = None
        self._none: Flat | None = None
        self._laid = Laid(None)
        self._drawn: tuple[object, ...] = ()
        self._names: tuple[PlaceView, ...] = ()
        self._chosen = 0
        self.add_widget(self._picture)
        with self.canvas.after:
            self._halo = Color(*look.color("ground"))
            self._halo_line = SmoothLine(width=look.px(Stroke.CHOSEN))
            self._ring = Color(*look.color("ink"))
            self._ring_line = SmoothLine(width=look.px(Stroke.EDGE))
        self.bind(pos=self._place)

    @property
    def laid(self) -> Laid:
        return self._laid

    def show(self, view: MapView, shown: Sequence[PlaceView]) -> Laid:
        """Mark these, and the others where they have room; ring the chosen one. It is told where the words about it
        have room."""
        here = next((place for place in view.places if place.is_here), None)
        places = [*shown, *([here] if here and here not in shown else [])]
        marked, others = (
            [place for place in some if place.at and place.picture == view.chosen.picture]
            for some in (places, [place for place in view.places if place not in places])
        )
        names = tuple(place.unplaced for place in places)
        if view.is_coming and names == self._names and self._laid.picture:  # the same again: only its pixels come anew
            self._load(None)
            self._ring_at(view.chosen.number)
            return self._laid
        shape = (view.picture.width, view.picture.height) if view.picture else None
        self._say_none(shape is None and not view.is_coming and self._words is None)
        drawn = (shape, tuple(marked), tuple(others), tuple(self.size))
        if drawn != self._drawn:
            self._drawn, self._names = drawn, names
            self._lay_out(shape, marked, others)
        self._load(view.picture)
        self._ring_at(view.chosen.number)
        return self._laid

    def _ring_at(self, number: int) -> None:
        self._chosen = number
        self._place()

    def _say_none(self, missing: bool) -> None:
        """Where nothing else would stand in its place."""
        if missing and self._none is None:
            self._none = Flat(Gap(), Text(words.NO_PICTURE, "body", "ink_2", halign="center"), Gap(), padding=Air.L)
            self._none.size_hint = (None, None)
            self.add_widget(self._none)
        elif not missing and self._none is not None:
            self.remove_widget(self._none)
            self._none = None

    def drop(self) -> None:
        """Keep no picture of a page that is not in front; the marks stay."""
        if self._upload:
            self._upload.cancel()
        self._upload = self._frame = self._picture.texture = None

    def _load(self, frame: Frame | None) -> None:
        if frame is self._frame:
            return
        self.drop()
        self._frame = frame
        if frame is not None:
            self._upload = Upload(frame, self._loaded)

    def _loaded(self, texture: Texture) -> None:
        self._picture.texture = texture

    def _lay_out(
        self, shape: tuple[int, int] | None, places: Sequence[PlaceView], others: Sequence[PlaceView]
    ) -> None:  # fmt: skip
        for widget in (*self._marks.values(), *([self._bubble] if self._bubble else [])):
            self.remove_widget(widget)
        self._marks, self._bubble = {}, None
        theme = look.theme()
        marked, beside_them = (
            [Marked(one.number, one.at, mark_size(theme, one.mark, one.number)) for one in some if one.at]
            for some in (places, others)
        )
        here = next((place.number for place in places if place.is_here), 0)
        bubble = _Bubble() if here else None
        size = (bubble.width, bubble.height) if bubble else (0.0, 0.0)
        laid = laid_out(tuple(self.size), shape, marked, theme.px(BETWEEN), here, size, self._words)
        self._laid = with_others(laid, beside_them)
        drawn = [one for one in (*places, *others) if one.number in self._laid.marks]
        self._marks = {place.number: DrawnMark(place.mark, place.number) for place in drawn}
        for mark in self._marks.values():
            self.add_widget(mark)
        if bubble and self._laid.bubble:
            self._bubble = bubble
            self.add_widget(bubble)
        self._draw_leads()

    def _draw_leads(self) -> None:
        """From a mark that gave way to its place."""
        self._picture.canvas.after.clear()
        with self._picture.canvas.after:
            for number, (x, y) in self._laid.points.items():
                at, end = self._up(x, y), self._up(*self._laid.marks[number].centre)
                for role, width in (("ground", Stroke.CHOSEN), ("ink", Stroke.EDGE)):
                    Color(*look.color(role))
                    SmoothLine(points=[*at, *end], width=look.px(width) / 2)
                side = look.px(DOT)
                SmoothEllipse(pos=(at[0] - side / 2, at[1] - side / 2), size=(side, side))

    def _up(self, x: float, y: float) -> tuple[float, float]:
        """From the upper left, y down, to the window's."""
        return self.x + x, self.y + self.height - y

    def _put(self, widget: Widget, rect: Rect) -> None:
        widget.size = rect.wide, rect.high
        widget.pos = self.x + rect.x, self.y + self.height - rect.y - rect.high

    def _place(self, *_: object) -> None:
        laid = self._laid
        if self._none:
            self._none.pos, self._none.size = self.pos, self.size
        if laid.picture:
            self._put(self._picture, laid.picture)
        for number, mark in self._marks.items():
            self._put(mark, laid.marks[number])
        if self._bubble and laid.bubble:
            self._put(self._bubble, laid.bubble)
            here = next((rect for number, rect in laid.marks.items() if number == self._here(laid)), None)
            self._bubble.point_at(here, laid.bubble)
        self._draw_leads()
        chosen = laid.marks.get(self._chosen)
        self._halo.a = self._ring.a = 1.0 if chosen else 0.0
        if chosen:
            off = look.px(RING_OFF)
            wide, high = chosen.wide + 2 * off, chosen.high + 2 * off
            x, y = self.x + chosen.x - off, self.y + self.height - chosen.y - chosen.high - off
            for line in (self._halo_line, self._ring_line):
                line.rounded_rectangle = (x, y, wide, high, min(wide, high) / 2)

    def _here(self, laid: Laid) -> int:
        """The mark next to the bubble: it was laid out first."""
        return next(iter(laid.marks), 0)


class _Bubble(Card):
    """您在这里, pointing at its mark."""

    def __init__(self) -> None:
        text = Text(words.YOU_ARE_HERE, "label", "ground", fit=True)
        super().__init__(
            Row(Gap(), text, Gap(), gap=0), fill="ink", lift=False, size_hint=(None, None),
            size=(text.width + look.px(2 * BUBBLE_SIDE), look.icon_px(BUBBLE_HIGH)),
        )  # fmt: skip
        with self.canvas.before:
            Color(*look.color("ink"))
            self._pointer = SmoothTriangle()

    def point_at(self, mark: Rect | None, own: Rect) -> None:
        """Both from the upper left of the pane."""
        if mark is None:
            return
        side = look.px(POINTER)
        x, y = self.center
        across, down = mark.centre[0] - own.centre[0], mark.centre[1] - own.centre[1]
        if abs(down) * self.width >= abs(across) * self.height:  # above or below
            edge, tip = (self.y, self.y - side) if down > 0 else (self.top, self.top + side)
            middle = min(max(x + across, self.x + 2 * side), self.right - 2 * side)
            self._pointer.points = [middle - side, edge, middle + side, edge, middle, tip]
        else:
            edge, tip = (self.right, self.right + side) if across > 0 else (self.x, self.x - side)
            self._pointer.points = [edge, y - side, edge, y + side, tip, y]
