"""One step of changing the paper: a drawing of the printer from its side, its number, what to do. Drawn in code."""

from __future__ import annotations

from collections.abc import Callable

from kivy.graphics import Color, Rectangle, SmoothEllipse, SmoothLine, SmoothRoundedRectangle, Triangle
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import Air, Stroke
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.text import Text

# All in shares of the drawing's side, from its lower left corner.
CASE_WIDE, CASE_HIGH, CASE_LEFT, CASE_LOW = 0.7, 0.42, 0.12, 0.06
ROLL, CORE = 0.34, 0.1  # across


class PaperStep(Card):
    """`number` counts from 0; `text` may break by sense."""

    def __init__(self, number: int, text: str) -> None:
        said = Text(f"{number + 1}. {text}", "body", bold=True)
        super().__init__(_Drawing(number), said, padding=(Air.L, Air.L), gap=Air.S)


class _Drawing(Widget):
    spoken = ""  # the words under it say the same

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.bind(pos=self._draw, size=self._draw)

    def _draw(self, *_: object) -> None:
        self.canvas.clear()
        side = min(self.width, self.height)
        if side <= 0:
            return
        left, low = self.x + (self.width - side) / 2, self.y + (self.height - side) / 2

        def at(x: float, y: float) -> tuple[float, float]:
            return left + x * side, low + y * side

        steps = (self._open_it, self._roll_in, self._pull_out, self._close_it)
        with self.canvas:
            steps[self._number](at, side)

    # -- the four steps -----------------------------------------------------------------------

    def _open_it(self, at: At, side: float) -> None:
        _case(at, side, is_open=True)
        _disc(at, side, 0.47, 0.62, CORE, "gold")
        _arrow(at, (0.47, 0.72), (0.47, 0.92))

    def _roll_in(self, at: At, side: float) -> None:
        _case(at, side, is_open=True)
        _roll(at, side, 0.47, 0.72)
        _arrow(at, (0.47, 0.5), (0.47, 0.28))

    def _pull_out(self, at: At, side: float) -> None:
        _case(at, side, is_open=True)
        _roll(at, side, 0.4, 0.28)
        _strip(at, (0.72, 0.2), (0.72, 0.7))
        _arrow(at, (0.86, 0.56), (0.86, 0.8))

    def _close_it(self, at: At, side: float) -> None:
        _case(at, side, is_open=False)
        _roll(at, side, 0.4, 0.27)
        _strip(at, (0.72, CASE_LOW + CASE_HIGH), (0.72, 0.7))
        _arrow(at, (0.34, 0.86), (0.34, 0.6))


At = Callable[[float, float], tuple[float, float]]


def _case(at: At, side: float, *, is_open: bool) -> None:
    """Seen from its side as if it were of glass; the cover hangs at the left."""
    inset = look.px(Stroke.CHOSEN)
    for role, less in (("ink_2", 0), ("sunken", inset)):
        x, y = at(CASE_LEFT, CASE_LOW)
        Color(*look.color(role))
        SmoothRoundedRectangle(
            pos=(x + less, y + less), size=(CASE_WIDE * side - 2 * less, CASE_HIGH * side - 2 * less),
            radius=[look.px(Air.M)],
        )  # fmt: skip
    top = CASE_LOW + CASE_HIGH
    end = (CASE_LEFT - 0.08, top + 0.42) if is_open else (CASE_LEFT + CASE_WIDE - 0.02, top + 0.03)
    Color(*look.color("ink_2"))
    SmoothLine(points=[*at(CASE_LEFT + 0.02, top + 0.03), *at(*end)], width=look.px(Stroke.CHOSEN), cap="round")


def _roll(at: At, side: float, x: float, y: float) -> None:
    _disc(at, side, x, y, ROLL, "surface", "ink_2")
    _disc(at, side, x, y, CORE, "gold")


def _disc(at: At, side: float, x: float, y: float, across: float, fill: str, edge: str = "") -> None:
    """Its middle at x, y."""
    if edge:
        _disc(at, side, x, y, across + 0.03, edge)
    Color(*look.color(fill))
    SmoothEllipse(pos=at(x - across / 2, y - across / 2), size=(across * side, across * side))


def _strip(at: At, foot: tuple[float, float], top: tuple[float, float]) -> None:
    """The end of the paper, standing up."""
    (x, low), (_, high) = at(*foot), at(*top)
    wide = look.px(Air.L)
    Color(*look.color("ink_2"))
    Rectangle(pos=(x - wide / 2, low), size=(wide, high - low))
    Color(*look.color("surface"))
    inset = look.px(Air.HAIR)
    Rectangle(pos=(x - wide / 2 + inset, low), size=(wide - 2 * inset, high - low - inset))


def _arrow(at: At, tail: tuple[float, float], tip: tuple[float, float]) -> None:
    """Upright, up or down."""
    (x, y), (_, end) = at(*tail), at(*tip)
    head = look.px(Air.L)
    back = end - head if end > y else end + head
    Color(*look.color("primary"))
    SmoothLine(points=[x, y, x, back], width=look.px(Stroke.CHOSEN), cap="round")
    Triangle(points=[x - head, back, x + head, back, x, end])
