"""The frame of an exhibit of which one thing is chosen: large above and never touched, the list below in reach.

    class Timeline(ChoosingPage):
        tap, places, drop = "timeline", Places(984, 104, (984, 150)), 262

        def show(self, view):
            self.head(view.title, words.entry_of(view.at, len(view.entries)))
            self.choose_from(view.entries, view.at, self._row, self._flow.choose)
            self.tell(view.entries[view.at], self._large)      # `_large` draws the widget
            self.turn_actions()

Where one is, is one number: which of the list is chosen. The page of the list follows from it, so that a change of mode
comes back to the same one; 上一页 and 下一页 choose the first of theirs. Tap names are numbers, never what is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal import words
from kiosk.features.exhibition.terminal.list_places import Places
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.places import TITLE_HIGH, chosen_room, list_room
from kiosk.ui.tokens import LIST_COLUMN, Air, High
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.choice import Choice
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Text

__all__ = ["ChoosingPage", "Places", "choice_tap", "paired"]

Draw = Callable[[int], Choice]
"""Draws one of the list, by its number in it."""


class ChoosingPage(Page):
    """`tap` begins the names of what is tapped: `TAP.3`, `TAP.previous`, `TAP.next`.

    `always_acts`: buttons stand under the list even when it has one page. `marks` False: none of the list is chosen,
    each leads on. `aside`: dpx of what stands in `strip` over the list, on an upright panel.
    """

    reading = True
    action_column = LIST_COLUMN
    tap: ClassVar[str] = ""
    places: ClassVar[Places]
    always_acts: bool = False
    marks: ClassVar[bool] = True
    aside: int = 0

    def __init__(self) -> None:
        super().__init__()
        self.speak.spacing = self.body.spacing = 0
        self._head = Row(gap=Air.M, size_hint_y=None, height=look.px(TITLE_HIGH))
        self.above = Column()
        """Holds the chosen one."""
        self.speak.add_widget(self._head)
        self.speak.add_widget(self.above)
        self.strip = Column()
        """Over the list; as high as `aside` says."""
        self._grid: GridLayout | None = None
        self._rows: dict[int, Choice] = {}
        self._headed: tuple[object, ...] = ()
        self._told: object = None
        self._listed: tuple[object, ...] = ()
        self._acted: tuple[object, ...] | None = None
        self._count = self._at = 0
        self._choose: Callable[[int], None] = _nowhere

    # -- what stands above ---------------------------------------------------------------------------------------------

    def head(self, title: str, mark: str | Widget = "", tint: str = "pine") -> None:
        """The exhibit's title, and at its right a word in a chip, or any widget of fixed width."""
        if (title, mark, tint) == self._headed:
            return
        self._headed = (title, mark, tint)
        self._head.clear_widgets()
        side = Chip(mark, tint) if isinstance(mark, str) and mark else mark
        wide = chosen_room(look.theme(), self.drop)[0] - (side.width if isinstance(side, Widget) else 0)
        named = Name(title, ("head", "name", "title", "label"), lines=2, pos_hint={"center_y": 0.5}, width=wide)
        self._head.add_widget(named)
        if isinstance(side, Widget):
            side.pos_hint = {"center_y": 0.5}
            self._head.add_widget(side)
        named.bind(height=self._grow_head)
        self._grow_head(named)

    def _grow_head(self, named: Widget, *_: object) -> None:
        self._head.height = max(look.px(TITLE_HIGH), named.height)

    def tell(self, chosen: object, draw: Callable[[], Widget]) -> None:
        """Draw the chosen one anew, unless it stands there already."""
        if chosen == self._told and self.above.children:
            return
        self._told = chosen
        self.above.clear_widgets()
        self.above.add_widget(draw())

    @property
    def chosen_room(self) -> tuple[int, int]:
        """Width and height that the chosen one has, in pixels."""
        wide, high = chosen_room(look.theme(), self.drop)
        return wide, high - max(0, round(self._head.height) - look.px(TITLE_HIGH))

    def list_room(self, *, acts: bool) -> tuple[int, int]:
        """Width and height of the list, in pixels; `acts`: buttons stand beside or under it."""
        return list_room(look.theme(), self._dropped, acts=acts)

    # -- the list ------------------------------------------------------------------------------------------------------

    @property
    def a_page(self) -> int:
        """How many of the list stand on a page."""
        across, down = self._grid_of(self._count)
        return across * down

    @property
    def page(self) -> int:
        return self._at // self.a_page

    @property
    def pages(self) -> int:
        return max(1, -(-self._count // self.a_page))

    @property
    def shown(self) -> range:
        """The numbers of those that stand on the page in front."""
        first = self.page * self.a_page
        return range(first, min(first + self.a_page, self._count))

    def row(self, number: int) -> Choice | None:
        """One that stands in front, as drawn."""
        return self._rows.get(number)

    def choose_from(self, items: Sequence[object], at: int, draw: Draw, choose: Callable[[int], None]) -> bool:
        """The page of the list that holds number `at`, which is outlined; a tap tells `choose` the number.

        Where the same page of the same items stands, only the outline moves: then False.
        """
        self._count, self._at, self._choose = len(items), max(0, min(at, len(items) - 1)), choose
        self.action_band = self.always_acts or self.pages > 1  # type: ignore[misc]
        shown = self.shown
        listed = (shown, *items[shown.start : shown.stop], len(items))
        anew = listed != self._listed or self._grid is None
        if anew:
            self._listed = listed
            self._draw_list(draw)
        for number, row in self._rows.items():
            row.chosen = self.marks and number == self._at
        self._place()
        return anew

    def forget(self) -> None:
        """Draw all of it at the next `show`."""
        self._headed, self._told, self._listed, self._acted = (), None, (), None

    def _draw_list(self, draw: Draw) -> None:
        across, down = self._grid_of(self._count)
        gap = look.px(look.theme().spaces.gap)
        _, high = self.list_room(acts=self.action_band)
        row_high = (high - gap * (down - 1)) / down
        self._grid = GridLayout(
            cols=across, spacing=gap, size_hint_y=None, row_force_default=True, row_default_height=row_high
        )
        self._grid.bind(minimum_height=self._grid.setter("height"))
        self._rows = {number: draw(number) for number in self.shown}
        for number in _in_rows(list(self.shown), across, down, down_first=self.places.down_first):
            self._grid.add_widget(Gap() if number is None else self._rows[number])
        self.body.clear_widgets()
        self.strip.size_hint_y, self.strip.height = None, 0 if look.landscape() else look.px(self.aside)
        self.body.add_widget(self.strip)
        self.body.add_widget(self._grid)
        self.body.add_widget(Gap())

    @property
    def _dropped(self) -> int:
        """dpx between the reach line and the list."""
        return self.drop + (0 if look.landscape() else self.aside)

    def _grid_of(self, count: int) -> tuple[int, int]:
        """With the room of the action band where all stand on one page and nothing else needs it."""
        theme = look.theme()
        across, down = self.places.within(theme, self.list_room(acts=True))
        if not self.always_acts:
            _, whole = self.places.within(theme, self.list_room(acts=False))
            if count <= across * whole:
                return across, whole
        return across, down

    # -- what leads on -------------------------------------------------------------------------------------------------

    def acts_anew(self, *what: object) -> bool:
        """Whether the buttons that lead on are to be made: not where they stand there as `what` asks for."""
        acted = (self.page, self.pages, *what)
        anew, self._acted = acted != self._acted, acted
        return anew

    def set_actions(self, *buttons: Widget) -> None:
        """As every page's; where their words need more than the width, each gives some of its own."""
        super().set_actions(*buttons)
        for one in self.actions.walk():
            if isinstance(one, PushButton):
                one.squeeze()
        words_of = [one for one in buttons if isinstance(one, PushButton)]
        theme = look.theme()
        room = (
            theme.panel.width_px - theme.px(2 * theme.spaces.margin) - theme.px(theme.spaces.gap) * (len(buttons) - 1)
        )
        if look.landscape() or len(words_of) != len(buttons) or sum(one.natural_width for one in words_of) <= room:
            return
        for one in words_of:
            one.size_hint_x = one.natural_width

    def turn_actions(self, *others: PushButton, says_where: bool = True) -> None:
        """上一页 and 下一页 with which page it is between them, or `others` instead of that.

        `says_where` False: the head says which page it is.
        """
        if self.pages < 2:
            self.set_actions(*others)
            return
        back, on = self.turns(High.BLOCK if look.landscape() and not others else None)
        where = Text(words.page_of(self.page, self.pages), "body", "ink_2", halign="center")
        if look.landscape():
            told = [where] if says_where else []
            self.set_actions(*told, *(paired(*others, back, on) if others else (back, on)))
        else:
            where.pos_hint = {"center_y": 0.5}
            self.set_actions(back, *(others or ([where] if says_where else [])), on)

    def turns(self, high: int | None = None) -> tuple[PushButton, PushButton]:
        """上一页 and 下一页; the second `high` dpx."""
        back = PushButton(words.PREVIOUS_PAGE, partial(self._turn, -1), tap=f"{self.tap}.previous", off=self.page == 0)
        on = PushButton(
            words.NEXT_PAGE, partial(self._turn, 1), tap=f"{self.tap}.next", kind="primary", icon="arrow-right",
            icon_bold=True, off=self.page + 1 >= self.pages, height=high,
        )  # fmt: skip
        return back, on

    def _turn(self, step: int) -> None:
        self._choose((self.page + step) * self.a_page)


def _in_rows(numbers: list[int], across: int, down: int, *, down_first: bool) -> list[int | None]:
    """As a grid is filled, row by row, to the end of its last row; None: an empty place."""
    lines = down if down_first else -(-len(numbers) // across)
    cells = [
        column * down + line if down_first else line * across + column
        for line in range(lines) for column in range(across)
    ]  # fmt: skip
    return [numbers[cell] if cell < len(numbers) else None for cell in cells]


def _nowhere(_: int) -> None:
    """Nothing is listed yet."""


def paired(*buttons: PushButton) -> list[Widget]:
    """Two beside one another, for the low column of a wide panel; the last, where it is odd, alone."""
    rows: list[Widget] = []
    for first in range(0, len(buttons), 2):
        pair = buttons[first : first + 2]
        high = max(one.height for one in pair)
        rows.append(Row(*pair, gap=look.theme().spaces.gap, size_hint_y=None, height=high))
    return rows


def choice_tap(choose: Callable[[int], Any], tap: str, number: int) -> dict[str, Any]:
    """The `tap` and `on_tap` of one of the list."""
    return {"tap": f"{tap}.{number + 1}", "on_tap": partial(choose, number)}
