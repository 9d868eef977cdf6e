"""An option of a question: letter in a ring, words, mark. Normal, chosen, right, right and not given, wrong, off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from kivy.graphics import Color, SmoothEllipse
from kivy.properties import OptionProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import Air, High, IconSize, Inside, Stroke
from kiosk.ui.touch import Tappable
from kiosk.ui.voice import words as said
from kiosk.ui.voice.spoken_forms import words_of
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.text import Text

State = Literal["plain", "chosen", "right", "missed", "wrong", "dim"]

# state: fill, edge, border dpx, ink, ring, letter, mark
_LOOKS = {
    "plain": ("surface", "", 0, "ink", "edge", "ink", ""),
    "chosen": ("primary_tint", "primary", Stroke.CHOSEN, "primary_ink", "primary", "on_primary", "check-circle"),
    "right": ("ok_tint", "ok", Stroke.CHOSEN, "ok_ink", "ok", "surface", "check"),
    "missed": ("surface", "ok", Stroke.MAIN, "ink", "ok", "surface", ""),
    "wrong": ("sunken", "ink_2", Stroke.CHOSEN, "ink", "ink_2", "surface", "x"),
    "dim": ("sunken", "", 0, "ink_2", "edge", "ink_2", ""),
}


class Ring(Widget):
    """The letter in its ring; filled when the option is chosen or marked."""

    def __init__(self, letter: str) -> None:
        self._side = look.icon_px(RING)
        super().__init__(size_hint=(None, None), size=(self._side, self._side))
        with self.canvas.before:
            self._outer_color = Color()
            self._outer = SmoothEllipse()
            self._inner_color = Color()
            self._inner = SmoothEllipse()
        self._letter = Text(letter, "title", halign="center", fill=True, size_hint=(None, None), size=self.size)
        self.add_widget(self._letter)
        self.bind(pos=self._place)

    def say(self, letter: str) -> None:
        """Another letter, or the place of an order; empty for none."""
        self._letter.text = letter

    def paint(self, ring: str, letter: str, filled: bool, ground: str) -> None:
        """Colours by role; a ring that is not filled shows `ground` inside."""
        self._outer_color.rgba = look.color(ring)
        self._inner_color.rgba = look.color(ring if filled else ground)
        self._letter.role = letter
        self._place()

    def _place(self, *_: object) -> None:
        edge = look.px(Stroke.MAIN)
        self._outer.pos, self._outer.size = self.pos, self.size
        self._inner.pos = (self.x + edge, self.y + edge)
        self._inner.size = (self._side - 2 * edge, self._side - 2 * edge)
        self._letter.pos = self.pos


RING = 80  # dpx, the letter's
AIR = 5  # dpx above and below the words
SMALLER = ("label", "body", "note")


class Option(Tappable, Card):
    """One answer to choose from, its words in `token`'s size, or smaller where its height holds less. Set `state` to
    paint it."""

    state = OptionProperty("plain", options=list(_LOOKS))
    letter = StringProperty("")

    def __init__(
        self,
        letter: str,
        text: str,
        on_tap: Callable[[], None] | None = None,
        *,
        tap: str = "",
        token: str = "label",
        wide: float = 100,
        **rest: Any,
    ) -> None:
        """``wide``: pixels of the words, where they are known; they are laid out again in another width."""
        self._act, self._is_held = on_tap, True
        self._ring = Ring(letter)
        self._text = Text(text, token, bold=False, balanced=True, pos_hint={"center_y": 0.5}, width=wide)
        self._mark = Icon("check-circle", IconSize.MARK)
        if "size_hint_y" not in rest:
            rest.update(size_hint_y=None, height=look.px(High.BAND))
        super().__init__(self._ring, self._text, self._mark, across=True, padding=(Inside.CARD, 0), gap=Air.XL, **rest)
        self.tap_name, self.letter = tap or letter, letter
        self.bind(letter=self._say)
        self._tokens = _from(token)
        self.bind(state=self._paint, pressed=self._paint)
        self.bind(height=self._fit)
        self._text.bind(width=self._fit)
        self._is_held = False
        self._paint()

    def renew(
        self, letter: str, text: str, on_tap: Callable[[], None], *, tap: str, token: str, height: float, state: State,
        off: bool,
    ) -> None:  # fmt: skip
        """Be another option in the same place: a tenth of what building one takes. No finger may be on it."""
        self._is_held = True  # painted and fitted once, at the end
        self._act, self.tap_name, self.letter, self.off = on_tap, tap, letter, off
        self._tokens = _from(token)
        self._text.renew(text, token, bold=_is_bold(state))
        self.height, self.state = height, state
        self._is_held = False
        self._paint()

    @property
    def spoken(self) -> str:
        """Letter, words, state; an option that was marked is deaf and says how it was, not that it is off."""
        return said.AND.join(part for part in (words_of(self), said.OPTION_STATES[self.state]) if part)

    def on_tap(self) -> None:
        if self._act:
            self._act()

    def _say(self, *_: object) -> None:
        self._ring.say(self.letter)

    def _fit(self, *_: object) -> None:
        """The largest size whose lines stand inside the edge."""
        if self._is_held:
            return
        for token in self._tokens:
            self._text.set_token(token)
            if self._text.height <= self.height - look.px(2 * AIR):
                return

    def _paint(self, *_: object) -> None:
        if self._is_held:
            return
        fill, edge, border, ink, ring, letter, mark = _LOOKS[self.state]
        if self.pressed:
            fill = "sunken"
        if look.contrast() and not edge:
            edge, border = "edge", Stroke.EDGE
        self.fill, self.edge, self.border = fill, edge, look.px(border)
        self.lift = self.state == "plain" and not self.pressed
        self._text.role = ink
        self._text.set_bold(_is_bold(self.state))
        self._ring.paint(ring, letter, self.state in ("chosen", "right", "missed", "wrong"), fill)
        self._mark.opacity = 1 if mark else 0
        if mark:
            self._mark.name, self._mark.role = mark, ink
            self._mark.set_bold(mark != "check-circle")
        self._fit()


def _is_bold(state: str) -> bool:
    return state in ("chosen", "right")


def _from(token: str) -> tuple[str, ...]:
    """The sizes tried for an option's words, from this one down."""
    return (token, *SMALLER[SMALLER.index(token) + 1 if token in SMALLER else 0 :])
