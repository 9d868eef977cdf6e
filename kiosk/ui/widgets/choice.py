"""One of a list of which one is chosen: tinted, outlined and bold. As a row, and as a tile with a picture.

row = ChoiceRow("桥头站", end="走 6 分钟", lead=badge, tap="map.2", on_tap=…)
row.chosen = True           # painted anew; nothing is built
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.graphics.texture import Texture
from kivy.properties import BooleanProperty
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import Air, IconSize, Inside, Stroke
from kiosk.ui.voice import words as said
from kiosk.ui.voice.spoken_forms import tappable_form
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Layers, Row, padding_px
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import TapCard


class Choice(TapCard):
    """`inks`: the words that turn bold or change colour with the choice, each with its own role while it is not."""

    chosen = BooleanProperty(False)

    def __init__(
        self, *children: Widget, tap: str, on_tap: Callable[[], None], inks: tuple[tuple[Text, str], ...] = (),
        **rest: Any,
    ) -> None:  # fmt: skip
        self._inks = inks
        super().__init__(*children, tap=tap, on_tap=on_tap, down="sunken", **rest)
        self.bind(chosen=self._paint)
        self._paint()

    @property
    def spoken(self) -> str:
        """Its words, and whether it is the one."""
        return tappable_form(self, said.OPTION_STATES["chosen"] if self.chosen else "")

    def on_tap(self) -> None:
        if not self.chosen:
            super().on_tap()

    def _paint(self, *_: object) -> None:
        super()._paint()
        edge, border = ("primary", Stroke.CHOSEN) if self.chosen else ("edge" if look.contrast() else "", Stroke.EDGE)
        if self.chosen and not self.pressed:
            self.fill = "primary_tint"
        self.edge, self.border = edge, look.px(border) if edge else 0
        self.lift = not (self.pressed or self.chosen)
        for text, role in self._inks:
            text.role = "primary_ink" if self.chosen else role


class ChoiceRow(Choice):
    """`lead` (a number, a mark, a date) · title over a note · `end` in words. What has no room is cut: the chosen one
    is told in full above.
    """

    def __init__(
        self, title: str, note: str = "", *, tap: str, on_tap: Callable[[], None], lead: Widget | None = None,
        end: str = "", caret: bool = True, **rest: Any,
    ) -> None:  # fmt: skip
        self._title = Name(title, ("label", "body"), lines=2)
        self._note = Text(note, "note", "ink_2", max_lines=1)
        self._end = Text(end, "body", "ink_2", fit=True)
        words = self._words = Column(self._title, gap=0, fit=True, pos_hint={"center_y": 0.5})
        self._caret = Icon("caret-right", IconSize.CARET, "ink_2", bold=True)
        parts = [*([lead] if lead else []), words, *([self._end] if end else []), *([self._caret] if caret else [])]
        super().__init__(
            *parts, tap=tap, on_tap=on_tap, across=True, padding=(Inside.HIGH, 0), gap=Air.L,
            inks=((self._title, "ink"), (self._note, "ink_2"), (self._end, "ink_2")), **rest,
        )  # fmt: skip
        self.bind(height=self._fit)
        self._title.bind(height=self._fit)

    def _paint(self, *_: object) -> None:
        super()._paint()
        self._caret.opacity = float(not self.chosen)

    def _fit(self, *_: object) -> None:
        """The note goes where a row has no room for it."""
        fits = bool(self._note.text) and self._title.height + self._note.height <= self.height
        if fits and self._note.parent is None:
            self._words.add_widget(self._note)
        elif not fits:
            self._words.remove_widget(self._note)


class ChoiceTile(Choice):
    """A picture (an icon until there is one), a name, a note."""

    def __init__(
        self, title: str, note: str, icon: str, *, tap: str, on_tap: Callable[[], None], **rest: Any
    ) -> None:  # fmt: skip
        self.frame: object = None
        self._picture = Picture(mode="top")
        self._icon = Icon(icon, IconSize.HUGE, "ink_off", pos_hint={"center_x": 0.5, "center_y": 0.5})
        self._back = Layers(self._picture, Row(Gap(), self._icon, Gap(), pos_hint={"x": 0, "y": 0}))
        name = Name(title, ("label", "body", "note"), lines=3, halign="center")
        told = Text(note, "note", "ink_2", halign="center", max_lines=1)
        words = Column(name, *([told] if note else []), gap=0, fit=True, padding=(Air.S, Air.S, Air.S, Air.M))
        super().__init__(
            self._back, words, tap=tap, on_tap=on_tap, gap=0, inks=((name, "ink"), (told, "ink_2")), **rest
        )
        self._back.bind(height=self._show_icon)

    def show_picture(self, texture: Texture) -> None:
        self._picture.texture = texture
        self._show_icon()

    def drop_picture(self) -> None:
        self.frame = self._picture.texture = None
        self._show_icon()

    def _paint(self, *_: object) -> None:
        super()._paint()
        inset = Stroke.CHOSEN if self.chosen else Stroke.EDGE if look.contrast() else 0
        self.padding = padding_px((inset, inset, inset, 0))

    def _show_icon(self, *_: object) -> None:
        shown = self._picture.texture is None and self._back.height >= self._icon.height
        self._icon.opacity = float(shown)
