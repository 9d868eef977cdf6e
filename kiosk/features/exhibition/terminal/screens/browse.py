"""What is on: a picture above, tiles below in reach; one tap opens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.graphics.texture import Texture
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal import words
from kiosk.features.exhibition.terminal.flow import BROWSE, ExhibitionFlow
from kiosk.features.exhibition.terminal.sizes import THUMB_LEAST, TILE_HIGH, columns, hero_room
from kiosk.features.exhibition.terminal.views import BrowseItem, BrowseView
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.pixels import Frame
from kiosk.ui.texture_upload import Upload
from kiosk.ui.tokens import CARD_GAP, CARD_RADIUS, Air, IconSize
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Layers, Row
from kiosk.ui.widgets.paged.pager import pager
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import TapCard, Tile


class Browse(Page):
    """``BrowseView`` as tiles; pictures come in when the worker has them."""

    name = BROWSE

    def __init__(self, flow: ExhibitionFlow, find: Callable[[], None]) -> None:
        super().__init__()
        self._flow, self._find = flow, find
        self._drawn: tuple[object, ...] = ()
        self._tiles: dict[str, _Tile] = {}
        self._hero = Picture(mode="cover", radius=(CARD_RADIUS,) * 4)
        self._uploads: list[Upload] = []

    def show(self, view: BrowseView) -> None:
        if (view.items, view.page, view.pages) != self._drawn or not self._tiles:
            self._drawn = (view.items, view.page, view.pages)
            self._draw(view)
        for key, frame in view.thumbs.items():
            tile = self._tiles.get(key)
            if tile and tile.frame is not frame:
                tile.frame = frame
                self._uploads.append(Upload(frame, tile.show_picture))
        if view.hero is not None and self._hero.texture is None:
            self._uploads.append(Upload(view.hero, self._show_hero))

    def turn(self, page: int) -> None:
        self._flow.browse(page)

    def leave(self) -> None:
        """Keep no pictures of a page that is not in front; the tiles stay, so that coming back is quick."""
        for upload in self._uploads:
            upload.cancel()
        self._uploads.clear()
        self._hero.texture = None
        for tile in self._tiles.values():
            tile.drop_picture()

    def _show_hero(self, texture: Texture) -> None:
        self._hero.texture = texture

    def _draw(self, view: BrowseView) -> None:
        self.action_band = view.pages > 1  # type: ignore[misc]
        for part in (self.speak, self.body):
            part.clear_widgets()
        self._hero.texture = None
        self._hero.size_hint, self._hero.size = (None, None), hero_room(look.theme())
        if self._hero.parent:
            self._hero.parent.remove_widget(self._hero)
        note = words.paged_note(view.page, view.pages) if view.pages > 1 else words.BROWSE_NOTE
        head = titles(view.title, note)
        if look.landscape():
            self.speak.add_widget(Row(Column(head, Gap()), self._hero, gap=Air.XXL))
        else:
            for part in (head, self._hero, Gap()):
                self.speak.add_widget(part)
        self._tiles = {item.key: _Tile(item, self._flow) for item in view.items}
        self._draw_grid([*self._tiles.values(), *([] if view.pages > 1 else [self._find_tile()])])
        self.set_actions(*(self._pager(view) if view.pages > 1 else ()))
        self._place()

    def _draw_grid(self, tiles: list[Widget]) -> None:
        across = columns(look.theme(), len(tiles))
        grid = GridLayout(cols=across, spacing=look.px(CARD_GAP))
        for tile in (*tiles, *(Gap() for _ in range(-len(tiles) % across))):
            grid.add_widget(tile)
        self.body.add_widget(grid)
        if len(tiles) <= across:
            grid.size_hint_y, grid.height = None, look.px(TILE_HIGH)
            self.body.add_widget(Gap())

    def _find_tile(self) -> Widget:
        """The last tile, where all stand on one page."""
        return Tile("magnifying-glass", words.FIND, tap="browse.find", on_tap=self._find, fill="gold_tint")

    def _pager(self, view: BrowseView) -> list[Widget]:
        """上一屏, 找一找, 下一屏; which page it is stands under the title."""
        back, _, on = pager(view.page, view.pages, self._flow.browse, "browse")
        find = PushButton(words.FIND, self._find, tap="browse.find", icon="magnifying-glass")
        return [find, back, on] if look.landscape() else [back, find, on]


class _Tile(TapCard):
    """Picture (or an icon until there is one), title, what it is."""

    def __init__(self, item: BrowseItem, flow: ExhibitionFlow) -> None:
        self.frame: Frame | None = None
        self._picture = Picture(mode="top")
        self._texture: Texture | None = None
        size = IconSize.XL if look.landscape() else IconSize.XXL
        self._icon = Icon(item.icon, size, "pine", pos_hint={"center_x": 0.5, "center_y": 0.5})
        self._back = Layers(self._picture, Row(Gap(), self._icon, Gap(), pos_hint={"x": 0, "y": 0}))
        title = Text(item.title, "label", balanced=True, max_lines=2)
        told = Column(
            title, Text(item.note, "note", "ink_2"), gap=Air.XXS, fit=True, padding=(Air.L, Air.S, Air.L, Air.M)
        )
        low = look.large() and look.landscape()  # two lines of large type leave a low tile no room for a picture
        parts = [Gap(), told, Gap()] if low else [self._back, told]
        super().__init__(*parts, tap=f"browse.{item.key}", on_tap=partial(flow.open, item.key), gap=0)
        self._back.bind(height=self._show_icon)

    def show_picture(self, texture: Texture) -> None:
        self._texture = texture
        self._show_icon()

    def drop_picture(self) -> None:
        self.frame = self._texture = None
        self._show_icon()

    def _show_icon(self, *_: object) -> None:
        """Where there is no picture, or a title leaves but a strip of it; it may have no room either."""
        is_strip = self._icon.height <= self._back.height < look.px(THUMB_LEAST)
        self._picture.texture = None if is_strip else self._texture
        shown = self._picture.texture is None and self._back.height >= self._icon.height
        self._icon.opacity = float(shown)
