"""Candidates in pages: the first outlined, 上一页 and 下一页 where there are more; a hint or ready phrases before
anything is spelled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import TEXT, Air
from kiosk.ui.typing import words
from kiosk.ui.typing.composer import Shelf
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.typing.key import Key

GAP = 13  # dpx: 3.2 mm
TURN = {False: 100, True: 120}  # dpx of an arrow, standard and elder
PAD = 60


def shelf_of(width: float, most: int = 12) -> Shelf:
    """The page of candidates that fits a row `width` dpx wide."""
    large = look.large()
    em = TEXT["title"].elder if large else TEXT["title"].size
    turn, least = TURN[large], look.theme().spaces.tap
    return Shelf(room=width, em=em, pad=PAD, least=least, gap=gap_of(), turn=turn, most=most)


def gap_of() -> int:
    """Between keys, dpx: 3 mm, 4 in elder mode."""
    return Air.M if look.large() else GAP


class Candidates(Column):
    """`rows` rows of keys, made once and given new words. `on_choose` gets a place on the page, `on_turn` 1 or -1."""

    def __init__(
        self, on_choose: Callable[[int], None], on_turn: Callable[[int], None], *, rows: int = 1, **rest: Any
    ) -> None:
        super().__init__(gap=gap_of(), **rest)
        self._choose, self._rows = on_choose, [Row(gap=gap_of()) for _ in range(rows)]
        for row in self._rows:
            self.add_widget(row)
        self._keys: list[Key] = []
        self._hint = Text("", "body", "ink_2", halign="center", fill=True)
        wide = look.px(TURN[look.large()])
        self._before = self._arrow("caret-left", words.PREVIOUS, partial(on_turn, -1), "page.before", wide)
        self._after = self._arrow("caret-right", words.NEXT, partial(on_turn, 1), "page.after", wide)
        self._shown: tuple[object, ...] = ()

    def _arrow(self, icon: str, word: str, act: Callable[[], None], tap: str, wide: int) -> Key:
        return Key("", act, tap=f"typing.{tap}", icon=icon, sub=word, size_hint_x=None, width=wide)

    def show(self, page: Sequence[str], before: bool, after: bool, hint: str, *, plain: bool = False) -> None:
        """One page of words; `plain` outlines none (ready phrases, letters)."""
        wanted = (tuple(page), before, after, hint, plain)
        if wanted == self._shown:
            return
        self._shown = wanted
        for row in self._rows:
            row.clear_widgets()
        if not page:
            self._hint.text = hint
            self._rows[0].add_widget(self._hint)
            return
        cells = [self._key(place, word, plain) for place, word in enumerate(page)]
        if not (before or after):
            self._fill(cells, [])
            return
        self._before.off, self._after.off = not before, not after
        self._fill(cells, [self._before, self._after])

    def _key(self, place: int, word: str, plain: bool) -> Key:
        if place == len(self._keys):
            self._keys.append(Key("", partial(self._choose, place), tap=f"typing.word.{place}", kind="word"))
        key = self._keys[place]
        key.label, key.kind = word, "word" if plain or place else "first"
        key.set_bold(key.kind == "first")
        key.size_hint_x = shelf_of(0).cell(word)
        return key

    def _fill(self, cells: list[Key], arrows: list[Key]) -> None:
        if len(self._rows) == 1:
            parts: list[Widget] = [*cells, *arrows]
            for part in parts:
                self._rows[0].add_widget(part)
            if sum(key.size_hint_x for key in cells) < shelf_of(0).least * 3:
                self._rows[0].add_widget(Gap(), len(arrows))
            return
        across = -(-(len(cells) + len(arrows)) // len(self._rows))
        parts = [*cells, *(Gap() for _ in range(across * len(self._rows) - len(cells) - len(arrows))), *arrows]
        for place, part in enumerate(parts):
            part.size_hint_x = 1
            self._rows[place // across].add_widget(part)

    def wipe(self) -> None:
        """Draw over every word a visitor was offered."""
        self.show((), False, False, "")
        for key in self._keys:
            key.label = ""
