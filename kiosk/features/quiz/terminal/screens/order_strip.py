"""The places of an order from first to last, above the options: what stands in each, and which is next.

Words stand in it only where those of every option have room: cut, they would say less than the number alone.
"""

from __future__ import annotations

from functools import partial

from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.screens.measuring import lines, text_width
from kiosk.features.quiz.terminal.screens.redrawn import Redrawn
from kiosk.features.quiz.terminal.sizes import STRIP_HIGH, STRIP_MOST
from kiosk.features.quiz.terminal.views import QuestionView
from kiosk.ui import look
from kiosk.ui.tokens import CELL_RADIUS, Air, Stroke
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.name import Name


def strip_high(view: QuestionView) -> float:
    """With the gap over it; 0: the places are too many or already told, or large type needs their room."""
    if look.large() and not look.landscape():
        return 0.0
    if not view.places or view.verdict or len(view.places) > STRIP_MOST:
        return 0.0
    return float(look.px(STRIP_HIGH + Air.S))


Look = tuple[str, str, str, bool, str]
"""Of a place: its words, fill and ink, whether they are bold, and its edge."""


class OrderStrip(Row):
    """Only read, and not spoken: each option says its own place. Places that say nothing of an answer are ``kept``."""

    spoken = ""

    def __init__(self, view: QuestionView, kept: Redrawn) -> None:
        super().__init__(gap=Air.S, size_hint_y=None, height=look.px(STRIP_HIGH))
        count = len(view.places)
        self._wide = (text_width() - look.px(Air.S) * (count - 1)) / count  # of a place
        self._cells = {one: _kept_cell(one, self._wide, kept) for one in _empty(count)}
        wide = self._wide - look.px(2 * Air.M)
        said = [words.in_place(text, count) for text in view.options]
        self._worded = all(len(lines(one, "note", wide, even=False)) == 1 for one in said)
        self.show(view)

    def show(self, view: QuestionView) -> None:
        """What stands where, after a tap."""
        texts = {place: text for text, place in zip(view.options, view.places, strict=True) if place}
        self.clear_widgets()
        for place in range(1, len(view.places) + 1):
            if place in texts:
                said = words.in_place(texts[place], place) if self._worded else str(place)
                self.add_widget(self._cell((said, "primary_tint", "primary_ink", True, "")))
            else:
                self.add_widget(self._cell(_next(place) if place == len(texts) + 1 else _later(place)))

    def _cell(self, one: Look) -> Card:
        """The one that stood there, where nothing has changed in it: a tap changes two places."""
        cell = self._cells.pop(one, None)
        if cell is None or cell.parent:
            cell = _cell(*one, self._wide)
        self._cells[one] = cell
        return cell


def prepare(kept: Redrawn) -> None:
    """Before a question: the first order of a paper finds its places made."""
    kept.begin()
    for one in _empty(STRIP_MOST):
        _kept_cell(one, text_width() / STRIP_MOST, kept)


def _empty(count: int) -> list[Look]:
    """The places before anything is tapped."""
    return [_next(1), *map(_later, range(2, count + 1))]


def _next(place: int) -> Look:
    return words.tap_for(place), "surface", "primary_ink", False, "primary"


def _later(place: int) -> Look:
    return str(place), "sunken", "ink_2", False, ""


def _kept_cell(one: Look, wide: float, kept: Redrawn) -> Card:
    return kept.take(("place", one), partial(_cell, *one, wide), lasting=True)


def _cell(text: str, fill: str, role: str, bold: bool, edge: str, wide: float) -> Card:
    inside = wide - look.px(2 * Air.XS)
    said = Name(
        text, ("body", "note"), role, lines=1, bold=bold, halign="center", pos_hint={"center_y": 0.5}, width=inside
    )
    outline = {"edge": edge, "border": Stroke.CHOSEN} if edge else {"border": 0}
    return Card(
        said, fill=fill, lift=False, across=True, padding=(Air.XS, 0), radius=CELL_RADIUS, width=wide, **outline
    )
