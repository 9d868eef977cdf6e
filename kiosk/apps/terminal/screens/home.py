"""Home: what is wanted most is largest, rare things smallest, state first. Only features that work have a tile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kivy.uix.widget import Widget

from kiosk.apps.terminal import sizes, words
from kiosk.apps.terminal.views import HomeView
from kiosk.ui import look, places
from kiosk.ui.page import Page
from kiosk.ui.tokens import CARD_GAP, CARD_RADIUS, HERO_RADIUS, Air, BadgeSide, High, IconSize
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Layers, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile, TapCard

if TYPE_CHECKING:
    from kiosk.core.terminal.home_tile import HomeTile, Shape

ROWS_LYING = 3  # in large type
Starts = Mapping[str, Callable[[], None]]


class Home(Page):
    """`starts`: key of a feature -> what its tile does."""

    name = "home"
    nav = ("end",)
    action_band = False
    drop = sizes.HOME_DROP

    def __init__(self, starts: Starts) -> None:
        self._hero = Picture(places.hero(look.theme()), "cover", size_hint=(None, None))
        super().__init__()
        self._starts = starts
        if not look.large() and not look.contrast():
            self.add_widget(self._hero, index=len(self.children))
        self._view: HomeView | None = None

    def show(self, view: HomeView) -> None:
        if view == self._view:
            return
        self._view = view
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self._fill_speak(view)
        tiles = _tiles_large if look.large() else _tiles_landscape if look.landscape() else _tiles_portrait
        tiles(self.body, view, self._starts)

    def _fill_speak(self, view: HomeView) -> None:
        if look.large():
            self.speak.add_widget(Text(view.greeting + "\n" + words.ASK_LARGE, "hero"))
        else:
            self.speak.add_widget(
                Column(Text(view.greeting, "label", bold=False), Text(words.ASK, "head"), gap=0, fit=True)
            )
        if look.large() or look.contrast():
            self.speak.add_widget(_state_instead_of_picture(view))
            return
        self.speak.add_widget(Gap())
        self.speak.add_widget(_state_card(view))

    def _place(self, *args: object) -> None:
        super()._place(*args)
        line = look.theme().line_px
        above = self.y + self.height - line
        high = max(above, self.width * 500 / 1080) if not look.landscape() else above + look.px(sizes.HERO_BELOW)
        self._hero.size = (self.width, high)
        self._hero.pos = (self.x, self.y + self.height - high)


def _state_card(view: HomeView) -> Card:
    def line(icon: str, text: str) -> Row:
        row = Row(
            Icon(icon, IconSize.S, "ink_2"), Text(text, "body", bold=False, fit=True), gap=Air.S, size_hint=(None, None)
        )
        row.bind(minimum_width=row.setter("width"), minimum_height=row.setter("height"))
        return row

    rest = (
        {"size_hint": (None, None), "width": look.px(sizes.STATE_WIDE)} if look.landscape() else {"size_hint_y": None}
    )
    return Card(
        line("clock", view.hours), Gap(), line("users-three", view.waiting),
        across=True, padding=(Air.XL, 0), height=look.px(High.STRIP), **rest,
    )  # fmt: skip


def _state_instead_of_picture(view: HomeView) -> Card:
    """When it is open and how many wait, in large letters, where the other modes have a picture."""
    lines = []
    for icon, text in (("clock", view.hours), ("users-three", view.waiting)):
        lines.append(
            Row(Icon(icon, IconSize.L, "ink_2"), Name(text, ("title", "label", "body")), gap=Air.L, size_hint_y=None)
        )
        lines[-1].bind(minimum_height=lines[-1].setter("height"))
    if look.landscape():
        return Flat(*lines, across=True, padding=(Air.XXL, Air.M), gap=Air.XXL)
    return Flat(Gap(), *lines, Gap(), padding=(Air.XXL, Air.M), gap=Air.L)


class FirstTile(TapCard):
    """The one red tile."""

    def __init__(self, tile: HomeTile, start: Callable[[], None], *, tall: bool = False) -> None:
        on = "on_primary"
        go = Card(
            Icon("arrow-right", IconSize.L, "primary", bold=True, pos_hint={"center_x": 0.5, "center_y": 0.5}),
            fill=on, lift=False, radius=sizes.GO_SIDE // 2, border=0, across=True, padding=(Air.L, 0),
            size_hint=(None, None), size=(look.px(sizes.GO_SIDE), look.px(sizes.GO_SIDE)),
        )  # fmt: skip
        note = tile.large_note if look.large() else tile.note
        text = Column(
            Text(tile.title, "hero", on), Text(note, "body", "on_primary_2", balanced=True), gap=Air.XS, fit=True
        )
        ticket = Icon(tile.icon, IconSize.HUGE, on)
        if tall:
            top = Row(ticket, Gap(), go, size_hint_y=None, height=look.px(High.ROW_S))
            super().__init__(
                top, text, Gap(), tap=f"home.{tile.key}", on_tap=start,
                fill="primary", down="primary_down", radius=HERO_RADIUS, padding=(Air.XXL, Air.XXL), gap=Air.XL,
            )  # fmt: skip
            return
        text.pos_hint = {"center_y": 0.5}
        super().__init__(
            ticket, text, go, tap=f"home.{tile.key}", on_tap=start,
            fill="primary", down="primary_down", radius=HERO_RADIUS, across=True, padding=(Air.XXL, 0, Air.XL, 0),
            gap=Air.XL,
        )  # fmt: skip


class PictureTile(TapCard):
    """A feature with its little picture: name, note, chip."""

    def __init__(self, tile: HomeTile, start: Callable[[], None]) -> None:
        chip = [Chip(tile.chip.text, tile.chip.tint, tile.chip.icon)] if tile.chip else []
        body = Column(
            Text(tile.title, "name"), Text(tile.note, "body", "ink_2"), Gap(), *chip, gap=Air.XS, padding=Air.XL
        )
        layers = Layers(body)
        if not look.contrast():
            side = look.px(sizes.SCENE_SIDE)
            picture = Picture(
                tile.picture, size_hint=(None, None), size=(side, side), pos_hint={"right": 0.96, "y": 0.05}
            )
            layers.add_widget(picture)
        super().__init__(layers, tap=f"home.{tile.key}", on_tap=start)


class TeaserTile(TapCard):
    """What is on, with a picture; `tall` puts the picture above."""

    def __init__(self, tile: HomeTile, start: Callable[[], None], *, tall: bool = False) -> None:
        text = Column(
            Text(tile.over, "note", "ink_2"), Text(tile.title, "name", max_lines=1),
            *([] if tall else [Text(tile.note, "body", "ink_2", max_lines=1)]), gap=Air.XXS, fit=True,
        )  # fmt: skip
        text.pos_hint = {"center_y": 0.5}
        caret = Icon("caret-right", IconSize.M, "ink_2", bold=True)
        if tall:
            picture = Picture("", "cover", (CARD_RADIUS, CARD_RADIUS, 0, 0))
            picture.texture = tile.texture
            row = Row(text, caret, padding=(Air.XL, Air.M), size_hint_y=None, height=look.px(High.ROW_S))
            super().__init__(picture, row, tap=f"home.{tile.key}", on_tap=start, gap=0)
            return
        picture = Picture(
            "", "cover", (CARD_RADIUS, 0, 0, CARD_RADIUS), size_hint_x=None, width=look.px(sizes.BANNER_WIDE)
        )
        picture.texture = tile.texture
        parts = [text, caret] if look.contrast() else [picture, text, caret]
        super().__init__(
            *parts, tap=f"home.{tile.key}", on_tap=start,
            across=True, padding=(Air.XL if look.contrast() else 0, 0, Air.L, 0), gap=Air.XL,
        )  # fmt: skip


def _small(view: HomeView, starts: Starts) -> list[RowTile]:
    return [
        RowTile(
            tile.title, tile.note, icon=tile.icon, tint=tile.tint, tap=f"home.{tile.key}", on_tap=starts[tile.key],
            size_hint_y=1, badge_side=BadgeSide.S,
        )
        for tile in _of(view, "small")
    ]  # fmt: skip


def _of(view: HomeView, shape: Shape) -> list[HomeTile]:
    return [tile for tile in view.tiles if tile.shape == shape]


def _tiles_portrait(body: Column, view: HomeView, starts: Starts) -> None:
    body.spacing = look.px(CARD_GAP)
    body.padding = [0, look.px(Air.XS), 0, look.px(Air.M)]
    for tile in _of(view, "first"):
        first = FirstTile(tile, starts[tile.key])
        first.size_hint_y = 0.8
        body.add_widget(first)
    two = [PictureTile(tile, starts[tile.key]) for tile in _of(view, "picture")]
    if two:
        body.add_widget(Row(*two, gap=CARD_GAP))
    for tile in _of(view, "teaser"):
        teaser = TeaserTile(tile, starts[tile.key])
        teaser.size_hint_y = 0.75
        body.add_widget(teaser)
    if small := _small(view, starts):
        row = Row(*small, gap=CARD_GAP)
        row.size_hint_y = 0.45
        body.add_widget(row)


def _tiles_landscape(body: Column, view: HomeView, starts: Starts) -> None:
    row = Row(gap=CARD_GAP)
    for tile in _of(view, "first"):
        row.add_widget(FirstTile(tile, starts[tile.key], tall=True))
    for tile in _of(view, "picture"):
        small = PictureTile(tile, starts[tile.key])
        small.size_hint_x = 0.72
        row.add_widget(small)
    last: list[Widget] = [TeaserTile(tile, starts[tile.key], tall=True) for tile in _of(view, "teaser")]
    rows = _small(view, starts)
    for one in rows:
        one.size_hint_y = 0.4
    if last or rows:
        row.add_widget(Column(*last, *rows, gap=CARD_GAP))
    body.add_widget(row)


def _tiles_large(body: Column, view: HomeView, starts: Starts) -> None:
    body.padding = [0, look.px(Air.XS), 0, look.px(Air.M)]
    if look.landscape():
        _rows_large_landscape(body, view, starts)
        return
    for tile in _of(view, "first"):
        body.add_widget(FirstTile(tile, starts[tile.key]))
    for row in _rows_large(view, starts):
        row.size_hint_y = 0.8
        body.add_widget(row)


def _rows_large_landscape(body: Column, view: HomeView, starts: Starts) -> None:
    made = _rows_large(view, starts)
    if len(made) > ROWS_LYING:  # beside one another: under one another no note would have room
        pairs = [Row(*made[place : place + 2], gap=CARD_GAP) for place in range(0, len(made), 2)]
        rows = Column(*pairs, gap=Air.M)
    else:
        rows = Column(*made, gap=Air.M)
    first = [FirstTile(tile, starts[tile.key], tall=True) for tile in _of(view, "first")]
    for tile in first if len(made) > ROWS_LYING else ():
        tile.size_hint_x = 0.56
    body.add_widget(Row(*first, rows, gap=CARD_GAP))


def _rows_large(view: HomeView, starts: Starts) -> list[RowTile]:
    return [
        RowTile(
            tile.large_title, tile.large_note, icon=tile.icon, tint=tile.tint, tap=f"home.{tile.key}",
            on_tap=starts[tile.key], size_hint_y=1, badge_side=BadgeSide.L,
        )
        for tile in view.tiles
        if tile.shape not in ("first", "listed")
    ]  # fmt: skip
