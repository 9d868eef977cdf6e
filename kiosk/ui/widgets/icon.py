"""An icon, always beside a word, and an icon in a tinted badge."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle, SmoothRoundedRectangle
from kivy.properties import StringProperty
from kivy.uix.widget import Widget

from kiosk.ui import fonts, look
from kiosk.ui.tokens import BadgeSide, IconSize, Stroke
from kiosk.ui.widgets.text import draw_line

TINTS = {
    "red": ("primary_tint", "primary"),
    "gold": ("gold_tint", "gold"),
    "pine": ("pine_tint", "pine"),
    "ok": ("ok_tint", "ok"),
    "warn": ("warn_tint", "warn"),
    "neutral": ("sunken", "ink_2"),
    "off": ("ground", "ink_2"),
}


class Icon(Widget):
    """Phosphor icon `name` (Fill; `bold` for arrows and marks) in a square of `size` dpx, in a role's colour."""

    spoken = ""  # always beside its word
    name = StringProperty("")
    role = StringProperty("ink")

    def __init__(
        self, name: str, size: int = IconSize.M, role: str = "ink", *, bold: bool = False, **rest: Any
    ) -> None:
        self._face = "icon-bold" if bold else "icon"
        self._side = look.icon_px(size)
        rest.setdefault("size_hint", (None, None))
        super().__init__(size=(self._side, self._side), **rest)
        with self.canvas:
            self._color = Color(*look.color(role))
            self._rectangle = Rectangle()
        self.bind(name=self._draw, role=self._tint, pos=self._place, size=self._place)
        self.name, self.role = name, role

    def set_bold(self, bold: bool) -> None:
        """Draw from the Bold face (arrows, marks) or the Fill face from now on."""
        face = "icon-bold" if bold else "icon"
        if face != self._face:
            self._face = face
            self._draw()

    def _draw(self, *_: object) -> None:
        texture = draw_line(fonts.icons()[self.name], self._face, self._side, 1.0).texture
        self._rectangle.texture, self._rectangle.size = texture, texture.size
        self._place()

    def _tint(self, *_: object) -> None:
        self._color.rgba = look.color(self.role)

    def _place(self, *_: object) -> None:
        wide, high = self._rectangle.size
        self._rectangle.pos = (
            round((self.x + self.width / 2) - wide / 2),
            round((self.y + self.height / 2) - high / 2),
        )


class Badge(Widget):
    """An icon on a tinted rounded square of `side` dpx; `tint` is a key of TINTS."""

    def __init__(self, name: str, tint: str = "red", side: int = BadgeSide.ROW, **rest: Any) -> None:
        fill, ink = TINTS[tint]
        self._side = look.icon_px(side)
        super().__init__(size_hint=(None, None), size=(self._side, self._side), **rest)
        with self.canvas.before:
            if look.contrast():
                Color(*look.color(ink))
                self._outer = SmoothRoundedRectangle(size=self.size, radius=[self._side * 0.3])
            Color(*look.color(fill))
            self._back = SmoothRoundedRectangle(radius=[self._side * 0.3])
        self._icon = Icon(name, round(side * 0.6), ink)
        self.add_widget(self._icon)
        self.bind(pos=self._place)
        self._place()

    def _place(self, *_: object) -> None:
        inset = look.px(Stroke.EDGE) if look.contrast() else 0
        if inset:
            self._outer.pos = self.pos
        self._back.pos = (self.x + inset, self.y + inset)
        self._back.size = (self._side - 2 * inset, self._side - 2 * inset)
        self._icon.pos = (self.x + (self._side - self._icon.width) / 2, self.y + (self._side - self._icon.height) / 2)
