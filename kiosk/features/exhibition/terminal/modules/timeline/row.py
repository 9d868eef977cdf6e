"""One entry of the line: its mark on it, when it was, what it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.graphics import Color, Rectangle, SmoothEllipse
from kivy.uix.widget import Widget

from content.kinds.timeline import Entry
from kiosk.features.exhibition.terminal.modules.timeline import words
from kiosk.features.exhibition.terminal.modules.timeline.sizes import DOT, LINE, RING, WHEN_WIDE, WHEN_WIDE_LARGE
from kiosk.ui import look
from kiosk.ui.tokens import Air, Inside
from kiosk.ui.widgets.choice import Choice
from kiosk.ui.widgets.layout import Column
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Text


class EntryRow(Choice):
    """`ends`: nothing comes before it, nothing after it."""

    def __init__(
        self, entry: Entry, ends: tuple[bool, bool], *, tap: str, on_tap: Callable[[], None], **rest: Any
    ) -> None:
        self._mark = _Mark(*ends)
        self._title = Name(entry.title, ("body", "note"), lines=2, pos_hint={"center_y": 0.5})
        when = entry.when
        year = Text(words.year_of(when.year), "label")
        day = Text(words.day_of(when.month, when.day), "note", "ink_2")
        wide = look.px(WHEN_WIDE_LARGE if look.large() else WHEN_WIDE)
        told = Column(year, *([day] if day.text else []), gap=0, fit=True, pos_hint={"center_y": 0.5},
                      size_hint_x=None, width=wide)  # fmt: skip
        super().__init__(
            self._mark, told, self._title, tap=tap, on_tap=on_tap, across=True, padding=(Inside.HIGH, 0), gap=Air.L,
            inks=((year, "ink"), (day, "ink_2"), (self._title, "ink")), **rest,
        )  # fmt: skip

    def _paint(self, *_: object) -> None:
        super()._paint()
        self._mark.paint(self.chosen)


class _Mark(Widget):
    """A ring on the line, filled for the chosen one; the line leaves the row above and below it."""

    spoken = ""

    def __init__(self, first: bool, last: bool) -> None:
        side = look.px(DOT)
        super().__init__(size_hint=(None, 1), width=side)
        self._ends = first, last
        with self.canvas:
            Color(*look.color("gold_line"))
            self._line = Rectangle()
            self._ring_color = Color()
            self._ring = SmoothEllipse(size=(side, side))
            self._fill_color = Color()
            self._fill = SmoothEllipse()
        self.bind(pos=self._place, size=self._place)

    def paint(self, chosen: bool) -> None:
        self._ring_color.rgba = look.color("primary" if chosen else "gold_line")
        self._fill_color.rgba = look.color("primary" if chosen else "surface")

    def _place(self, *_: object) -> None:
        side, ring, thick, gap = (look.px(one) for one in (DOT, RING, LINE, look.theme().spaces.gap))
        middle = self.y + self.height / 2
        first, last = self._ends
        low = middle if last else self.y - gap / 2
        high = middle if first else self.y + self.height + gap / 2
        self._line.pos, self._line.size = (self.x + (side - thick) / 2, low), (thick, max(0, high - low))
        self._ring.pos = (self.x, middle - side / 2)
        self._fill.pos, self._fill.size = (self.x + ring, middle - side / 2 + ring), (side - 2 * ring, side - 2 * ring)
