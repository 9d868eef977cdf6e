"""A digit pad and the field above it. Holds nothing: every key is reported at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from kivy.properties import BooleanProperty, NumericProperty
from kivy.uix.gridlayout import GridLayout

from kiosk.ui import look
from kiosk.ui.touch import Tappable
from kiosk.ui.voice import words as said
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.text import Text

KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "back")


class Key(Tappable, Card):
    """One key: a digit, 清空 or the backspace mark."""

    def __init__(self, key: str, clear_word: str, on_tap: Callable[[], None]) -> None:
        self._act = on_tap
        face = (
            Icon("backspace", 60)
            if key == "back"
            else Text(clear_word if key == "clear" else key, "body" if key == "clear" else "title", bold=True, fit=True)
        )
        fill = "surface" if key.isdigit() else "sunken" if look.contrast() else "line"
        super().__init__(Row(Gap(), face, Gap(), gap=0), radius=12, fill=fill)
        self._plain, self._key = self.fill, key
        self.tap_name = f"key.{key}"
        self.bind(pressed=self._paint)

    @property
    def spoken(self) -> str:
        return said.BACKSPACE if self._key == "back" else super().spoken

    def on_tap(self) -> None:
        self._act()

    def _paint(self, *_: object) -> None:
        self.fill = "primary_tint" if self.pressed else self._plain
        self.lift = not self.pressed


class DigitPad(GridLayout):
    """`on_key` gets "0".."9", "clear" or "back"."""

    def __init__(self, on_key: Callable[[str], None], clear_word: str, **rest: Any) -> None:
        super().__init__(cols=3, spacing=look.px(look.theme().spaces.gap), **rest)
        self.spoken = said.DIGIT_PAD
        for key in KEYS:
            self.add_widget(Key(key, clear_word, partial(on_key, key)))


class SecretField(Card):
    """Dots for what has been entered; amber when it was wrong."""

    length = NumericProperty(0)
    wrong = BooleanProperty(False)

    def __init__(self, prompt: str, **rest: Any) -> None:
        self._prompt = prompt
        self._text = Text(prompt, "label", bold=False, halign="center", fill=True)
        super().__init__(
            self._text, edge="edge", lift=False, padding=(32, 0), size_hint_y=None, height=look.px(124), **rest
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
        self.border = look.px(3)

    def ask(self, prompt: str) -> None:
        """Change what stands in the empty field."""
        self._prompt = prompt
        self._show()
