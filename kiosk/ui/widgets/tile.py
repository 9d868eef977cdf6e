"""Tiles and rows that lead on: the whole surface is the target."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Any

from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import CARD_GAP, Air, BadgeSide, High, IconSize, Inside
from kiosk.ui.touch import Tappable
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Badge, Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Text

UNDER_ICON = 14  # dpx, of a tile


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
        side = Icon(icon, IconSize.SIGN, "pine")
        side.pos_hint = {"center_x": 0.5}
        word = Text(text, "label", halign="center", balanced=True)
        super().__init__(Gap(), side, word, Gap(), tap=tap, on_tap=on_tap, padding=(Air.S, 0), gap=UNDER_ICON, **rest)


class _Words(Column):
    """A name over a note. Where the row has no room for both, the note is a step smaller, then the name; a note that
    cannot be told whole in any size takes one line, cut, and then the name is a step smaller."""

    NAME, NOTE = ("title", "label", "body"), ("body", "note")
    LINES = 2
    AIR = Air.XS  # dpx above and below
    WHOLE_LINES, MOST_LINES = 3, 4  # of a note that is not cut to fit, and where there is room
    LINES_TRIED = (MOST_LINES, LINES, 1)

    def __init__(
        self, title: str, note: str, role: str = "ink", *, whole: bool = False, name_lines: int = LINES
    ) -> None:  # fmt: skip
        """`whole`: the row is made as high as both take (`needed`), instead of cutting them to its height."""
        super().__init__(gap=Air.HAIR, fit=True, pos_hint={"center_y": 0.5})
        self._title, self._note, self._role, self._whole = title, note, role, whole
        self._name_lines = name_lines
        self._chosen_for: tuple[float, float] | None = None
        self.bind(width=self._choose, parent=self._belong)

    def needed(self) -> float:
        """Pixels that both take at this width, with air above and below."""
        return float(self.minimum_height) + look.px(2 * self.AIR)

    def _belong(self, *_: object) -> None:
        if self.parent:
            self.parent.bind(height=self._choose)
            if self._whole:  # the row has yet to be as high as they need
                self._choose()
            else:  # other rows have their place first; what they say can be read out before
                for part in (self._named(self.NAME), *([self._told(1)] if self._note else [])):
                    self.add_widget(part)

    def _choose(self, *_: object) -> None:
        if not self.parent:
            return
        room = 0.0 if self._whole else self.parent.height - look.px(2 * self.AIR)
        # While a page is laid out a row has no width for a moment, or no height: nine ways of not fitting were tried.
        if (self.width, room) == self._chosen_for or not (self._whole or (self.width > 0 and room > 0)):
            return
        self._chosen_for = (self.width, room)
        self.clear_widgets()
        for part in self._whole_parts() if self._whole else self._fitting(room):
            self.add_widget(part)

    def _whole_parts(self) -> list[Text]:
        return [self._named(self.NAME), *([self._told(self.WHOLE_LINES)] if self._note else [])]

    def _fitting(self, room: float) -> list[Text]:
        """The largest way of showing both in `room` pixels; where there is none, the name alone."""
        named, told = cache(self._named), cache(self._told)  # each made at most once
        names = [self.NAME[step:] for step in range(len(self.NAME))]
        if not self._note:
            return [next((named(name) for name in names if named(name).height <= room), named(names[-1]))]
        for may_be_cut, tokens in ((False, self.NOTE), (True, self.NOTE[:1])):
            for name, token, lines in product(names, tokens, self.LINES_TRIED):
                note = told(lines, token)
                if named(name).height + self.spacing + note.height <= room and (may_be_cut or not note.is_cut):
                    return [named(name), note]
        return [named(names[-1])]

    def _named(self, tokens: tuple[str, ...]) -> Name:
        return Name(self._title, tokens, self._role, lines=self._name_lines, width=self.width)

    def _told(self, lines: int, token: str = NOTE[0]) -> Text:
        return Text(self._note, token, "ink_2", balanced=True, max_lines=lines, width=self.width)


class RowTile(TapCard):
    """A row that leads on: badge, title over a note, what stands at the right end, caret. `height` in dpx.

    `note` may break by sense with a newline. `end` is any widget of fixed width; `mark` replaces the caret.
    `name_lines`: at most, of the title, where all of the note is wanted beside a long one.
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
        height: int = High.ROW_L,
        off: bool = False,
        mark: str = "caret-right",
        badge_side: int = BadgeSide.ROW,
        name_lines: int = _Words.LINES,
        **rest: Any,
    ) -> None:
        quiet = "ink_2" if off else "ink"
        words = _Words(title, note, quiet, name_lines=name_lines)
        badge = [Badge(icon, "off" if off else tint, badge_side)] if icon else []
        leads = mark and not (off and mark.startswith("caret"))
        arrow = [Icon(mark, IconSize.CARET, "ink_2", bold=mark.startswith("caret"))] if leads else []
        if "size_hint_y" not in rest:
            rest.update(size_hint_y=None, height=look.px(height))
        super().__init__(
            *badge, words, *([end] if end else []), *arrow,
            tap=tap, on_tap=on_tap, off=off, across=True, padding=(Inside.ROW, 0, Air.XL, 0), gap=Air.XL, **rest,
        )  # fmt: skip


class ToldCard(Card):
    """A row that only tells (`infotile`): as high as its words need, beside others as high as the highest."""

    needed = NumericProperty(0)  # pixels


def infotile(
    title: str, note: str, icon: str, *, tint: str = "red", height: int = High.ROW_L, badge_side: int = BadgeSide.M
) -> ToldCard:
    """A row that only tells: sunken, no caret, not a target. `height` in dpx, or more where the words need it."""
    words = _Words(title, note, whole=True)
    tile = ToldCard(
        Badge(icon, tint, badge_side), words,
        fill="sunken", lift=False, across=True, padding=(Inside.ROW, 0), gap=Air.XL,
        size_hint_y=None, height=look.px(height),
    )  # fmt: skip
    tile.needed = tile.height
    tile.bind(needed=tile.setter("height"))
    words.bind(minimum_height=lambda *_: setattr(tile, "needed", max(look.px(height), words.needed())))
    return tile


def in_a_row(*tiles: ToldCard) -> Row:
    """Beside one another, all as high as the highest."""
    for tile in tiles:
        tile.size_hint_y = 1
    row = Row(*tiles, gap=CARD_GAP, size_hint_y=None)

    def level(*_: object) -> None:
        row.height = max(tile.needed for tile in tiles)

    for tile in tiles:
        tile.bind(needed=level)
    level()
    return row


def pair(left: Widget, right: Widget, gap: int = CARD_GAP, **rest: Any) -> Row:
    """Two equal halves, each filling the row's height."""
    return Row(left, right, gap=gap, **rest)
