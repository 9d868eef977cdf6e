"""A stem with its blanks as fields: what stands in each, the one in front outlined in red, right with ✓, wrong with ✕.

BlankStem(parts, wide, high)        # as high as its lines; `show` redraws them
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, InstructionGroup, Rectangle, SmoothRoundedRectangle
from kivy.uix.widget import Widget

from kiosk.features.quiz.terminal import words
from kiosk.ui import fonts, look
from kiosk.ui.tokens import CELL_RADIUS, Air, Stroke
from kiosk.ui.widgets.text import Drawn, draw_line
from kiosk.ui.wrap import balance, line_width

FIRST = 0xE000  # of the private characters that stand for blanks while lines are broken
LEAST_EMS = 3  # of an empty blank
PITCH, BOX = 1.7, 1.42  # of the em: line to line, and a blank's height
MARK = 0.8  # of the em: the sign behind what was written
TOKENS = ("head", "name", "title", "label", "body")
CUT = "…"
TAILED = "gjpqy"  # a line under these would cross them

# state: fill, edge, thickness, ink, mark; never struck out, which makes 三 of 二
_LOOKS = {
    "plain": ("surface", "edge", Stroke.EDGE, "ink", ""),
    "active": ("primary_tint", "primary", Stroke.MAIN, "primary_ink", ""),
    "right": ("ok_tint", "ok", Stroke.MAIN, "ok_ink", "check"),
    "wrong": ("sunken", "ink_2", Stroke.MAIN, "ink", "x"),
}


@dataclass(frozen=True)
class Blank:
    """``spelled``: letters that are no characters yet."""

    text: str = ""
    spelled: str = ""
    state: str = "plain"


class _Widths:
    """Widths of characters, and of the blanks among them."""

    def __init__(self, widths: Any, boxes: Sequence[float]) -> None:
        self._widths, self._boxes = widths, boxes

    def __getitem__(self, character: str) -> float:
        place = ord(character) - FIRST
        return float(self._boxes[place] if 0 <= place < len(self._boxes) else self._widths[character])


Fitted = tuple[str, list[str], list[float]]
"""Token, lines with private characters for blanks, and how wide each blank is."""


def stands(parts: Sequence[str], wide: float, high: float) -> bool:
    """All of it has room with its blanks empty, in some size; nothing is drawn."""
    token, lines, _ = _fitted(tuple(parts), (Blank(),) * (len(parts) - 1), wide, high)
    return len(lines) * round(look.text_px(token) * PITCH) <= high


def _fitted(parts: Sequence[str], blanks: Sequence[Blank], wide: float, high: float) -> Fitted:
    text = parts[0] + "".join(chr(FIRST + place) + part for place, part in enumerate(parts[1:]))
    found: Fitted = ("", [], [])
    for token in TOKENS:
        em = look.text_px(token)
        widths = fonts.widths("serif", em)
        boxes = [_box_wide(blank, em, widths, wide) for blank in blanks]
        found = token, balance(text, wide, _Widths(widths, boxes)), boxes  # type: ignore[arg-type]
        if len(found[1]) * round(em * PITCH) <= high:
            break
    return found


def _box_wide(blank: Blank, em: int, widths: Any, wide: float) -> float:
    inside = line_width(blank.text + blank.spelled, widths) + 2 * look.px(Air.M)
    if blank.state == "active":
        inside += look.px(Air.XS)
    return min(float(wide), max(LEAST_EMS * em, inside + _mark_wide(blank, em)) + 2 * look.px(Air.XS))


def _mark_wide(blank: Blank, em: int) -> float:
    """With the room before it; an empty blank has none."""
    return em * MARK + look.px(Air.S) if blank.text and _LOOKS[blank.state][-1] else 0.0


class BlankStem(Widget):
    """``parts`` of the stem around its blanks; ``high``: the room there is, in pixels."""

    def __init__(self, parts: Sequence[str], wide: float, high: float, blanks: tuple[Blank, ...] | None = None) -> None:
        super().__init__(size_hint=(None, None), width=wide)
        self._parts, self._high = tuple(parts), high
        self._blanks = blanks or (Blank(),) * (len(self._parts) - 1)
        self._shown: list[Drawn] = []
        self._drawing = InstructionGroup()
        self.canvas.add(self._drawing)
        self._redraw = Clock.create_trigger(self._draw, -1)  # once a frame, however often it is moved before
        self.bind(pos=self._redraw)
        self._fit()

    @property
    def spoken(self) -> str:
        """The stem; what a visitor wrote in it is theirs."""
        said = [self._parts[0]]
        for place, part in enumerate(self._parts[1:]):
            said += [words.blank(place), part]
        return "".join(said)

    def show(self, blanks: tuple[Blank, ...]) -> None:
        if blanks != self._blanks:
            self._blanks = blanks
            self._fit()

    def wipe(self) -> None:
        """Nothing stands in it any more: what was written, least of all."""
        self._redraw.cancel()
        self._blanks = (Blank(),) * len(self._blanks)
        self._drawing.clear()
        self._shown = []

    @property
    def blanks(self) -> int:
        return len(self._blanks)

    def drawn(self) -> tuple[Drawn, ...]:
        """For measuring: each piece of a line."""
        return tuple(self._shown)

    def _fit(self) -> None:
        self._set = _fitted(self._parts, self._blanks, self.width, self._high)
        self.height = round(look.text_px(self._set[0]) * PITCH) * len(self._set[1])
        self._redraw()

    def _draw(self, *_: object) -> None:
        self._drawing.clear()
        self._shown = []
        token, lines, boxes = self._set
        em = look.text_px(token)
        step = round(em * PITCH)
        low = self.y + self.height
        for line in lines:
            x, low = self.x, low - step
            for piece in _pieces(line):
                place = ord(piece[0]) - FIRST
                if 0 <= place < len(boxes):
                    self._put_blank(self._blanks[place], em, (x, low, boxes[place], step))
                    x += boxes[place]
                else:
                    x += self._put(piece, "serif", em, "ink", (x, low, step))

    def _put(self, text: str, face: str, em: int, role: str, place: tuple[float, float, float]) -> float:
        """How wide it is."""
        x, low, step = place
        texture = draw_line(text, face, em, 1.0).texture
        y = round(low + (step - texture.height) / 2)
        self._drawing.add(Color(*look.color(role)))
        self._drawing.add(Rectangle(texture=texture, size=texture.size, pos=(round(x), y)))
        if any(map(str.isalnum, text)):  # a mark alone has too few whole pixels to be told from its ground
            self._shown.append(Drawn(text, face, em, (x, y, x + texture.width, y + texture.height)))
        return float(texture.width)

    def _put_blank(self, blank: Blank, em: int, place: tuple[float, float, float, float]) -> None:
        fill, edge, thick, ink, mark = _LOOKS[blank.state]
        left, low, wide, step = place
        high, air, line = round(em * BOX), look.px(Air.XS), look.px(thick)
        x, y, inner = left + air, low + (step - high) / 2, wide - 2 * air
        for role, inset in ((edge, 0), (fill, line)):
            self._drawing.add(Color(*look.color(role)))
            self._drawing.add(
                SmoothRoundedRectangle(
                    pos=(x + inset, y + inset), size=(inner - 2 * inset, high - 2 * inset),
                    radius=[look.px(CELL_RADIUS)] * 4,
                )
            )  # fmt: skip
        marked = _mark_wide(blank, em)
        text = _cut(blank.text + blank.spelled, inner - 2 * look.px(Air.S) - marked, fonts.widths("regular", em))
        end = x + look.px(Air.S)
        if text:
            end += self._put(text, "regular", em, ink, (end, low, step))
            self._shown[-1] = _inside(self._shown[-1], y + line, y + high - line)
        if blank.state == "active":
            self._bar(end + look.px(Stroke.EDGE), y + high * 0.16, look.px(Stroke.MAIN), high * 0.68, "primary")
        if marked:
            self._sign(mark, round(em * MARK), ink, (x + inner - look.px(Air.S), low, step))
        at, widths = x + look.px(Air.S), fonts.widths("regular", em)
        for letter in text if blank.spelled else "":
            wide = line_width(letter, widths)
            if letter not in TAILED:
                self._bar(at, y + high * 0.12, wide, look.px(Stroke.EDGE), "primary")
            at += wide

    def _sign(self, mark: str, side: int, role: str, place: tuple[float, float, float]) -> None:
        """Ending at x."""
        right, low, step = place
        texture = draw_line(fonts.icons()[mark], "icon-bold", side, 1.0).texture
        at = round(right - texture.width), round(low + (step - texture.height) / 2)
        self._drawing.add(Color(*look.color(role)))
        self._drawing.add(Rectangle(texture=texture, size=texture.size, pos=at))

    def _bar(self, x: float, y: float, wide: float, high: float, role: str) -> None:
        self._drawing.add(Color(*look.color(role)))
        self._drawing.add(Rectangle(pos=(round(x), round(y)), size=(max(1, wide), max(1, high))))


def _inside(text: Drawn, low: float, top: float) -> Drawn:
    """Its box without the edge around it, which is no ground of the text."""
    left, below, right, above = text.box
    return replace(text, box=(left, max(ceil(low) + 1, below), right, min(floor(top) - 1, above)))


def _pieces(line: str) -> list[str]:
    """The blanks of a line, and the words between them."""
    found: list[str] = []
    for one in line:
        if found and not _is_blank(one) and not _is_blank(found[-1][0]):
            found[-1] += one
        else:
            found.append(one)
    return found


def _is_blank(character: str) -> bool:
    return FIRST <= ord(character) < FIRST + 64


def _cut(text: str, wide: float, widths: Any) -> str:
    """As much of its end as there is room for: that is where one writes."""
    if line_width(text, widths) <= wide:
        return text
    while text and line_width(CUT + text, widths) > wide:
        text = text[1:]
    return CUT + text
