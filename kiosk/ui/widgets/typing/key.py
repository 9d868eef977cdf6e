"""One key of a pad or a keyboard: a letter, a word or an icon, and a smaller word under it.

Kinds: `plain`; `fn` (backspace, 123); `word` and `first` (candidates, the one a tap on space takes outlined);
`syllable` and `settled` (readings on the nine-key pad); each normal and pressed, and off.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from kivy.lang import Builder
from kivy.properties import NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import IconSize, Stroke
from kiosk.ui.touch import Tappable
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.text import Text

Builder.load_file(str(Path(__file__).with_suffix(".kv")))

Kind = Literal["plain", "fn", "word", "first", "syllable", "settled"]

# kind: fill, edge, border dpx, ink, lifted
_LOOKS: dict[str, tuple[str, str, int, str, bool]] = {
    "plain": ("surface", "", 0, "ink", True),
    "fn": ("line", "", 0, "ink", False),
    "word": ("surface", "", 0, "ink", False),
    "first": ("primary_tint", "primary", Stroke.MAIN, "primary_ink", False),
    "syllable": ("pine_tint", "pine", Stroke.HAIR, "pine_ink", False),
    "settled": ("pine", "pine", Stroke.HAIR, "surface", False),
    "pressed": ("primary_tint", "primary", Stroke.HAIR, "primary_ink", False),
    "off": ("sunken", "line", Stroke.EDGE, "ink_off", False),
}


class Key(Tappable, BoxLayout):
    """`label` in `token`'s size, or an icon of the kit; `sub` below it. `said` is what the voice says of an icon."""

    label = StringProperty("")
    kind = StringProperty("plain")
    fill = StringProperty("surface")
    edge = StringProperty("")
    under = StringProperty("")
    border = NumericProperty(0)

    def __init__(
        self,
        label: str,
        on_tap: Callable[[], None],
        *,
        tap: str,
        kind: Kind = "plain",
        token: str = "title",
        bold: bool = False,
        icon: str = "",
        sub: str = "",
        said: str = "",
        **rest: Any,
    ) -> None:
        self._act, self._bold, self._said = on_tap, bold, said
        self._icon = Icon(icon, IconSize.M, bold=True, pos_hint={"center_x": 0.5}) if icon else None
        single = not (icon or sub)
        self._label = Text(label, token, bold=bold, serif=False, halign="center", fill=single, max_lines=1)
        self._sub = Text(sub, "note", "ink_2", bold=not icon, halign="center", max_lines=1) if sub else None
        super().__init__(orientation="vertical", **rest)
        for part in self._parts(label, single):
            self.add_widget(part)
        self.label, self.kind, self.tap_name = label, kind, tap
        self.bind(label=self._word, kind=self._paint, pressed=self._paint, off=self._paint)
        self._paint()

    def _parts(self, label: str, single: bool) -> list[Widget]:
        if single:
            return [self._label]
        return [part for part in (Gap(), self._icon, self._label if label else None, self._sub, Gap()) if part]

    @property
    def spoken(self) -> str:
        return self._said or super().spoken

    def on_tap(self) -> None:
        self._act()

    def set_bold(self, bold: bool) -> None:
        self._label.set_bold(bold)

    def _word(self, *_: object) -> None:
        self._label.text = self.label

    def _paint(self, *_: object) -> None:
        state = "off" if self.off else "pressed" if self.pressed else self.kind
        fill, edge, border, ink, lifted = _LOOKS[state]
        if look.contrast() and fill == "line":
            fill = "sunken"  # the light grey of the contrast palette is an ornament's, no ground for words
        if not edge and (look.contrast() or (look.large() and fill == "surface")):
            edge, border = "edge", Stroke.HAIR
        self.fill, self.edge, self.border = fill, edge, look.px(border) if edge else 0
        self.under = "line" if lifted and not look.contrast() else ""
        self._label.role = ink
        if self._icon:
            self._icon.role = ink
        if self._sub:
            self._sub.role = "ink_off" if self.off else "ink" if self.fill == "line" else "ink_2"
