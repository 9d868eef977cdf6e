"""What of one slide is on the canvas: its ground, and over it a film's picture."""

from __future__ import annotations

from dataclasses import dataclass

from kivy.graphics import Canvas, Color, Rectangle
from kivy.graphics.texture import Texture

from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal.film.reel import Reel


@dataclass(eq=False)
class Slide:
    """Ready to be shown, or shown."""

    exhibit: Exhibit
    texture: Texture
    reel: Reel | None = None

    @property
    def film_is_gone(self) -> bool:
        """It was one, and its last picture stands."""
        return bool(self.reel and self.reel.film.is_closed)


class Layer:
    """Nothing is drawn of it while it has no slide: a transparent rectangle over the screen costs as much as a full
    one where the processor draws.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.slide: Slide | None = None
        self._pos, self._size = (0.0, 0.0), (0.0, 0.0)
        with canvas:
            self._color = Color(1, 1, 1, 0)
            self._ground = Rectangle(size=(0, 0))
            self._film, self._subtitle = Rectangle(size=(0, 0)), Rectangle(size=(0, 0))

    @property
    def alpha(self) -> float:
        return float(self._color.a)

    @alpha.setter
    def alpha(self, value: float) -> None:
        self._color.a = value

    def show(self, slide: Slide | None) -> None:
        self.slide = slide
        self._ground.texture = slide.texture if slide else None
        self.place(self._pos, self._size)

    def place(self, pos: tuple[float, float], size: tuple[float, float]) -> None:
        self._pos, self._size = pos, size
        self._ground.pos, self._ground.size = pos, size if self.slide else (0, 0)
        self.draw_film()

    def draw_film(self) -> None:
        reel = self.slide.reel if self.slide else None
        if reel is None or reel.texture is None:
            self._film.size = self._subtitle.size = 0, 0
            self._film.texture = self._subtitle.texture = None
            return
        self._film.texture = reel.texture
        self._film.tex_coords = reel.corners()
        self._film.pos, self._film.size = reel.place(self._pos, self._size)
        self._subtitle.texture = reel.subtitle
        self._subtitle.size = reel.subtitle.size if reel.subtitle else (0, 0)
        if reel.subtitle:
            self._subtitle.pos = reel.place_subtitle(self._pos, self._size)
