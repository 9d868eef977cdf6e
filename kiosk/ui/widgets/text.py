"""Text that wraps as Chinese does. Draws its own texture: Kivy's Label would lay the text out again, quadratically."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.ui import font_files, fonts, look
from kiosk.ui.tokens import SIZES
from kiosk.ui.wrap import balance, cut_short, wrap


@dataclass(frozen=True)
class Drawn:
    """A text as it stands on the screen: its face and size, and the box of its lines (left, low, right, top)."""

    text: str
    face: str
    size_px: int
    box: tuple[float, float, float, float]


def draw_line(text: str, face: str, size_px: int, pitch: float, halign: str = "left") -> CoreLabel:
    """A laid-out label of `text`, whose lines are already broken; white, to be tinted by the canvas."""
    label = CoreLabel(text=text, font_name=font_files.path(face), font_size=size_px, halign=halign, line_height=pitch)
    label.refresh()
    return label


def _figures(texture: Texture, size_px: int) -> Texture:
    """The part of a line's texture where figures stand: 1.1 of Noto's 1.448 em, from 0.28 em below the top."""
    high = min(texture.height, round(size_px * 1.1))
    above = min(round(size_px * 0.28), texture.height - high)
    return texture.get_region(0, texture.height - high - above, texture.width, high)


class Text(Widget):
    """A paragraph: `text` in a `token`'s size and a `role`'s colour, wrapped to the widget's width.

    The height follows the text. `fit` keeps it on one line and makes the width follow too. `balanced` evens the lines
    of a heading. `halign` left/center/right; `valign` places it in a height given by `fill`.
    """

    width: Any  # Kivy's property; mypy cannot see it
    text = StringProperty("")
    role = StringProperty("ink")

    def __init__(
        self,
        text: str = "",
        token: str = "body",
        role: str = "ink",
        *,
        bold: bool | None = None,
        serif: bool | None = None,
        halign: str = "left",
        valign: str = "middle",
        fit: bool = False,
        fill: bool = False,
        balanced: bool = False,
        max_lines: int = 0,
        **rest: Any,
    ) -> None:
        self._face = fonts.face_of(token, bold, serif)
        self._size_px = look.text_px(token)
        self._pitch, self._trim = SIZES[token].pitch, SIZES[token].trim
        self._halign, self._valign, self._fit, self._fill = halign, valign, fit, fill
        self._balanced, self._max_lines = balanced, max_lines
        self._drawn: tuple[str, ...] = ()
        super().__init__(**rest)
        with self.canvas:
            self._color = Color(*look.color(role))
            self._rectangle = Rectangle(size=(0, 0))
        if not fill:
            self.size_hint_y = None
        if fit:
            self.size_hint_x = None
        self.role = role
        self.text = text
        self._lay_out()
        self.bind(text=self._lay_out, width=self._on_width, pos=self._place, size=self._place, role=self._tint)

    @property
    def spoken(self) -> str:
        """All of it, also what had no room."""
        return str(self.text)

    @property
    def wide(self) -> float:
        """Pixels of the widest line as it is drawn."""
        return float(self._rectangle.size[0]) if self._drawn else 0.0

    @property
    def is_cut(self) -> bool:
        """Whether it is drawn with less than all of its text."""
        return bool(self._drawn) and self._drawn[-1].endswith("…") and not str(self.text).endswith("…")

    def set_bold(self, bold: bool) -> None:
        """Set the text in the bold or the regular face from now on."""
        face = "bold" if bold else "regular"
        if face != self._face:
            self._face, self._drawn = face, ()
            self._lay_out()

    def set_token(self, token: str) -> None:
        """Set the text in that token's size from now on; the face stays."""
        size_px = look.text_px(token)
        if size_px != self._size_px:
            self._size_px, self._pitch, self._drawn = size_px, SIZES[token].pitch, ()
            self._lay_out()

    def renew(self, text: str, token: str, *, bold: bool) -> None:
        """Another text in that size and weight, laid out once."""
        size_px, face = look.text_px(token), "bold" if bold else "regular"
        if (size_px, face) != (self._size_px, self._face):
            self._size_px, self._face, self._pitch, self._drawn = size_px, face, SIZES[token].pitch, ()
        if text != self.text:
            self.text = text  # is laid out
        elif not self._drawn:
            self._lay_out()

    def lines(self, width: float) -> list[str]:
        """The text as it breaks at `width` pixels."""
        widths = fonts.widths(self._face, self._size_px)
        if self._fit:
            return str(self.text).split("\n")
        lines = (balance if self._balanced else wrap)(self.text, width, widths)
        if self._max_lines and len(lines) > self._max_lines:
            lines = wrap(self.text, width, widths)[: self._max_lines]  # evened, much less of it would stand there
            lines[-1] = cut_short(lines[-1], width, widths)
        return lines

    def _on_width(self, *_: object) -> None:
        if not self._fit:
            self._lay_out()

    def _lay_out(self, *_: object) -> None:
        width: float = self.width
        lines = tuple(self.lines(max(width, self._size_px * 1.5)))
        if lines != self._drawn:
            self._drawn = lines
            text = "\n".join(line or " " for line in lines)
            texture = draw_line(text, self._face, self._size_px, self._pitch, self._halign).texture
            if self._trim:
                texture = _figures(texture, self._size_px)
            self._rectangle.texture = texture
            self._rectangle.size = texture.size if any(lines) else (0, 0)
            if not self._fill:
                self.height = texture.height if self.text else 0
            if self._fit:
                self.width = texture.width if self.text else 0
        self._place()

    def tint(self, rgba: tuple[float, float, float, float]) -> None:
        """A colour of its own, for what is printed on paper and follows no mode."""
        self._color.rgba = rgba

    def drawn(self) -> tuple[Drawn, ...]:
        """What stands on the screen; nothing when the text is empty."""
        (x, y), (wide, high) = self._rectangle.pos, self._rectangle.size
        text = "\n".join(self._drawn)
        return (Drawn(text, self._face, self._size_px, (x, y, x + wide, y + high)),) if text.strip() and wide else ()

    def _tint(self, *_: object) -> None:
        self._color.rgba = look.color(self.role)

    def _place(self, *_: object) -> None:
        wide, high = self._rectangle.size
        x = {"left": self.x, "center": (self.x + self.width / 2) - wide / 2, "right": (self.x + self.width) - wide}[
            self._halign
        ]
        y = {"top": (self.y + self.height) - high, "middle": (self.y + self.height / 2) - high / 2, "bottom": self.y}[
            self._valign
        ]
        self._rectangle.pos = (round(x), round(y))


@dataclass(frozen=True)
class Run:
    """A piece of one line in its own size, always sans."""

    text: str
    token: str = "body"
    role: str = "ink"
    bold: bool | None = None


def with_figure(text: str, token: str) -> tuple[Run, ...]:
    """`text` as runs, its first figure in a size of its own, wherever the language puts it (前面 3 人, 3 ahead)."""
    before, figure, after = re.split(r"(\d[\d–,]*)", text, maxsplit=1)
    return tuple(run for run in (Run(before), Run(figure, token), Run(after)) if run.text)


class Runs(Widget):
    """One line of runs of different sizes on one baseline, as wide and high as they are: 前面 **3** 人."""

    ASCENT = 0.80  # baseline from the top of a texture, as a share of its height (Noto: 1.16 of 1.448 em)

    fixed = BooleanProperty(True)

    def __init__(self, *runs: Run, **rest: Any) -> None:
        super().__init__(size_hint=(None, None), **rest)
        self._runs: tuple[Run, ...] = ()
        self._pieces: list[tuple[Rectangle, float, float]] = []
        self.bind(pos=self._place)
        self.show(*runs)

    @property
    def spoken(self) -> str:
        return "".join(run.text for run in self._runs)

    def show(self, *runs: Run) -> None:
        """Draw these runs instead."""
        if runs == self._runs:
            return
        self._runs = runs
        self.canvas.clear()
        self._pieces = []
        textures = [
            draw_line(run.text, fonts.face_of(run.token, run.bold, serif=False), look.text_px(run.token), 1.0).texture
            for run in runs
        ]
        below = max((t.height * (1 - self.ASCENT) for t in textures), default=0)
        x = 0.0
        with self.canvas:
            for run, texture in zip(runs, textures, strict=True):
                Color(*look.color(run.role))
                y = below - texture.height * (1 - self.ASCENT)
                self._pieces.append((Rectangle(texture=texture, size=texture.size), x, y))
                x += texture.width
        self.size = (x, max((t.height for t in textures), default=0))
        self._place()

    def drawn(self) -> tuple[Drawn, ...]:
        """Each run that is not blank."""
        boxes = [(*r.pos, r.pos[0] + r.size[0], r.pos[1] + r.size[1]) for r, _, _ in self._pieces]
        return tuple(
            Drawn(run.text, fonts.face_of(run.token, run.bold, serif=False), look.text_px(run.token), box)
            for run, box in zip(self._runs, boxes, strict=True) if run.text.strip()
        )  # fmt: skip

    def _place(self, *_: object) -> None:
        for rectangle, x, y in self._pieces:
            rectangle.pos = (round(self.x + x), round(self.y + y))
