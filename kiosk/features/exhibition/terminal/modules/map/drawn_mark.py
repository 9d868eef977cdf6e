"""The mark of a place: a shape and a colour of its own, and the number that it has in the list."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, SmoothEllipse, SmoothQuad, SmoothRoundedRectangle
from kivy.uix.widget import Widget

from content.kinds.marks import Mark
from kiosk.features.exhibition.terminal.modules.map.sizes import LONG, mark_size
from kiosk.ui import look
from kiosk.ui.tokens import Air, IconSize, Stroke
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Layers, Row
from kiosk.ui.widgets.text import Text

# shape, fill, ink
LOOKS = {
    Mark.CENTER: ("square", "primary", "on_primary"), Mark.STATION: ("circle", "gold_ink", "ground"),
    Mark.POINT: ("diamond", "pine_ink", "ground"), Mark.WINDOW: ("circle", "primary", "on_primary"),
    Mark.ROOM: ("square", "pine_ink", "ground"), Mark.DESK: ("diamond", "gold_ink", "ground"),
    **dict.fromkeys((Mark.LIFT, Mark.STAIRS, Mark.TOILET, Mark.EXIT), ("pill", "ink", "ground")),
}  # fmt: skip
ICONS = {Mark.STAIRS: "stairs", Mark.TOILET: "toilet", Mark.EXIT: "sign-out"}


class DrawnMark(Layers):
    """`number` 0: without one, for a legend."""

    def __init__(self, mark: Mark, number: int = 0, **rest: Any) -> None:
        self._shape, fill, ink = LOOKS[mark]
        super().__init__(size_hint=(None, None), size=mark_size(look.theme(), mark, number), **rest)
        with self.canvas.before:
            Color(*look.color("ground"))
            self._rim = self._drawn()
            Color(*look.color(fill))
            self._inner = self._drawn()
        said = str(number) if number else ""
        side = IconSize.S if number else IconSize.TICK
        parts: list[Widget] = [*([_lift(ink, side)] if mark is Mark.LIFT else []), *_icon(mark, ink, side)]
        if said:
            parts.append(Text(said, self._token(number), ink, bold=True, fit=True))
        row = Row(Gap(), *parts, Gap(), gap=Air.XXS) if len(parts) > 1 else Row(Gap(), *parts, Gap(), gap=0)
        row.pos_hint = {"x": 0, "y": 0}
        self.add_widget(row)
        self.bind(pos=self._place, size=self._place)
        self._place()

    def _token(self, number: int) -> str:
        return "note" if self._shape == "diamond" else "body" if self._shape == "pill" or number >= LONG else "label"

    def _drawn(self) -> Any:
        shapes = {"circle": SmoothEllipse, "diamond": SmoothQuad}
        return shapes.get(self._shape, SmoothRoundedRectangle)()

    def _place(self, *_: object) -> None:
        for shape, inset in ((self._rim, 0), (self._inner, look.px(Stroke.MAIN))):
            x, y, wide, high = self.x + inset, self.y + inset, self.width - 2 * inset, self.height - 2 * inset
            if self._shape == "diamond":
                shape.points = [x + wide / 2, y, x + wide, y + high / 2, x + wide / 2, y + high, x, y + high / 2]
                continue
            shape.pos, shape.size = (x, y), (wide, high)
            if self._shape != "circle":
                shape.radius = [high / 2 if self._shape == "pill" else look.px(Air.S)]


def _icon(mark: Mark, ink: str, side: int) -> list[Icon]:
    return [Icon(ICONS[mark], side, ink)] if mark in ICONS else []


def _lift(ink: str, side: int) -> Column:
    """Up and down."""
    up, down = (Icon(name, side // 2, ink) for name in ("caret-up", "caret-down"))
    column = Column(up, down, gap=0, size_hint=(None, None))
    column.size = (up.width, up.height + down.height)
    return column


class Slot(Row):
    """The mark in the middle of a width that every row of a list gives it."""

    def __init__(self, mark: DrawnMark, wide: int) -> None:
        super().__init__(Gap(), mark, Gap(), gap=0, size_hint=(None, None), size=(wide, mark.height))
