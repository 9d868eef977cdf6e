"""The board's header: seal, hall, 演示 and 演练, date and clock; and the strip below it while the hall is away."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.apps.board.screens.fitting import width_of
from kiosk.apps.board.views import AwayView, HeadView
from kiosk.ui import fonts, look
from kiosk.ui.tokens import Air, IconSize
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.frame.header import Seal
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.text import Text
from kiosk.ui.wrap import balance


class Head(Row):
    """One row; the parts are made anew only when hall or marks change, the clock in place."""

    def __init__(self) -> None:
        super().__init__(gap=Air.L, padding=(Air.XXL, 0), size_hint=(None, None))
        self._parts: tuple[object, ...] = ()
        self._name = Text("", "board_title", fit=True)
        self._day = Text("", "board_text", "ink_2", fit=True)
        self._clock = Text("", "board_figure", fit=True)
        self._view: HeadView | None = None
        self.bind(width=self._fit)

    def show(self, view: HeadView) -> None:
        self._view = view
        self._day.text, self._clock.text = view.day, view.clock
        parts = (view.marks, view.silent)
        if parts != self._parts:
            self._parts = parts
            self._fill(view)
        self._fit()

    def _fill(self, view: HeadView) -> None:
        self.clear_widgets()
        marks = [Chip(mark, "gold" if place else "plain", token="board_note") for place, mark in enumerate(view.marks)]
        silent = [Chip(view.silent, "warn", "speaker-slash", token="board_note")] if view.silent else []
        parts: tuple[Widget, ...] = (Seal(), self._name, *marks, Gap(), *silent, self._day, self._clock)
        for part in parts:
            if part.size_hint_y is None:
                part.pos_hint = {"center_y": 0.5}
            self.add_widget(part)

    def _fit(self, *_: object) -> None:
        """The hall's whole name where there is room for it, else the short one, else smaller and in two lines."""
        if self._view is None:
            return
        taken = sum(part.width for part in self.children if part is not self._name and part.size_hint_x is None)
        room = self.width - taken - look.px(2 * Air.XXL + Air.L * len(self.children))
        names, small = (self._view.hall, self._view.short), look.text_px("board_note")
        sizes = [(token, name) for token in ("board_title", "board_note") for name in names]
        fits = (pair for pair in sizes if width_of(pair[1], pair[0], bold=True, serif=True) <= room)
        token, name = next(fits, ("board_note", "\n".join(balance(names[1], room, fonts.widths("serif", small)))))
        self._name.set_token(token)
        self._name.text = name


class Away(Card):
    """暂时连不上, of when the rest is, how long ago, and what to do."""

    def __init__(self) -> None:
        self._said = Text("", "board_text", bold=True, fit=True)
        self._age = Text("", "board_text", "ink_2", fit=True)
        self._advice = Text("", "board_text", fit=True)
        super().__init__(
            Icon("warning", IconSize.L, "warn"), self._said, self._age, Gap(), self._advice,
            fill="warn_tint", edge="warn_edge", lift=False, across=True, padding=(Air.XL, 0), gap=Air.L,
            size_hint=(None, None),
        )  # fmt: skip
        self.bind(width=self._fit)

    def show(self, view: AwayView) -> None:
        self._said.text, self._age.text, self._advice.text = view.said, view.age, view.advice
        self._fit()

    def _fit(self, *_: object) -> None:
        """On a narrow panel the advice gives way first: the foot gives some as well."""
        taken = look.px(2 * Air.XL + IconSize.L + 4 * Air.L) + self._said.width + self._age.width
        room = self.width - taken
        self._advice.opacity = 1 if self._advice.width <= room else 0
