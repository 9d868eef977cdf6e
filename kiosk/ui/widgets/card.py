"""A surface: card (lifted), flat (sunken) or tinted panel with an outline. Holds its children in a column or row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import CARD_RADIUS, HERO_RADIUS, Air, Stroke
from kiosk.ui.widgets.layout import Padding, padding_px

Builder.load_file(str(Path(__file__).with_suffix(".kv")))

SHADOW_MARGIN = 28  # dpx the 9-patch reaches beyond the card


class Card(BoxLayout):
    """`fill`, `edge` are roles; `border`, `radius` dpx. High contrast outlines every card instead of lifting it."""

    fill = StringProperty("surface")
    edge = StringProperty("")
    border = NumericProperty(0)
    radius = NumericProperty(0)
    lift = BooleanProperty(True)
    shadow = StringProperty("")
    shadow_border = ListProperty([0, 0, 0, 0])
    shadow_display = ListProperty([0, 0, 0, 0])
    shadow_grow = NumericProperty(0)

    def __init__(
        self,
        *children: Widget,
        fill: str = "surface",
        edge: str = "",
        border: int = Stroke.EDGE,
        radius: int = CARD_RADIUS,
        lift: bool = True,
        gap: int = Air.M,
        padding: Padding = 0,
        across: bool = False,
        **rest: Any,
    ) -> None:
        if look.contrast() and not edge:
            edge = "edge" if lift else "line"
        hero = radius > CARD_RADIUS
        self.shadow = look.asset("shadow_e1_hero" if hero else "shadow_e1")
        corner = SHADOW_MARGIN + (HERO_RADIUS if hero else CARD_RADIUS) + Air.XXS
        self.shadow_border = [corner] * 4
        self.shadow_display = [look.px(corner)] * 4
        self.shadow_grow = look.px(SHADOW_MARGIN)
        self.fill, self.edge, self.lift = fill, edge, lift
        self.border, self.radius = look.px(border) if edge else 0, look.px(radius)
        super().__init__(
            orientation="horizontal" if across else "vertical",
            spacing=look.px(gap),
            padding=padding_px(padding),
            **rest,
        )
        for child in children:
            if across and child.size_hint_y is None and not child.pos_hint:
                child.pos_hint = {"center_y": 0.5}
            self.add_widget(child)


class Flat(Card):
    """A sunken surface that is only read: state, hints."""

    def __init__(self, *children: Widget, fill: str = "sunken", **rest: Any) -> None:
        super().__init__(*children, fill=fill, lift=False, **rest)
