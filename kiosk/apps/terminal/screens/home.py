"""Home: what is wanted most is largest, rare things smallest, state first. The main functions stay where they are and
say why when they have stopped; a small one is there only while it works. The fourth small one is 全部服务."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kivy.uix.widget import Widget

from kiosk.apps.terminal import sizes, words
from kiosk.apps.terminal.screens.hall_state import is_pictured, state_card, state_instead_of_picture
from kiosk.apps.terminal.screens.small_tile import SmallTile, large_row
from kiosk.apps.terminal.views import HomeView
from kiosk.core.terminal.home_tile import HomeTile, TileChip
from kiosk.ui import look, places
from kiosk.ui.page import Page
from kiosk.ui.tokens import CARD_GAP, CARD_RADIUS, HERO_RADIUS, ROW_GAP, Air, High, IconSize, Inside
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Layers, Row
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile, TapCard

if TYPE_CHECKING:
    from kiosk.core.terminal.home_tile import Shape

ROWS_LYING = 3  # in large type
ALL_KEY, ALL_ICON = "all", "list-bullets"
Starts = Mapping[str, Callable[[], None]]


class Home(Page):
    """`starts`: key of a tile -> what it does; ALL_KEY is that of 全部服务."""

    name = "home"
    nav = ("end",)
    action_band = False
    drop = sizes.HOME_DROP

    def __init__(self, starts: Starts) -> None:
        self._hero = Picture(places.hero(look.theme()), "cover", size_hint=(None, None))
        super().__init__()
        self._starts = starts
        if is_pictured():
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
        if not is_pictured():
            self.speak.add_widget(state_instead_of_picture(view))
            return
        self.speak.add_widget(Gap())
        self.speak.add_widget(state_card(view))

    def _place(self, *args: object) -> None:
        super()._place(*args)
        line = look.theme().line_px
        above = self.y + self.height - line
        if look.landscape():  # on the line, so that the tiles cut nobody off; its sky lies behind the header
            self._hero.size = (self.width, max(above, self.width * 479 / 1920))
            self._hero.pos = (self.x, line)
            return
        high = max(above, self.width * 500 / 1080)
        self._hero.size = (self.width, high)
        self._hero.pos = (self.x, self.y + self.height - high)


class FirstTile(TapCard):
    """The one red tile; sunken, with the reason, when it has stopped. `low`: a row among others, `brief` with less."""

    def __init__(
        self,
        tile: HomeTile,
        start: Callable[[], None],
        *,
        tall: bool = False,
        low: bool = False,
        brief: bool = False,
        tap: str = "",
    ) -> None:
        on, note_on, fill, down = (
            ("ink_2", "ink", "sunken", "pine_tint") if tile.stopped
            else ("on_primary", "on_primary_2", "primary", "primary_down")
        )  # fmt: skip
        note = tile.brief if brief else tile.stopped or (tile.large_note if look.large() else tile.note)
        title = Text(tile.title, "name" if low else "hero", on)
        text = Column(title, Text(note, "body", note_on, balanced=True), gap=Air.XS, fit=True)
        ticket = Icon(tile.icon, IconSize.XXL if low else IconSize.HUGE, on)
        go = Icon("caret-right", IconSize.CARET, on, bold=True) if low else _go(on, fill)
        if tall:
            top = Row(ticket, Gap(), go, size_hint_y=None, height=look.px(High.ROW_S))
            super().__init__(
                top, text, Gap(), tap=tap or f"home.{tile.key}", on_tap=start,
                fill=fill, down=down, radius=HERO_RADIUS, padding=(Air.XXL, Air.XXL), gap=Air.XL,
            )  # fmt: skip
            return
        text.pos_hint = {"center_y": 0.5}
        super().__init__(
            ticket, text, go, tap=tap or f"home.{tile.key}", on_tap=start,
            fill=fill, down=down, radius=CARD_RADIUS if low else HERO_RADIUS, across=True,
            padding=(Inside.ROW if low else Air.XXL, 0, Air.XL, 0), gap=Air.XL,
        )  # fmt: skip


def _go(fill: str, arrow: str) -> Card:
    """An arrow on a disc."""
    return Card(
        Icon("arrow-right", IconSize.L, arrow, bold=True, pos_hint={"center_x": 0.5, "center_y": 0.5}),
        fill=fill, lift=False, radius=sizes.GO_SIDE // 2, border=0, across=True, padding=(Air.L, 0),
        size_hint=(None, None), size=(look.px(sizes.GO_SIDE), look.px(sizes.GO_SIDE)),
    )  # fmt: skip


class PictureTile(TapCard):
    """A feature with its little picture: name, note, chip. The picture gives way to the words."""

    def __init__(self, tile: HomeTile, start: Callable[[], None]) -> None:
        told = TileChip(tile.stopped, "warn") if tile.stopped else tile.chip
        chip = [Chip(told.text, told.tint, told.icon)] if told else []
        self._note, self._chip = Text(tile.note, "body", "ink_2"), chip
        layers = Layers(Column(Text(tile.title, "name"), self._note, Gap(), *chip, gap=Air.XS, padding=Air.XL))
        self._picture = None if look.contrast() else Picture(tile.picture, size_hint=(None, None))
        if self._picture:
            layers.add_widget(self._picture)
        super().__init__(layers, tap=f"home.{tile.key}", on_tap=start, fill="sunken" if tile.stopped else "surface")
        self._note.bind(pos=self._place_picture, size=self._place_picture)
        self.bind(pos=self._place_picture, size=self._place_picture)

    def _place_picture(self, *_: object) -> None:
        """As large as the room beside the note, or under it; none where that is little."""
        if self._picture is None:
            return
        edge = look.px(Air.M)
        right, low = self.x + self.width - 2 * edge, self.y + edge
        beside = right - edge - (self._note.x + self._note.wide)
        under = self._note.y - edge - low
        past_chip = [right - edge - (chip.x + chip.width) for chip in self._chip]
        side = min(look.px(sizes.SCENE_SIDE), max(beside, under), self.height - 2 * edge, *past_chip)
        self._picture.opacity = 1 if side >= look.px(sizes.SCENE_LEAST) else 0
        self._picture.size = (max(side, 0), max(side, 0))
        self._picture.pos = (right - self._picture.width, low)


class TeaserTile(TapCard):
    """What is on, with a picture; `tall` puts the picture above."""

    def __init__(self, tile: HomeTile, start: Callable[[], None], *, tall: bool = False) -> None:
        text = Column(
            Text(tile.over, "note", "ink_2"), Text(tile.title, "name", max_lines=1),
            *([] if tall else [Text(tile.note, "body", "ink_2", max_lines=1)]), gap=Air.XXS, fit=True,
        )  # fmt: skip
        text.pos_hint = {"center_y": 0.5}
        caret = Icon("caret-right", IconSize.M, "ink_2", bold=True)
        pictured = tile.texture is not None and not look.contrast()
        if tall:
            picture = Picture("", "cover", (CARD_RADIUS, CARD_RADIUS, 0, 0)) if pictured else _sign(tile)
            if pictured:
                picture.texture = tile.texture
            row = Row(text, caret, padding=(Air.XL, Air.M), size_hint_y=None, height=look.px(High.ROW_S))
            super().__init__(picture, row, tap=f"home.{tile.key}", on_tap=start, gap=0)
            return
        parts: list[Widget] = [text, caret]
        if pictured:
            wide = look.px(sizes.BANNER_WIDE)
            picture = Picture("", "cover", (CARD_RADIUS, 0, 0, CARD_RADIUS), size_hint_x=None, width=wide)
            picture.texture = tile.texture
            parts = [picture, text, caret]
        super().__init__(
            *parts, tap=f"home.{tile.key}", on_tap=start,
            across=True, padding=(0 if pictured else Air.XL, 0, Air.L, 0), gap=Air.XL,
        )  # fmt: skip


def _sign(tile: HomeTile) -> Column:
    """Where nothing that is on has a picture."""
    return Column(Gap(), Icon(tile.icon, IconSize.HUGE, "pine", pos_hint={"center_x": 0.5}), Gap())


def _small(view: HomeView, starts: Starts) -> list[SmallTile]:
    """Those that an editor or their rank put here, and 全部服务 last."""
    if not view.small:
        return []
    tiles = [SmallTile(tile, starts[tile.key], f"home.{tile.key}", ink="pine") for tile in view.small]
    return [*tiles, SmallTile(_all(view), starts[ALL_KEY], f"home.{ALL_KEY}", ink="ink")]


def _all(view: HomeView) -> HomeTile:
    counted = words.services(view.services)
    return HomeTile(
        ALL_KEY, "small", words.ALL, counted, words.ALL, words.all_large(view.services), ALL_ICON, "neutral",
        brief=counted,
    )  # fmt: skip


def _of(view: HomeView, shape: Shape) -> list[HomeTile]:
    return [tile for tile in view.tiles if tile.shape == shape]


def _tiles_portrait(body: Column, view: HomeView, starts: Starts) -> None:
    body.spacing = look.px(CARD_GAP)
    body.padding = [0, look.px(Air.XS), 0, look.px(Air.M)]
    small = _small(view, starts)
    for tile in _of(view, "first"):
        first = FirstTile(tile, starts[tile.key])
        first.size_hint_y = sizes.FIRST_SHARE if small else sizes.FIRST_SHARE_ALONE
        body.add_widget(first)
    two = [PictureTile(tile, starts[tile.key]) for tile in _of(view, "picture")]
    if two:
        body.add_widget(Row(*two, gap=CARD_GAP))
    for tile in _of(view, "teaser"):
        teaser = TeaserTile(tile, starts[tile.key])
        teaser.size_hint_y = sizes.TEASER_SHARE if small else sizes.TEASER_SHARE_ALONE
        body.add_widget(teaser)
    if small:
        row = Row(*small, gap=ROW_GAP)
        row.size_hint_y = sizes.SMALL_SHARE
        body.add_widget(row)


def _tiles_landscape(body: Column, view: HomeView, starts: Starts) -> None:
    small = _small(view, starts)
    row = Row(gap=CARD_GAP)
    for tile in _of(view, "first"):
        row.add_widget(FirstTile(tile, starts[tile.key], tall=True))
    pictures: list[Widget] = [PictureTile(tile, starts[tile.key]) for tile in _of(view, "picture")]
    if small:
        under = Row(*small, gap=ROW_GAP)
        under.size_hint_y = sizes.SMALL_SHARE_LYING
        middle = Column(*([Row(*pictures, gap=CARD_GAP)] if pictures else []), under, gap=CARD_GAP)
        middle.size_hint_x = sizes.MIDDLE_SHARE_LYING
        row.add_widget(middle)
    for picture in () if small else pictures:
        picture.size_hint_x = sizes.PICTURE_SHARE_LYING
        row.add_widget(picture)
    for tile in _of(view, "teaser"):
        row.add_widget(TeaserTile(tile, starts[tile.key], tall=True))
    body.add_widget(row)


def _tiles_large(body: Column, view: HomeView, starts: Starts) -> None:
    body.padding = [0, look.px(Air.XS), 0, look.px(Air.M)]
    if look.landscape():
        _rows_large_landscape(body, view, starts)
        return
    for tile in _of(view, "first"):
        body.add_widget(FirstTile(tile, starts[tile.key]))
    rows = _rows_large(view, starts)
    for row in rows:
        row.size_hint_y = sizes.ROW_SHARE_LARGE
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
    """The main functions but the first, and 全部服务: what is smaller stands behind that."""
    rest = [tile for tile in view.tiles if tile.shape != "first"]
    shown = [*rest, _all(view)] if view.services else rest
    return [large_row(tile, starts[tile.key], f"home.{tile.key}") for tile in shown]
