"""Maintenance of the panel: nine marks to touch, and whole screens of one colour to find dead pixels on."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle, SmoothEllipse
from kivy.input import MotionEvent
from kivy.uix.widget import Widget

from kiosk.apps.terminal import sizes
from kiosk.apps.terminal.care import words
from kiosk.apps.terminal.care.flow import MARKS, CareFlow
from kiosk.apps.terminal.care.views import ColoursView, TouchView
from kiosk.apps.terminal.screens.care_parts import CarePage
from kiosk.ui import look
from kiosk.ui import words as frame_words
from kiosk.ui.tokens import Air
from kiosk.ui.touch import HAND
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.layout import Column, Row
from kiosk.ui.widgets.text import Text

ACROSS = 3
RING, POINT = 0.8, 0.3  # of a mark: open while it is to be touched, a disc with a point afterwards
SCREENS = ((1, 1, 1), (0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1))


class StaffTouch(CarePage):
    """The marks reach the corners of the whole screen, without header and dock: it is the panel that is tried, not the
    hand, and what lies beyond the outermost marks would pass untried."""

    name = "staff.touch"
    bare = True
    alone = True
    split = False
    action_band = False

    def __init__(self, flow: CareFlow) -> None:
        super().__init__(flow)
        self._said = Text("", "head", halign="center", balanced=True)
        self._note = Text("", "body", "ink_2", halign="center", balanced=True)
        buttons = (
            PushButton(frame_words.DOCK["back"], flow.back, tap="staff.touch.back", icon="arrow-left", icon_bold=True),
            PushButton(words.TOUCH_ANEW, flow.touch_anew, tap="staff.touch.anew", icon="arrow-counter-clockwise",
                       icon_bold=True),
            PushButton(words.LOOK_FOR_DOTS, flow.colours, tap="staff.touch.colours", icon="monitor"),
        )  # fmt: skip
        for button in buttons:
            button.size_hint_x = button.natural_width  # of what there is, each as much as its words need
        self._marks = _Marks(
            flow,
            Column(self._said, self._note, gap=Air.S, fit=True),
            Row(*buttons, gap=Air.M, size_hint_y=None, height=buttons[0].height),
        )
        self.add_widget(self._marks)

    def show(self, view: TouchView) -> None:
        left = MARKS - len(view.hit)
        self._said.text = words.TOUCH_TITLE if left else words.TOUCH_ALL
        self._note.text = words.touch_left(left) if left else words.TOUCH_WELL
        self._marks.hit = view.hit


class _Marks(Widget):
    """`told` stands between the first and the second row, `buttons` between the second and the third."""

    spoken = ""

    def __init__(self, flow: CareFlow, told: Widget, buttons: Widget) -> None:
        super().__init__()
        self.pos_hint = {"x": 0, "y": 0}
        self._flow = flow
        self._between: tuple[Any, ...] = (told, buttons)
        self._hit: frozenset[int] = frozenset()
        for part in self._between:
            part.size_hint_x = None
            self.add_widget(part)
            part.bind(height=self._draw)
        self.bind(pos=self._draw, size=self._draw)

    @property
    def hit(self) -> frozenset[int]:
        return self._hit

    @hit.setter
    def hit(self, hit: frozenset[int]) -> None:
        self._hit = hit
        self._draw()

    def _middle(self, mark: int) -> tuple[float, float]:
        row, column = divmod(mark, ACROSS)
        edge = look.px(sizes.MARK_SIDE) / 2 + look.px(Air.M)
        return (
            self.x + edge + column * (self.width - 2 * edge) / (ACROSS - 1),
            self.y + self.height - edge - row * (self.height - 2 * edge) / (ACROSS - 1),
        )

    def _draw(self, *_: object) -> None:
        side = look.px(sizes.MARK_SIDE)
        self.canvas.before.clear()
        with self.canvas.before:
            for mark in range(MARKS):
                x, y = self._middle(mark)
                is_hit = mark in self._hit
                _disc(x, y, side, "ok" if is_hit else "edge")
                _disc(x, y, side * (POINT if is_hit else RING), "surface")  # not by colour alone
        margin = look.px(look.theme().spaces.margin)
        for row, part in enumerate(self._between):
            above, below = (self._middle(ACROSS * place)[1] for place in (row, row + 1))
            part.width = min(self.width - 2 * margin, look.px(sizes.TOUCH_WIDE))
            part.pos = (self.x + (self.width - part.width) / 2, (above + below - part.height) / 2)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        near = look.px(sizes.HIT_SIDE) / 2
        for mark in range(MARKS):
            x, y = self._middle(mark)
            if abs(touch.x - x) <= near and abs(touch.y - y) <= near and HAND.take(touch):
                self._flow.touched(mark)
                return True
        return bool(super().on_touch_down(touch))


def _disc(x: float, y: float, across: float, role: str) -> None:
    """Its middle at x, y."""
    Color(*look.color(role))
    SmoothEllipse(pos=(x - across / 2, y - across / 2), size=(across, across))


class StaffColours(CarePage):
    """A touch anywhere leads on."""

    name = "staff.colours"
    bare = True
    alone = True  # nothing of the panel is left out
    split = False
    action_band = False

    def __init__(self, flow: CareFlow) -> None:
        super().__init__(flow)
        with self.canvas.before:
            self._color = Color(*SCREENS[0])
            self._screen = Rectangle()

    def show(self, view: ColoursView) -> None:
        self._color.rgb = SCREENS[view.number]

    def _place(self, *args: object) -> None:
        super()._place(*args)
        if hasattr(self, "_screen"):
            self._screen.pos, self._screen.size = self.pos, self.size

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if HAND.take(touch):
            self.flow.next_colour()
        return True
