"""A picture: an interface asset, or a texture decoded by a worker. Never reads a large file on Kivy's thread."""

from __future__ import annotations

from typing import Any, Literal

from kivy.core.image import Image as CoreImage
from kivy.graphics import Color, Fbo, Rectangle, SmoothRoundedRectangle
from kivy.graphics.texture import Texture
from kivy.properties import ObjectProperty
from kivy.uix.widget import Widget

from kiosk.ui import look


class Picture(Widget):
    """Shows `texture` in the widget: `cover` crops, `contain` fits, `top` fits the width and crops below.

    `spoken` is what a picture that tells something says instead; without it the picture is decoration.
    `asset` names one of the small pictures drawn for the interface. `radius` dpx for each corner as Kivy orders them.
    """

    texture = ObjectProperty(None, allownone=True)

    def __init__(
        self,
        asset: str = "",
        mode: Literal["cover", "contain", "top"] = "contain",
        radius: tuple[int, int, int, int] = (0, 0, 0, 0),
        spoken: str = "",
        **rest: Any,
    ) -> None:
        super().__init__(**rest)
        self._mode, self.spoken, self._rounded = mode, spoken, any(radius)
        self._cut: tuple[object, ...] = ()  # what was cut out last, and to which size
        with self.canvas:
            self._color = Color(1, 1, 1, 0)
            if self._rounded:
                self._shape = SmoothRoundedRectangle(radius=[(look.px(r), look.px(r)) for r in radius])
            else:
                self._shape = Rectangle()
        self.bind(texture=self._place, pos=self._place, size=self._place)
        if asset:
            self.texture = CoreImage(look.asset(asset)).texture

    def _place(self, *_: object) -> None:
        texture = self.texture
        self._color.a = 0 if texture is None else 1
        if texture is None or not all(self.size):
            self._cut, self._shape.texture = (), None  # a copy goes with its picture
            return
        wide, high = self.size
        if self._mode == "contain":
            scale = min(wide / texture.width, high / texture.height)
            size = (texture.width * scale, texture.height * scale)
            self._shape.texture = texture
            self._shape.size = size
            self._shape.pos = ((self.x + self.width / 2) - size[0] / 2, (self.y + self.height / 2) - size[1] / 2)
            return
        scale = max(wide / texture.width, high / texture.height)
        cut_w, cut_h = wide / scale, high / scale
        left = (texture.width - cut_w) / 2
        bottom = texture.height - cut_h if self._mode == "top" else (texture.height - cut_h) / 2
        if self._cut != (texture, wide, high):
            self._cut = (texture, wide, high)
            part = texture.get_region(left, bottom, cut_w, cut_h)
            whole = (cut_w, cut_h) == tuple(texture.size)
            self._shape.texture = _copied(part, self.size) if self._rounded and not whole else part
        self._shape.pos, self._shape.size = self.pos, self.size


def _copied(part: Texture, size: tuple[float, float]) -> Texture:
    """The part as a texture of its own, top row first as pictures are: Kivy's rounded shapes ignore regions, and take
    every texture for such a one at their round corners."""
    fbo = Fbo(size=(max(1, round(size[0])), max(1, round(size[1]))))
    left, low, right, _, _, high, *_ = part.tex_coords
    with fbo:
        Rectangle(texture=part, size=fbo.size, tex_coords=(left, high, right, high, right, low, left, low))
    fbo.draw()
    texture = fbo.texture
    texture.flip_vertical()
    return texture
