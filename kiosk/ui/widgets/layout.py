"""Rows, columns and layers with spaces in design pixels."""

from __future__ import annotations

from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import Air

Padding = int | tuple[int, int] | tuple[int, int, int, int]


def padding_px(padding: Padding) -> list[int]:
    """dpx for all sides, (x, y) or (left, top, right, bottom) -> Kivy's list in pixels."""
    sides = padding if isinstance(padding, tuple) else (padding,) * 4
    if len(sides) == 2:
        sides = (sides[0], sides[1], sides[0], sides[1])
    return [look.px(side) for side in sides]


class Row(BoxLayout):
    """Children side by side, centred on the row's middle unless they fill its height. `gap` and `padding` in dpx."""

    def __init__(self, *children: Widget, gap: int = Air.M, padding: Padding = 0, **rest: Any) -> None:
        super().__init__(orientation="horizontal", spacing=look.px(gap), padding=padding_px(padding), **rest)
        for child in children:
            if child.size_hint_y is None and not child.pos_hint:
                child.pos_hint = {"center_y": 0.5}
            self.add_widget(child)


class Column(BoxLayout):
    """Children from top to bottom. `fit` makes it as high as what it holds."""

    def __init__(
        self, *children: Widget, gap: int = Air.M, padding: Padding = 0, fit: bool = False, **rest: Any
    ) -> None:
        super().__init__(orientation="vertical", spacing=look.px(gap), padding=padding_px(padding), **rest)
        if fit:
            self.size_hint_y = None
            self.bind(minimum_height=self.setter("height"))
        for child in children:
            self.add_widget(child)


class Layers(FloatLayout):
    """Children over one another, each placed by its own size and pos hints."""

    def __init__(self, *children: Widget, **rest: Any) -> None:
        super().__init__(**rest)
        for child in children:
            if not child.pos_hint:
                child.pos_hint = {"x": 0, "y": 0}
            self.add_widget(child)


class Gap(Widget):
    """Nothing: `size` dpx of room, or all the room that is left."""

    spoken = ""

    def __init__(self, size: int | None = None) -> None:
        super().__init__()
        if size is not None:
            self.size_hint = (None, None)
            self.size = (look.px(size), look.px(size))
