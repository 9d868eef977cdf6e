"""全部服务: everything that works here, in groups; 取号 the only red. In large type one group at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

from kivy.uix.widget import Widget

from kiosk.apps.terminal import sizes, words
from kiosk.apps.terminal.screens.hall_state import is_pictured, state_instead_of_picture, state_lines, state_parts
from kiosk.apps.terminal.screens.home import FirstTile
from kiosk.apps.terminal.screens.small_tile import SmallTile, large_row
from kiosk.apps.terminal.views import ALL, GONE, AllView, GoneView
from kiosk.core.terminal.home_tile import HomeTile
from kiosk.features.home.rules.plan import A_ROW, ROWS
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.tokens import CARD_GAP, CARD_RADIUS, ROW_GAP, Air, High, Stroke
from kiosk.ui.touch import Tappable
from kiosk.ui.voice import words as voice_words
from kiosk.ui.voice.spoken_forms import tappable_form
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.paged.pager import pager_row
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.text import Text

Starts = Mapping[str, Callable[[], None]]
NAMES, UPRIGHT_LINES = ("title", "title", "label", "body", "note"), 4  # what stands upright is on no line whole
# group: fill and ink of its name
NAMED = {
    "errands": ("primary_tint", "primary_ink"), "learning": ("gold_tint", "gold_ink"),
    "seeing": ("pine_tint", "pine_ink"), "saying": ("sunken", "ink"),
}  # fmt: skip


class Flow(Protocol):
    """What the page asks for in large type."""

    def choose(self, group: str) -> None: ...

    def turn(self, page: int) -> None: ...

    def start(self) -> None: ...


class AllServices(Page):
    """`starts` as home's."""

    name = ALL
    action_band = False

    def __init__(self, starts: Starts, flow: Flow) -> None:
        super().__init__()
        self._starts, self._flow = starts, flow
        self._view: AllView | None = None

    def show(self, view: AllView) -> None:
        if view == self._view:
            return
        self._view = view
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.body.spacing = look.px(CARD_GAP)
        self.body.padding = [0, look.px(Air.XS), 0, look.px(Air.M)]
        self._fill_speak(view)
        if look.large():
            self._one_group(view)
        elif look.landscape():
            self.body.add_widget(Row(*(self._columns(view)), gap=CARD_GAP))
        else:
            self._rows(view)

    def _fill_speak(self, view: AllView) -> None:
        if look.large():
            self.speak.add_widget(
                Column(
                    Text(words.ALL, "hero"),
                    Text(words.ALL_NOTE_LARGE, "label", "ink_2", bold=False),
                    gap=Air.XS,
                    fit=True,
                )
            )
        else:
            title = Text(words.ALL, "head", fit=True)
            note = Text(words.all_note(view.services), "body", "ink_2", fit=True)
            head = Row(title, Gap(), note, size_hint_y=None)
            head.bind(minimum_height=head.setter("height"))
            self.speak.add_widget(head)
        self.speak.add_widget(_scene(view) if is_pictured() else state_instead_of_picture(view))

    # -- upright ------------------------------------------------------------------------------------------------------

    def _rows(self, view: AllView) -> None:
        rows = sum(map(_rows_of, (tiles for _, tiles in view.groups)))
        for group, tiles in view.groups:
            lines = [self._line(tiles[at : at + A_ROW]) for at in range(0, len(tiles), A_ROW)]
            row = Row(_GroupName(group), Column(*lines, gap=ROW_GAP), gap=ROW_GAP)
            row.size_hint_y = _rows_of(tiles)
            row.size_hint_max_y = look.px(sizes.ROW_MOST * _rows_of(tiles))
            self.body.add_widget(row)
        if rows < ROWS:
            self.body.add_widget(Gap())

    def _line(self, tiles: Sequence[HomeTile]) -> Row:
        empty = [Gap() for _ in range(A_ROW - len(tiles))]
        return Row(*map(self._tile, tiles), *empty, gap=ROW_GAP)

    def _tile(self, tile: HomeTile) -> SmallTile:
        return SmallTile(tile, self._starts[tile.key], _tap(tile), first=tile.shape == "first")

    # -- lying --------------------------------------------------------------------------------------------------------

    def _columns(self, view: AllView) -> list[Widget]:
        return [self._column(group, tiles) for group, tiles in view.groups]

    def _column(self, group: str, tiles: Sequence[HomeTile]) -> Column:
        """As many beside one another as it has more than three."""
        wide = _rows_of(tiles)
        parts = [self._under_one_another(tiles[at : at + A_ROW]) for at in range(0, len(tiles), A_ROW)]
        column = Column(
            Text(words.GROUPS[group], "title", serif=True), Row(*parts, gap=CARD_GAP), gap=Air.XS,
        )  # fmt: skip
        column.size_hint_x = wide
        return column

    def _under_one_another(self, tiles: Sequence[HomeTile]) -> Column:
        made = [
            SmallTile(tile, self._starts[tile.key], _tap(tile), first=tile.shape == "first", across=True)
            for tile in tiles
        ]
        return Column(*made, *(Gap() for _ in range(A_ROW - len(tiles))), gap=Air.M)

    # -- in large type ------------------------------------------------------------------------------------------------

    def _one_group(self, view: AllView) -> None:
        chosen, tiles = view.in_front
        if len(view.groups) > 1:
            tabs = [
                Tab(words.GROUPS[group], partial(self._flow.choose, group), f"all.{group}", on=group == chosen)
                for group, _ in view.groups
            ]
            spaces = look.theme().spaces
            high = look.px(spaces.tap if look.landscape() else spaces.button)
            self.body.add_widget(Row(*tabs, gap=ROW_GAP, size_hint_y=None, height=high))
        if look.landscape():  # all of a group: under the line there is no room to turn
            brief = len(tiles) > A_ROW
            for at in range(0, len(tiles), A_ROW):
                self.body.add_widget(Row(*self._large(tiles[at : at + A_ROW], brief=brief), gap=CARD_GAP))
            return
        pages = max(1, _rows_of(tiles))
        page = min(view.page, pages - 1)
        self.body.add_widget(Column(*self._large(tiles[page * A_ROW : (page + 1) * A_ROW]), gap=CARD_GAP))
        if pages > 1:
            self.body.add_widget(pager_row(page, pages, self._flow.turn, ALL))

    def _large(self, tiles: Sequence[HomeTile], *, brief: bool = False) -> list[Widget]:
        """Three, or room for what is lacking; `brief`: in half the height."""
        made = [
            FirstTile(tile, self._starts[tile.key], low=True, brief=brief, tap=_tap(tile)) if tile.shape == "first"
            else large_row(tile, self._starts[tile.key], _tap(tile), brief=brief)
            for tile in tiles
        ]  # fmt: skip
        return [*made, *(Gap() for _ in range(A_ROW - len(made)))]


class Tab(Tappable, Card):
    """One group of several; the one in front is ink."""

    def __init__(self, text: str, act: Callable[[], None], tap: str, *, on: bool) -> None:
        self._act, self._on = act, on
        self._word = Name(text, ("label", "body", "note"), halign="center", pos_hint={"center_y": 0.5})
        super().__init__(
            Row(self._word, padding=(Air.XS, 0)), edge="edge", border=Stroke.EDGE, lift=False, padding=(Air.XXS, 0)
        )
        self.tap_name = tap
        self.bind(pressed=self._paint)
        self._paint()

    @property
    def spoken(self) -> str:
        return tappable_form(self, voice_words.SWITCHED_ON if self._on else "")

    def on_tap(self) -> None:
        self._act()

    def _paint(self, *_: object) -> None:
        self.fill = "ink" if self._on else "sunken" if self.pressed else "surface"
        self._word.role = "ground" if self._on else "ink"


class Gone(Page):
    """What was tapped stopped in that very moment: said, and the way to everything else."""

    name = GONE
    sound = "notice"

    def __init__(self, flow: Flow, home: Callable[[], None]) -> None:
        super().__init__()
        self._flow, self._home = flow, home

    def show(self, view: GoneView) -> None:
        self.speak.clear_widgets()
        self.speak.add_widget(StateCard("error", words.GONE, view.why or words.gone(view.title)))
        home = PushButton(words.TO_HOME, self._home, tap="gone.home", kind="second" if view.services else "primary")
        more = PushButton(words.SEE_ALL, self._flow.start, tap="gone.all", kind="primary")
        self.set_actions(*([home, more] if view.services else [home]))


class _GroupName(Card):
    """办 over 事: beside the rows of the group."""

    def __init__(self, group: str) -> None:
        fill, ink = NAMED[group]
        self.spoken = words.GROUPS[group]
        name = Name(words.GROUPS_UPRIGHT[group], NAMES, ink, serif=True, halign="center", lines=UPRIGHT_LINES)
        super().__init__(
            Gap(), name, Gap(),
            fill=fill, lift=False, size_hint_x=None, width=look.px(sizes.GROUP_WIDE), padding=(Air.XXS, 0), gap=0,
        )  # fmt: skip


def _scene(view: AllView) -> Card:
    """People at a counter; under them, lying beside them, when it is open and how many wait."""
    if look.landscape():
        lines = Column(*state_lines(view), gap=Air.XL, fit=True, pos_hint={"center_y": 0.5})
        picture = Picture("lobby", "cover", (CARD_RADIUS, 0, 0, CARD_RADIUS), size_hint_x=sizes.SCENE_SHARE_LYING)
        said = Row(lines, padding=(Air.XXL, 0), size_hint_x=1 - sizes.SCENE_SHARE_LYING)
        return Card(picture, said, across=True)
    strip = Row(*state_parts(view), size_hint_y=None, height=look.px(High.STRIP), padding=(Air.XL, 0))
    return Card(Picture("lobby", "cover", (CARD_RADIUS, CARD_RADIUS, 0, 0)), strip, gap=0)


def _rows_of(tiles: Sequence[HomeTile]) -> int:
    return -(-len(tiles) // A_ROW)


def _tap(tile: HomeTile) -> str:
    return f"all.{tile.key}"
