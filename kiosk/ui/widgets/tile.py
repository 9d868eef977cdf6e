"""Tiles and rows that lead on: the whole surface is the target."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.touch import Tappable
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Badge, Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text


class TapCard(Tappable, Card):
    """A card that is one target. Pressed: `down` colour, no shadow. Off: sunken, and deaf."""

    def __init__(
        self,
        *children: Widget,
        tap: str,
        on_tap: Callable[[], None] | None = None,
        off: bool = False,
        down: str = "pine_tint",
        fill: str = "surface",
        **rest: Any,
    ) -> None:
        self._act, self._down, self._plain = on_tap, down, fill
        super().__init__(*children, fill="sunken" if off else fill, lift=not off, **rest)
        self.tap_name, self.off = tap, off
        self.bind(pressed=self._paint)

    def on_tap(self) -> None:
        if self._act:
            self._act()

    def _paint(self, *_: object) -> None:
        self.fill = self._down if self.pressed else "sunken" if self.off else self._plain
        self.lift = not (self.pressed or self.off)


class Tile(TapCard):
    """A square tile: icon above its word."""

    def __init__(
        self, icon: str, text: str, *, tap: str, on_tap: Callable[[], None] | None = None, **rest: Any
    ) -> None:
        side = Icon(icon, 68, "pine")
        side.pos_hint = {"center_x": 0.5}
        word = Text(text, "label", halign="center", balanced=True)
        super().__init__(Gap(), side, word, Gap(), tap=tap, on_tap=on_tap, padding=(12, 0), gap=14, **rest)


class _Words(Column):
    """Title over note. A long name is set a size smaller rather than cut; what a row has no room for is the note."""

    LINES = 2
    AIR = 12  # dpx above and below

    def __init__(self, title: str, note: str, role: str = "ink") -> None:
        self._title = Text(title, "title", role, balanced=True)
        self._small = Text(title, "label", role, balanced=True, max_lines=self.LINES)
        self._note = Text(note, "body", "ink_2", balanced=True)
        super().__init__(self._title, *([self._note] if note else []), gap=2, fit=True, pos_hint={"center_y": 0.5})
        self._shown: tuple[Widget, ...] = tuple(reversed(self.children))
        self.bind(width=self._choose, parent=self._belong)

    def _belong(self, *_: object) -> None:
        if self.parent:
            self.parent.bind(height=self._choose)

    def _choose(self, *_: object) -> None:
        if not self.parent:
            return
        long = len(self._title.lines(self.width)) > self.LINES
        head = self._small if long else self._title
        head.width = self.width
        room = self.parent.height - look.px(2 * self.AIR)
        self._note.width = self.width
        told = self._note.text and head.height + self._note.height <= max(room, look.px(100))
        shown = (head, self._note) if told else (head,)
        if shown != self._shown:
            self._shown = shown
            self.clear_widgets()
            for part in shown:
                self.add_widget(part)


class RowTile(TapCard):
    """A row that leads on: badge, title over a note, what stands at the right end, caret. `height` in dpx.

    `note` may break by sense with a newline. `end` is any widget of fixed width; `mark` replaces the caret.
    """

    def __init__(
        self,
        title: str,
        note: str = "",
        *,
        tap: str,
        on_tap: Callable[[], None] | None = None,
        icon: str = "",
        tint: str = "red",
        end: Widget | None = None,
        height: int = 164,
        off: bool = False,
        mark: str = "caret-right",
        badge_side: int = 104,
        **rest: Any,
    ) -> None:
        quiet = "ink_2" if off else "ink"
        words = _Words(title, note, quiet)
        badge = [Badge(icon, "off" if off else tint, badge_side)] if icon else []
        arrow = [Icon(mark, 44, "ink_2", bold=mark.startswith("caret"))] if mark else []
        if "size_hint_y" not in rest:
            rest.update(size_hint_y=None, height=look.px(height))
        super().__init__(
            *badge, words, *([end] if end else []), *arrow,
            tap=tap, on_tap=on_tap, off=off, across=True, padding=(36, 0, 32, 0), gap=32, **rest,
        )  # fmt: skip


def infotile(title: str, note: str, icon: str, *, tint: str = "red", height: int = 164, badge_side: int = 96) -> Card:
    """A row that only tells: sunken, no caret, not a target."""
    return Card(
        Badge(icon, tint, badge_side), _Words(title, note),
        fill="sunken", lift=False, across=True, padding=(36, 0), gap=32, size_hint_y=None, height=look.px(height),
    )  # fmt: skip


def pair(left: Widget, right: Widget, gap: int = 24, **rest: Any) -> Row:
    """Two equal halves, each filling the row's height."""
    return Row(left, right, gap=gap, **rest)
