"""A digit pad and the field above it. They hold nothing: each key is reported at once, a field is told what to show."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from kivy.properties import BooleanProperty, NumericProperty
from kivy.uix.gridlayout import GridLayout

from kiosk.ui import look
from kiosk.ui.tokens import HERO_RADIUS, Air, Stroke
from kiosk.ui.typing import words
from kiosk.ui.voice import words as said
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.typing.key import Key

SECRET_HIGH = 124  # dpx
DIGITS = "123456789"


class DigitPad(Flat):
    """`on_key` gets "0".."9", "back", and what stands left of the 0: "clear" with `clear_word`, else `corner` (the X
    of an ID number, or nothing). A key the field has no use for stays in its place, drawn off (`set_off`)."""

    def __init__(self, on_key: Callable[[str], None], clear_word: str = "", *, corner: str = "X", **rest: Any) -> None:
        gap = look.theme().spaces.gap
        grid = GridLayout(cols=3, spacing=look.px(gap))
        grid.spoken = said.DIGIT_PAD
        super().__init__(grid, radius=HERO_RADIUS, padding=Air.S if look.landscape() else Air.L, **rest)
        self.keys: dict[str, Key] = {}
        for name in (*DIGITS, "clear" if clear_word else corner, "0", "back"):
            if not name:
                grid.add_widget(Gap())
                continue
            self.keys[name] = self._key(name, clear_word, partial(on_key, name))
            grid.add_widget(self.keys[name])

    def set_off(self, names: Collection[str]) -> None:
        """These keys do nothing now; all others do."""
        for name, key in self.keys.items():
            key.off = name in names

    def _key(self, name: str, clear_word: str, act: Callable[[], None]) -> Key:
        tap = f"key.{name}"
        if name == "back":
            return Key(
                words.DELETE_DIGIT, act, tap=tap, kind="fn", token="label", bold=True,
                icon="" if look.landscape() else "backspace",  # the keys of a wide panel are low
                said=said.BACKSPACE,
            )  # fmt: skip
        if name == "clear":
            return Key(clear_word, act, tap=tap, kind="fn", token="label", bold=True)
        return Key(name, act, tap=tap, token="head", bold=True)


class SecretField(Card):
    """Dots for what has been entered; amber when it was wrong. For a PIN of the staff: no digit is ever shown."""

    length = NumericProperty(0)
    wrong = BooleanProperty(False)

    def __init__(self, prompt: str, **rest: Any) -> None:
        self._prompt = prompt
        self._text = Text(prompt, "label", bold=False, halign="center", fill=True)
        super().__init__(
            self._text,
            edge="edge",
            lift=False,
            padding=(Air.XL, 0),
            size_hint_y=None,
            height=look.px(SECRET_HIGH),
            **rest,
        )
        self.bind(length=self._show, wrong=self._show)
        self._show()

    @property
    def spoken(self) -> str:
        """How many, never which."""
        return said.entered(int(self.length)) if self.length else str(self._prompt)

    def _show(self, *_: object) -> None:
        self._text.text = "●" * int(self.length) or self._prompt
        self._text.role = "warn" if self.wrong else "ink" if self.length else "ink_2"
        self.edge = "warn_edge" if self.wrong else "primary" if self.length else "edge"
        self.fill = "warn_tint" if self.wrong else "surface"
        self.border = look.px(Stroke.EDGE)

    def ask(self, prompt: str) -> None:
        """Change what stands in the empty field."""
        self._prompt = prompt
        self._show()
