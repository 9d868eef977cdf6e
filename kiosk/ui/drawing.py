"""A widget drawn at any panel's size, whatever the window's: for the gallery, the measurements and the tests.

    picture = draw(page, (720, 1280))      # needs a window's GL context, even a tiny one off screen
    picture.save(Path("home.png")); picture.image.getpixel((x, y))

Rows of `image` run upwards, as Kivy counts: (0, 0) is the lower left corner.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.graphics import ClearBuffers, ClearColor, Fbo
from kivy.lang import Builder
from kivy.uix.widget import Widget

from kiosk.ui import look

if TYPE_CHECKING:
    from PIL import Image

SETTLE_ROUNDS = 4  # a text's height follows its width, a column's its children's, a page's its column's


class Picture:
    """Pixels of what was drawn."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image

    def save(self, place: Path) -> None:
        """As PNG, the right way up."""
        from PIL import Image

        self.image.convert("RGB").transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(place, compress_level=3)


def settle() -> None:
    """Let layouts come to rest: Kivy lays out before a frame, and each round may ask for another."""
    for _ in range(SETTLE_ROUNDS):
        Clock.tick()
        Builder.sync()  # canvas rules of kv files wait for it
        Clock.tick_draw()
        Builder.sync()


def lay_out(root: Widget, size: tuple[int, int]) -> None:
    """Bring `root` to rest at `size` pixels, undrawn: places and texts can be measured. It must stand in no window."""
    root.size_hint = (None, None)
    root.pos, root.size = (0, 0), size
    settle()


def draw(root: Widget, size: tuple[int, int]) -> Picture:
    """Lay `root` out at `size` pixels and draw it over the ground colour. `root` must stand in no window."""
    from PIL import Image

    lay_out(root, size)
    fbo: Any = Fbo(size=size, with_stencilbuffer=True)
    with fbo:
        ClearColor(*look.color("ground"))
        ClearBuffers()
    fbo.add(root.canvas)
    try:
        fbo.draw()
        return Picture(Image.frombytes("RGBA", size, fbo.pixels))
    finally:
        fbo.remove(root.canvas)
