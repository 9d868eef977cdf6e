"""A tree: the chosen one above with the way that leads to it, what is under it below, a tap a level."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal import words as exhibition_words
from kiosk.features.exhibition.terminal.modules.tree import words
from kiosk.features.exhibition.terminal.modules.tree.sizes import DROP, PLACES
from kiosk.features.exhibition.terminal.modules.tree.views import TREE, TreeAsked, TreeView
from kiosk.features.exhibition.terminal.screens.choosing import ChoosingPage, choice_tap
from kiosk.ui import look
from kiosk.ui.tokens import Air, High, Inside
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.chip import Chip, wide_of
from kiosk.ui.widgets.choice import ChoiceRow
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.told import Part, Told

STEP = " › "


class TreePage(ChoosingPage):
    name = TREE
    tap = "tree"
    places = PLACES
    drop = DROP
    marks = False
    always_acts = True

    def __init__(self, flow: TreeAsked) -> None:
        super().__init__()
        self._flow = flow
        self._view: TreeView | None = None
        self._is_cut = False

    def show(self, view: TreeView) -> None:
        self._view = view
        self.choose_from(view.rows, view.at, self._row, self._flow.turn)
        for number in self.shown:
            if row := self.row(number):
                row.chosen = number == view.chosen
        self.head(view.title, exhibition_words.page_of(self.page, self.pages) if self.pages > 1 else "")
        told = (view.path, view.name, view.level, view.note, view.below, view.here, view.source)
        self.tell(told, partial(self._card, view))
        self._lead_on(view)

    def on_back(self) -> bool:
        return self._flow.back()

    def _row(self, number: int) -> ChoiceRow:
        assert self._view
        row = self._view.rows[number]
        end = words.HERE if row.here else words.HERE_BELOW if row.above_here else words.row_end(row.below)
        return ChoiceRow(
            row.name, row.level, end=end, caret=row.below > 0, **choice_tap(self._flow.go, self.tap, number)
        )

    # -- the chosen one -----------------------------------------------------------------------------------------------

    def _card(self, view: TreeView) -> Card:
        inside = (Air.XXL, Inside.ROW)
        wide, high = self.chosen_room
        wide, high = wide - look.px(2 * inside[0]), high - look.px(2 * inside[1])
        lines, gap = (1, Air.HAIR) if look.landscape() else (2, Air.M)
        tokens = ("title", "label") if look.landscape() and look.large() else ("head", "name", "title", "label")
        name = Name(view.name, tokens, lines=lines, width=wide)  # lying, a line of the note must fit under it
        said = exhibition_words.in_one_line("\n".join(filter(None, (words.below(*view.below), view.source))))
        foot = Text(said, "note", "ink_2", max_lines=lines, width=wide)
        parts = [*_way(view, wide, lines), name]
        taken = sum(part.height for part in (*parts, foot)) + look.px(gap) * (len(parts) + 1)
        told = Told((Part(view.note, ("label", "body"), bold=False, gives=True),), (wide, high - taken))
        self._is_cut = told.is_cut or name.lines(wide)[-1].endswith("…")
        return Card(*parts, told, foot, padding=inside, gap=gap)

    def _lead_on(self, view: TreeView) -> None:
        """上一级, at the top the way to where one stands instead; what turns the list, or that way, is the red one."""
        bare = look.large() and self.pages > 1  # four large words stand beside one another
        up = PushButton(words.UP, self._flow.up, tap="tree.up", icon="" if bare else "arrow-up", icon_bold=True)
        here = PushButton(words.TO_HERE, self._flow.to_here, tap="tree.here", icon="" if bare else "map-pin")
        whole = PushButton(
            exhibition_words.READ_WHOLE, self._flow.read_whole, tap="tree.whole", icon="" if bare else "book-open-text"
        )
        more = [whole] if self._is_cut else []
        if self.pages > 1:
            first = [up] if not view.is_top else [here] if view.to_here else []
            self.turn_actions(*first, *more, says_where=False)
            return
        back = [] if view.is_top else [up]
        if view.to_here:
            high = High.BLOCK if look.landscape() else None
            red = PushButton(
                words.TO_HERE, self._flow.to_here, tap="tree.here", kind="primary", icon="map-pin", height=high
            )
            self.set_actions(*back, *more, red)
        else:
            self.set_actions(*more, *back)


def _way(view: TreeView, wide: float, lines: int) -> list[Widget]:
    """The names above it, its level, and that one stands there; on a wide panel beside one another."""
    marks = _marks(view)
    if not look.landscape() or not marks:
        return [*_path(view, wide, lines), *marks]
    chips = marks[0].children[::-1]
    room = wide - sum(wide_of(chip) + look.px(Air.M) for chip in chips if isinstance(chip, Chip))
    path = _path(view, room, lines)
    if path:
        marks[0].add_widget(path[0], index=len(marks[0].children))
        path[0].pos_hint = {"center_y": 0.5}
        marks[0].remove_widget(marks[0].children[0])  # what filled the row
        marks[0].height = max(marks[0].height, path[0].height)
    return marks


def _path(view: TreeView, wide: float, lines: int) -> list[Text]:
    """Where they are too long, those nearest to it."""
    names = list(view.path)
    while names:
        begins = ["…"] if len(names) < len(view.path) else []
        told = STEP.join([*begins, *names, ""]).rstrip()
        path = Text(told, "body", "ink_2", max_lines=lines, width=wide)
        if len(names) == 1 or not path.lines(wide)[-1].endswith("…"):
            return [path]
        names.pop(0)
    return []


def _marks(view: TreeView) -> list[Widget]:
    chips = [Chip(view.level, "gold", token="body")] if view.level else []
    if view.here:
        chips.append(Chip(words.HERE, "red", "map-pin", token="body"))
    if not chips:
        return []
    return [Row(*chips, Gap(), gap=Air.M, size_hint_y=None, height=chips[0].height)]
