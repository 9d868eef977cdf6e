"""Something to choose one of: chosen it has the outline and the tint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.uix.widget import Widget

from kiosk.ui import look
from kiosk.ui.tokens import CARD_GAP, Air, IconSize, Stroke
from kiosk.ui.voice import words as said
from kiosk.ui.voice.spoken_forms import words_of
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import TapCard


class Pick(TapCard):
    def __init__(self, *children: Widget, chosen: bool, tap: str, on_tap: Callable[[], None], **rest: Any) -> None:
        how: dict[str, Any] = {"edge": "primary", "border": Stroke.CHOSEN} if chosen else {}
        super().__init__(*children, tap=tap, on_tap=on_tap, fill="primary_tint" if chosen else "surface", **how, **rest)
        self._chosen = chosen

    @property
    def spoken(self) -> str:
        """Its words, and whether it is chosen."""
        state = said.OPTION_STATES["chosen"] if self._chosen else ""
        return said.AND.join(part for part in (words_of(self), state) if part)


class TopicPick(Pick):
    """A name over how many questions there are."""

    def __init__(self, name: str, note: str, *, chosen: bool, tap: str, on_tap: Callable[[], None]) -> None:
        role = "primary_ink" if chosen else "ink"
        told = Column(
            Name(name, ("label", "body", "note"), role, bold=True, halign="center", lines=2),
            Text(note, "note", "ink_2", halign="center"), gap=Air.XXS, fit=True, pos_hint={"center_y": 0.5},
        )  # fmt: skip
        super().__init__(told, chosen=chosen, tap=tap, on_tap=on_tap, across=True, padding=(Air.S, 0))


class RingPick(Pick):
    """A ring, filled where it is chosen, before a title and a note."""

    def __init__(self, title: str, note: str, *, chosen: bool, tap: str, on_tap: Callable[[], None]) -> None:
        role = "primary_ink" if chosen else "ink"
        ring = (
            Icon("check-circle", IconSize.L, "primary") if chosen else Icon("circle", IconSize.L, "edge", bold=True)
        )  # fmt: skip
        told = Column(
            Name(title, ("label", "body"), role, bold=True), Text(note, "body", "ink_2"), gap=Air.XXS, fit=True,
            pos_hint={"center_y": 0.5},
        )  # fmt: skip
        super().__init__(
            ring, told, chosen=chosen, tap=tap, on_tap=on_tap, across=True, padding=(Air.XL, 0), gap=Air.L
        )  # fmt: skip


class NamePick(Pick):
    """A nickname."""

    def __init__(self, name: str, *, chosen: bool, tap: str, on_tap: Callable[[], None]) -> None:
        role = "primary_ink" if chosen else "ink"
        text = Name(name, ("label", "body", "note"), role, bold=chosen, halign="center", lines=2)
        text.pos_hint = {"center_y": 0.5}
        super().__init__(text, chosen=chosen, tap=tap, on_tap=on_tap, across=True, padding=(Air.S, 0))


def grid(picks: list[Widget], columns: int, high: int) -> Column:
    """Rows of as many, each `high` dpx; a last row that is not full is filled up with nothing."""
    rows = []
    for begin in range(0, len(picks), columns):
        some = picks[begin : begin + columns]
        row = Row(*some, *(Gap() for _ in range(columns - len(some))), gap=CARD_GAP, size_hint_y=None)
        row.height = look.px(high)
        rows.append(row)
    return Column(*rows, gap=CARD_GAP, fit=True)
