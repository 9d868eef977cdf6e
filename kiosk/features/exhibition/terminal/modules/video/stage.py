"""A film's picture with its subtitles under it, on dark ground; the still before it plays."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal.film.film import Film, Picture
from kiosk.features.exhibition.terminal.film.reel import Reel
from kiosk.features.exhibition.terminal.sizes import VIDEO_TOLD_HIGH, VIDEO_TOLD_HIGH_LARGE
from kiosk.ui import look
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.text import Text

_Corners = tuple[float, ...]


class FilmView(Widget):
    """Draws the newest picture in its middle; another film of the same page takes over with its first one."""

    spoken = ""

    def __init__(self) -> None:
        super().__init__()
        self._reel: Reel | None = None
        self._still: Texture | None = None
        with self.canvas:
            self._color = Color(1, 1, 1, 0)
            self._shape = Rectangle()
        self.bind(pos=self._place, size=self._place)

    @property
    def room(self) -> tuple[int, int]:
        return max(16, int(self.width)), max(16, int(self.height))

    def take(self, film: Film, picture: Picture) -> None:
        if self._reel is None or self._reel.film is not film:
            self._reel = Reel(film, (0, 0, *self.room), 0)
        self._reel.take(picture)
        self._place()

    def show_still(self, texture: Texture) -> None:
        self._still = texture
        self._place()

    def drop(self) -> None:
        self._reel = self._still = None
        self._place()

    def _place(self, *_: object) -> None:
        reel = self._reel if self._reel and self._reel.texture else None
        self._color.a = 1.0 if reel or self._still else 0.0
        if reel:
            self._shape.texture, self._shape.tex_coords = reel.texture, reel.corners()
            self._shape.pos, self._shape.size = reel.place(self.pos, self.size)
        elif self._still and all(self.size):
            wide, high = self._still.size
            scale = min(self.width / wide, self.height / high)
            size = (wide * scale, high * scale)
            self._shape.texture, self._shape.tex_coords = self._still, self._still.tex_coords
            self._shape.pos = (self.x + (self.width - size[0]) / 2, self.y + (self.height - size[1]) / 2)
            self._shape.size = size
        else:
            self._shape.texture = None


class FilmStage(Card):
    """`say` writes under the picture: a subtitle, or what has happened to the film."""

    def __init__(self) -> None:
        self.film = FilmView()
        dark, self._ink = ("surface", "ink") if look.contrast() else ("ink", "surface")
        self._line = Text("", "label", self._ink, bold=False, halign="center", max_lines=2, pos_hint={"center_y": 0.5})
        self._strip = Row(Gap(Air.XL), self._line, Gap(Air.XL), size_hint_y=None)
        self._high = look.px(VIDEO_TOLD_HIGH_LARGE if look.large() else VIDEO_TOLD_HIGH)
        super().__init__(self.film, fill=dark, gap=0, padding=(0, Air.M))

    def with_strip(self, there: bool) -> None:
        """Whether there is room for words."""
        if there and self._strip.parent is None:
            self._strip.height = self._high
            self.add_widget(self._strip)
        elif not there and self._strip.parent:
            self.remove_widget(self._strip)

    def say(self, text: str) -> None:
        if self._line.text != text:
            self._line.text = text
