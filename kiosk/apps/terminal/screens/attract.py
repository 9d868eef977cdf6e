"""The attract loop: slides above, one invitation below. A touch anywhere begins a visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kivy.input import MotionEvent

from kiosk.apps.terminal import sizes, words
from kiosk.apps.terminal.views import AttractView
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.places import UNDER_PANEL
from kiosk.ui.tokens import HERO_RADIUS, Air, High, IconSize
from kiosk.ui.touch import HAND
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text

if TYPE_CHECKING:
    from kiosk.ui.playing import Playing


class Attract(Page):
    """`player` draws the slides; `begin` starts the visit, `at_slide` where the slide was touched and not the panel."""

    name = "attract"
    bare = True
    split = False
    action_band = False

    def __init__(
        self, begin: Callable[[], None], player: Playing | None, at_slide: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        self._begin, self._at_slide = begin, at_slide or begin
        self._player = player
        self._slides = player or Picture("slide_lane", "cover")
        if self._slides.parent:
            self._slides.parent.remove_widget(self._slides)
        self._slides.size_hint = (None, None)
        self.remove_widget(self.whole)
        self.remove_widget(self.actions)
        self._panel = Card(
            fill="ground",
            lift=False,
            radius=sizes.PANEL_ROUND,
            padding=(Air.XXL, Air.XXL, Air.XXL, Air.M),
            gap=Air.L,
            size_hint=(None, None),
        )
        self._can = Row(gap=0)
        self._fill_panel()
        self.add_widget(self._slides)
        self.add_widget(self._panel)

    def _fill_panel(self) -> None:
        self._call = Card(
            Gap(), Icon("hand-tap", IconSize.XXL, "on_primary"), Text(words.START, "hero", "on_primary", fit=True),
            Gap(),
            fill="primary", radius=HERO_RADIUS, across=True, gap=Air.XL, size_hint_y=None, height=look.px(High.BLOCK),
        )  # fmt: skip
        icon = Icon("hand-waving", IconSize.S, "ink_2")
        hint = Row(Gap(), icon, Text(words.ATTRACT_HELP, "note", "ink_2", fit=True), Gap(), gap=Air.S)
        hint.size_hint_y, hint.height = None, look.px(High.NOTE)
        if look.landscape():
            self._panel.add_widget(Row(self._call, self._can, gap=Air.XXL))
            self._panel.add_widget(hint)
            return
        for part in (self._call, self._can, hint):
            self._panel.add_widget(part)

    def show(self, view: AttractView | None) -> None:
        if view is None or self._can.children:
            return
        for icon, can in view.can:
            mark = Icon(icon, IconSize.L, "pine", pos_hint={"center_x": 0.5})
            self._can.add_widget(Column(Gap(), mark, Text(can, "body", halign="center"), Gap(), gap=Air.XS))

    def enter(self) -> None:
        if self._player:
            self._player.start()

    def leave(self) -> None:
        if self._player:
            self._player.stop()

    def _place(self, *_: object) -> None:
        high = look.px(sizes.PANEL_LYING if look.landscape() else sizes.PANEL)
        if not hasattr(self, "_panel"):
            return
        self._panel.pos, self._panel.size = (
            (self.x, self.y - look.px(sizes.PANEL_ROUND)),
            (self.width, high + look.px(sizes.PANEL_ROUND)),
        )
        self._panel.padding = [look.px(n) for n in sizes.PANEL_PADDING]
        over = look.px(UNDER_PANEL)
        self._slides.pos = (self.x, self.y + high - over)
        self._slides.size = (self.width, self.height - high + over)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if HAND.take(touch):
            touch.grab(self)
            self._call.fill = "primary_down"
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return True
        touch.ungrab(self)
        self._call.fill = "primary"
        counts = HAND.holds(touch)
        HAND.let_go(touch)
        if counts:
            on_panel = self._panel.collide_point(*touch.pos)
            (self._begin if on_panel else self._at_slide)()
        return True
