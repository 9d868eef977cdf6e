"""The places of an order from first to last, above the options: what stands in each, and which is next.

Words stand in it only where those of every option have room: cut, they would say less than the number alone.
"""

from __future__ import annotations

from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.screens.measuring import lines, text_width
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


class OrderStrip(Row):
    """Only read, and not spoken: each option says its own place."""

    spoken = ""

    def __init__(self, view: QuestionView) -> None:
        super().__init__(gap=Air.S, size_hint_y=None, height=look.px(STRIP_HIGH))
        count = len(view.places)
        self._wide = (text_width() - look.px(Air.S) * (count - 1)) / count  # of a place
        self._cells: dict[tuple[str, str, str, bool, str], Card] = {}
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
                self.add_widget(self._cell(said, "primary_tint", "primary_ink", bold=True))
            elif place == len(texts) + 1:
                self.add_widget(self._cell(words.tap_for(place), "surface", "primary_ink", edge="primary"))
            else:
                self.add_widget(self._cell(str(place), "sunken", "ink_2"))

    def _cell(self, text: str, fill: str, role: str, *, bold: bool = False, edge: str = "") -> Card:
        """The one that stood there, where nothing has changed in it: a tap changes two places."""
        key = text, fill, role, bold, edge
        cell = self._cells.pop(key, None)
        if cell is None or cell.parent:
            cell = _cell(*key, self._wide)
        self._cells[key] = cell
        return cell


def _cell(text: str, fill: str, role: str, bold: bool, edge: str, wide: float) -> Card:
    inside = wide - look.px(2 * Air.XS)
    said = Name(
        text, ("body", "note"), role, lines=1, bold=bold, halign="center", pos_hint={"center_y": 0.5}, width=inside
    )
    outline = {"edge": edge, "border": Stroke.CHOSEN} if edge else {"border": 0}
    return Card(
        said, fill=fill, lift=False, across=True, padding=(Air.XS, 0), radius=CELL_RADIUS, width=wide, **outline
    )
