"""The button: primary (one red one a screen), second, quiet, and warn; normal, pressed, focus, off, busy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from kivy.lang import Builder
from kivy.properties import NumericProperty, StringProperty

from kiosk.ui import look
from kiosk.ui.tokens import Air, IconSize, Inside, Stroke
from kiosk.ui.touch import Tappable
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.text import Text

Builder.load_file(str(Path(__file__).with_suffix(".kv")))

Kind = Literal["primary", "second", "on", "quiet", "warn", "gold", "help"]

# kind: fill, edge, ink, second ink; then the same while pressed, off and busy
_LOOKS: dict[str, tuple[str, str, str, str]] = {
    "primary": ("primary", "", "on_primary", "on_primary_2"),
    "primary pressed": ("primary_down", "", "on_primary", "on_primary_2"),
    "second": ("surface", "edge", "ink", "ink_2"),
    "second pressed": ("sunken", "edge", "ink", "ink_2"),
    "on": ("ink", "edge", "ground", "ground"),
    "on pressed": ("ink_2", "edge", "ground", "ground"),
    "quiet": ("ground", "", "ink", "ink_2"),
    "quiet pressed": ("sunken", "", "ink", "ink_2"),
    "warn": ("warn_tint", "warn_edge", "warn", "warn"),
    "warn pressed": ("warn_tint", "warn", "warn", "warn"),
    "gold": ("surface", "gold", "gold_ink", "gold_ink"),
    "gold pressed": ("gold_tint", "gold", "gold_ink", "gold_ink"),
    "help": ("surface", "primary", "primary_ink", "primary_ink"),
    "help pressed": ("primary_tint", "primary", "primary_ink", "primary_ink"),
    "off": ("sunken", "line", "ink_off", "ink_off"),
    "busy": ("primary_down", "", "on_primary", "on_primary_2"),
}


SMALLER = ("body", "note")  # sizes of a word that a narrow button has no room for


class PushButton(Tappable, Card):
    """A tap on it calls `on_tap`. `note` is a second, lighter word behind the text (“12 秒后返回”)."""

    text = StringProperty("")
    note = StringProperty("")
    drop = NumericProperty(0)

    def __init__(
        self,
        text: str,
        on_tap: Callable[[], None] | None = None,
        *,
        tap: str = "",
        kind: Kind = "second",
        icon: str = "",
        icon_bold: bool = False,
        token: str = "label",
        note: str = "",
        height: int | None = None,
        off: bool = False,
        **rest: Any,
    ) -> None:
        self._kind, self._act, self._icon_name, self._icon_bold = kind, on_tap, icon, icon_bold
        self.drop = look.px(Stroke.EDGE)
        if "size_hint_y" not in rest:
            rest.update(size_hint_y=None, height=look.px(height or look.theme().spaces.button))
        super().__init__(lift=kind == "primary", border=Stroke.EDGE, padding=(Air.XS, 0), **rest)
        self._icon = Icon(icon, IconSize.M, bold=icon_bold) if icon else None
        self._label = Text(text, token, fit=True)
        self._note = Text(note, "body", fit=True)
        parts = [part for part in (self._icon, self._label, self._note if note else None) if part]
        row = self._row = Row(*parts, size_hint=(None, 1))
        self._token, self._squeezed = token, False
        row.bind(minimum_width=row.setter("width"))
        self.add_widget(Row(Gap(), row, Gap(), gap=0))
        self.text, self.note, self.off, self.tap_name = text, note, off, tap or text
        self.bind(text=self._word, note=self._word, pressed=self._paint, off=self._paint, busy=self._paint)
        self._paint()

    @property
    def natural_width(self) -> float:
        """Width that holds the word, the icon and room to the sides, in pixels."""
        icon = self._icon.width + look.px(Air.M) if self._icon else 0
        note = self._note.width + look.px(Air.M) if self.note else 0
        return float(self._label.width + icon + note + look.px(2 * Inside.ROW))

    def squeeze(self) -> None:
        """From now on its word gets smaller where the button is too narrow for it, and its sign goes first."""
        if not self._squeezed:
            self._squeezed = True
            self.bind(width=self._fit)
        self._fit()

    def _fit(self, *_: object) -> None:
        room = self.width - look.px(2 * Air.S)
        sign = self._icon.width + self._row.spacing if self._icon else 0
        for token, taken in ((self._token, sign), (self._token, 0), *((one, 0) for one in SMALLER)):
            self._label.set_token(token)
            if self._label.width + taken <= room:
                break
        if self._icon and bool(self._icon.parent) != bool(taken):
            if taken:
                self._row.add_widget(self._icon, index=len(self._row.children))
            else:
                self._row.remove_widget(self._icon)

    def on_tap(self) -> None:
        if self._act:
            self._act()

    def _word(self, *_: object) -> None:
        self._label.text, self._note.text = self.text, self.note
        if self._squeezed:
            self._fit()

    def _paint(self, *_: object) -> None:
        state = "off" if self.off else "busy" if self.busy else self._kind + (" pressed" if self.pressed else "")
        fill, edge, ink, ink_2 = _LOOKS[state]
        if look.contrast() and not edge and self._kind != "quiet":
            edge = "edge"
        self.fill, self.edge, self.border = fill, edge, look.px(Stroke.EDGE) if edge else 0
        self.lift = self._kind == "primary" and not (self.pressed or self.off)
        self._label.role, self._note.role = ink, ink_2
        if self._icon:
            self._icon.role = ink
            self._icon.set_bold(self.busy or self._icon_bold)
            self._icon.name = "circle-notch" if self.busy else self._icon_name
