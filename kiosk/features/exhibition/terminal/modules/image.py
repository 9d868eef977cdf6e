"""A picture, whole, as large as the page holds; its words are one tap away."""

from __future__ import annotations

from kivy.graphics.texture import Texture

from kiosk.features.exhibition.terminal import words
from kiosk.features.exhibition.terminal.flow import ExhibitionFlow
from kiosk.features.exhibition.terminal.screens.turning import TurningPage
from kiosk.features.exhibition.terminal.views import ExhibitView
from kiosk.ui import look
from kiosk.ui.page import titles
from kiosk.ui.pixels import Frame
from kiosk.ui.places import page_room
from kiosk.ui.texture_upload import Upload
from kiosk.ui.tokens import CARD_GAP, CARD_RADIUS, Air
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.paged.marker import Place
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text

SOURCE_LINES = 3  # of the body's height: the source under the words, and air


class ImagePage(TurningPage):
    name = "exhibition.image"

    def __init__(self, flow: ExhibitionFlow) -> None:
        super().__init__(flow)
        self._picture = Picture(mode="contain", radius=(CARD_RADIUS,) * 4)
        self._card = Card(self._picture)
        self._told = Column(gap=CARD_GAP)
        beside = look.landscape()  # a wide page has room for the picture's words
        self.sheet.add_widget(
            Row(self._card, Card(self._told, padding=Air.XXL), gap=CARD_GAP) if beside else self._card
        )
        self._frame: Frame | None = None
        self._upload: Upload | None = None
        self._key = ""

    def show(self, view: ExhibitView) -> None:
        if view.key != self._key:
            self._key = view.key
            self._drop()
        total = max(1, view.total)
        marker = Place(view.place / total, (view.place + 1) / total)
        self.frame(view, words.item_of(view.place, view.total), marker)
        self._tell(view)
        if view.broken:
            self._card.clear_widgets()
            told = titles(words.BROKEN, words.BROKEN_NOTE)
            self._card.add_widget(Column(Gap(), told, Gap(), padding=Air.XXL))
        elif view.picture is not None and view.picture is not self._frame:
            self._frame = view.picture
            self._upload = Upload(view.picture, self._show_picture)

    def leave(self) -> None:
        """The texture goes with the page."""
        super().leave()
        self._drop()
        self._key = ""

    def read_aloud(self) -> None:
        self.flow.read_blocks()

    def _tell(self, view: ExhibitView) -> None:
        self._picture.spoken = "" if look.landscape() else "\n".join(text for _, text in view.blocks)
        self._told.clear_widgets()
        if look.landscape():
            for text in self._fitting([text for _, text in view.blocks]):
                self._told.add_widget(text)
            self._told.add_widget(Gap())
            self._told.add_widget(Text(view.source, "note", "ink_2"))

    def _fitting(self, texts: list[str]) -> list[Text]:
        """As much as the card holds; 文字版 has the rest."""
        room, high = page_room(look.theme())
        wide = (room - look.px(CARD_GAP)) / 2 - look.px(2 * Air.XXL)
        line = Text("一", "body").height
        left = (high - look.px(2 * Air.XXL)) / line - SOURCE_LINES
        shown: list[Text] = []
        for text in texts:
            made = Text(text, "body")
            count = len(made.lines(wide))
            if left < 1:
                break
            shown.append(made if count <= left else Text(text, "body", max_lines=int(left)))
            left -= count + look.px(CARD_GAP) / line
        return shown

    def _show_picture(self, texture: Texture) -> None:
        self._picture.texture = texture

    def _drop(self) -> None:
        if self._upload:
            self._upload.cancel()
        self._upload = self._frame = self._picture.texture = None
        if self._picture.parent is None:
            self._card.clear_widgets()
            self._card.add_widget(self._picture)
