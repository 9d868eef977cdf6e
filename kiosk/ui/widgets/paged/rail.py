"""The rail that turns long things, always at the right: where am I, back, on (red), and up to two more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from kiosk.ui import fonts, look
from kiosk.ui.tokens import ROW_GAP, Air, IconSize, Stroke
from kiosk.ui.touch import Tappable
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap
from kiosk.ui.widgets.text import Text
from kiosk.ui.wrap import line_width


@dataclass(frozen=True)
class RailAction:
    """One button of the rail. `go` marks the red one."""

    text: str
    icon: str
    on_tap: Callable[[], None]
    tap: str = ""
    go: bool = False
    off: bool = False
    bold: bool = True

    def looks_like(self, other: RailAction) -> bool:
        """Whether a button drawn for one can serve the other: all but what a tap does."""
        return replace(self, on_tap=other.on_tap) == other


WIDTH = 160  # dpx
AIR = 10  # dpx beside the word, and between it and its icon
ICON, GO_ICON = 64, 88  # on an upright panel


def _token(action: RailAction, low: bool, wide: int) -> str:
    """The size of the word: smaller where it would touch the edges of an upright panel's narrow rail."""
    tokens = ["label", "body", "note"][0 if action.go else 1 :]
    for token in tokens[:-1]:
        widths = fonts.widths(fonts.face_of(token, bold=True), look.text_px(token))
        if low or line_width(action.text, widths) <= look.px(wide - 2 * AIR):
            return token
    return tokens[-1]


class RailButton(Tappable, Card):
    """Icon over word, as wide as the rail. `wide`: dpx, where it stands elsewhere."""

    def __init__(self, action: RailAction, wide: int = WIDTH, **rest: Any) -> None:
        self.action = action
        low = look.landscape()  # a wide panel has little height below the reach line: icon beside word
        size = (IconSize.MARK if low else GO_ICON) if action.go else (IconSize.M if low else ICON)
        self._icon = Icon(action.icon, size, bold=action.bold)
        self._word = Text(action.text, _token(action, low, wide), bold=True, halign="center", fit=low)
        if not low:
            self._icon.pos_hint = {"center_x": 0.5}
        super().__init__(
            Gap(), self._icon, self._word, Gap(), gap=Air.M if low else AIR, across=low, lift=not action.off, **rest
        )
        self.tap_name, self.off = action.tap or action.text, action.off
        self.bind(pressed=self._paint, off=self._paint)
        self._paint()

    def on_tap(self) -> None:
        self.action.on_tap()

    def _paint(self, *_: object) -> None:
        if self.off:
            fill, edge, ink = "sunken", "line", "ink_off"
        elif self.action.go:
            fill, edge, ink = "primary_down" if self.pressed else "primary", "", "on_primary"
        else:
            fill, edge, ink = "sunken" if self.pressed else "surface", "", "ink"
        if look.contrast() and not edge:
            edge = "edge"
        self.fill, self.edge, self.border = fill, edge, look.px(Stroke.EDGE) if edge else 0
        self.lift = not (self.off or self.pressed)
        self._icon.role = self._word.role = ink


class Rail(Column):
    """`actions` from top to bottom; the red one takes the most room."""

    GO, GO_LANDSCAPE = 1.64, 1.3  # the red one against the others; four of them stand on a wide panel

    def __init__(self, actions: tuple[RailAction, ...], **rest: Any) -> None:
        most = self.GO_LANDSCAPE if look.landscape() else self.GO
        buttons = [RailButton(action, size_hint_y=most if action.go else 1) for action in actions]
        super().__init__(*buttons, gap=ROW_GAP, size_hint_x=None, width=look.px(WIDTH), **rest)
        self.buttons = buttons

    def take(self, actions: tuple[RailAction, ...]) -> bool:
        """Serve these from now on; False, and nothing done, when they look otherwise than what is drawn."""
        drawn = [button.action for button in self.buttons]
        if len(drawn) != len(actions) or not all(map(RailAction.looks_like, drawn, actions)):
            return False
        for button, action in zip(self.buttons, actions, strict=True):
            button.action = action
        return True
