"""The header: seal, hall name, 演示, network, clock. It speaks and is never touched."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Mesh, Rectangle, SmoothRoundedRectangle
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.ui import language, look, words
from kiosk.ui.tokens import ROW_GAP, Air, IconSize
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.name import Name, NameRow
from kiosk.ui.widgets.text import Text

SEAL = 64  # dpx
# The seal's roof and three pillars in a 64 x 64 box, y downwards: triangles as x, y pairs.
_ROOF = ((10, 29), (32, 13), (54, 29), (50.6, 33.6), (32, 20.2), (13.4, 33.6))
_ROOF_TRIANGLES = (0, 1, 4, 0, 4, 5, 1, 2, 3, 1, 3, 4)
_PILLARS = (18, 29, 40)
OVER_PICTURE = 0.9  # share of the ground over a slide: words keep 4.5:1 on black, and one sees that there is a slide
NAME_LIMIT = 12  # characters; a longer hall name gives way to its short name


class Seal(Widget):
    """The project's mark, drawn so that it follows palette and panel."""

    spoken = ""

    def __init__(self, side: int = SEAL) -> None:
        super().__init__(size_hint=(None, None), size=(look.px(side), look.px(side)))
        self.bind(pos=self._draw)
        self._draw()

    def _draw(self, *_: object) -> None:
        k = self.width / SEAL
        self.canvas.clear()
        with self.canvas:
            Color(*look.color("primary"))
            SmoothRoundedRectangle(pos=self.pos, size=self.size, radius=[14 * k])
            Color(*look.color("on_primary"))
            points = [v for x, y in _ROOF for v in (self.x + x * k, (self.y + self.height) - y * k, 0, 0)]
            Mesh(vertices=points, indices=list(_ROOF_TRIANGLES), mode="triangles")
            for x in _PILLARS:
                SmoothRoundedRectangle(
                    pos=(self.x + x * k, (self.y + self.height) - 51 * k), size=(6 * k, 15 * k), radius=[1]
                )


class Header(NameRow):
    """Set `clock` (HH:MM) and `online`; both change in place. `over` a picture it brings a ground of its own."""

    clock = StringProperty("")
    online = BooleanProperty(True)
    over = BooleanProperty(False)

    def __init__(self, hall_name: str, short_name: str = "", *, demo: bool = False, **rest: Any) -> None:
        name = short_name if short_name and len(hall_name) > NAME_LIMIT else hall_name
        if (said := language.named(hall_name)) != hall_name:
            name = said
        self._clock = Text("", "title", fit=True)
        self._net_icon = Icon("wifi-high", IconSize.CHIP, "ok_ink", bold=True)
        self._online_word = words.ONLINE if look.landscape() or not look.large() else ""  # else the name needs the room
        self._net_word = Text(self._online_word, "note", "ok_ink", fit=True)
        chip = [Chip(words.DEMO, "plain")] if demo else []
        net = Row(self._net_icon, self._net_word, gap=Air.XS, size_hint=(None, 1))
        net.bind(minimum_width=net.setter("width"))
        super().__init__(
            Seal(), Name(name, ("label", "body", "note"), serif=True), *chip, Gap(), net, self._clock,
            gap=ROW_GAP, padding=(look.theme().spaces.margin, 0), size_hint_y=None,
            height=look.px(look.theme().spaces.header), **rest,
        )  # fmt: skip
        with self.canvas.before:
            self._ground_color = Color(*look.color("ground"))
            self._ground = Rectangle()
        self._ground_color.a = 0
        self.bind(clock=self._show_clock, online=self._show_net, over=self._lay_ground)
        self.bind(pos=self._lay_ground, size=self._lay_ground)

    def _lay_ground(self, *_: object) -> None:
        self._ground_color.a = OVER_PICTURE if self.over else 0
        self._ground.pos, self._ground.size = self.pos, self.size

    def _show_clock(self, *_: object) -> None:
        self._clock.text = self.clock

    def _show_net(self, *_: object) -> None:
        role = "ok_ink" if self.online else "warn"
        self._net_icon.name = "wifi-high" if self.online else "wifi-slash"
        self._net_word.text = self._online_word if self.online else words.OFFLINE
        self._net_icon.role = self._net_word.role = role
