"""A film's picture on the canvas."""

from __future__ import annotations

from kivy.graphics.texture import Texture

from kiosk.features.exhibition.terminal.film.film import Film, Picture
from kiosk.ui.texture_upload import Spare, fill_whole


class Reel:
    """A film of a slide and the textures it is drawn from, in turn: one is drawn while the next is filled."""

    def __init__(self, film: Film, room: tuple[int, int, int, int], below: int) -> None:
        """``room``: left and top from the slide's upper left, width, height; the film lies in its middle. ``below``:
        height of the room for its subtitles.
        """
        self.film, self._room, self._below = film, room, below
        self.texture: Texture | None = None
        self.began: float | None = None
        self.cue = ""
        self.subtitle: Texture | None = None
        """The picture of the cue, once it is drawn."""
        self._spare = Spare(2)

    def take(self, picture: Picture) -> None:
        """Its pixels become the texture."""
        texture = self._spare.take(picture.width, picture.height)
        fill_whole(texture, picture.pixels)
        self.film.shown(picture)
        if self.texture:
            self._spare.give(self.texture)
        self.texture = texture

    def place(
        self, pos: tuple[float, float], slide: tuple[float, float]
    ) -> tuple[tuple[float, float], tuple[float, float]]:
        """Position and size of its picture on a slide at ``pos`` of this size."""
        head = self.film.head
        size = (head.width, head.height) if head.turned % 180 == 0 else (head.height, head.width)
        x, y, wide, room_high = self._room
        top = pos[1] + slide[1] - y
        return (pos[0] + x + (wide - size[0]) // 2, top - (room_high + size[1]) // 2), size

    def place_subtitle(self, pos: tuple[float, float], slide: tuple[float, float]) -> tuple[float, float]:
        """Its lower left: below the film; three lines stand over its lower edge."""
        assert self.subtitle
        (_, bottom), _ = self.place(pos, slide)
        x, y, wide, high = self._room
        lowest = pos[1] + slide[1] - y - high - self._below
        return pos[0] + x + (wide - self.subtitle.width) // 2, max(bottom - self.subtitle.height, lowest)

    def corners(self) -> tuple[float, ...]:
        """Of the texture, for the lower left, lower right, upper right and upper left of what is drawn."""
        assert self.texture
        plain, by = tuple(self.texture.tex_coords), self.film.head.turned // 90 * 2
        return (*plain[by:], *plain[:by])
