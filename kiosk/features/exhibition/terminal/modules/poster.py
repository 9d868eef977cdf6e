"""A long poster, turned screen by screen, cut where nothing is printed. One screen is uploaded at a time."""

from __future__ import annotations

from functools import partial

from kivy.graphics import Color, SmoothRoundedRectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal import words
from kiosk.features.exhibition.terminal.flow import ExhibitionFlow
from kiosk.features.exhibition.terminal.frames import Poster
from kiosk.features.exhibition.terminal.screens.turning import TurningPage
from kiosk.features.exhibition.terminal.sizes import poster_room
from kiosk.features.exhibition.terminal.views import ExhibitView
from kiosk.ui import look
from kiosk.ui import words as ui_words
from kiosk.ui.page import titles
from kiosk.ui.pixels import Frame
from kiosk.ui.texture_upload import Upload
from kiosk.ui.tokens import CARD_RADIUS
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.paged.marker import Place


class PosterPage(TurningPage):
    name = "exhibition.poster"

    def __init__(self, flow: ExhibitionFlow) -> None:
        super().__init__(flow)
        self._paper = Paper()
        self._card = Card(self._paper)
        self.sheet.add_widget(self._card)
        self._poster: Poster | None = None
        self._thumb: Texture | None = None
        self._uploads: list[Upload] = []
        self._shown = -1

    def show(self, view: ExhibitView) -> None:
        poster = view.picture if isinstance(view.picture, Poster) else None
        if poster is not self._poster:
            self._drop()
            self._poster = poster
            if poster:
                self._uploads.append(Upload(poster.thumb, partial(self._show_thumb, view)))
        if view.broken:
            self._card.clear_widgets()
            self._card.add_widget(titles(words.BROKEN, words.BROKEN_NOTE))
        pages = len(poster.pages) if poster else 1
        page = min(view.page, pages - 1)
        if poster and page != self._shown:
            self._shown = page
            self._uploads.append(Upload(poster.pages[page], partial(self._show_page, poster.pages[page])))
        self._around(view, page, pages)

    @property
    def screens(self) -> int:
        return len(self._poster.pages) if self._poster else 0

    def leave(self) -> None:
        """The textures go with the page."""
        super().leave()
        self._drop()

    def _around(self, view: ExhibitView, page: int, pages: int) -> None:
        begin, end = self._poster.spans[page] if self._poster else (0.0, 1.0)
        place = ui_words.screen_of(page, pages) if self._poster else words.item_of(view.place, view.total)
        self.frame(view, place, Place(begin, end, self._thumb), page, pages)

    def read_aloud(self) -> None:
        self.flow.read_blocks()

    def _show_page(self, frame: Frame, texture: Texture) -> None:
        self._paper.show(texture)
        self._paper.ground(frame)

    def _show_thumb(self, view: ExhibitView, texture: Texture) -> None:
        self._thumb = texture
        self._around(view, max(self._shown, 0), len(self._poster.pages) if self._poster else 1)

    def _drop(self) -> None:
        for upload in self._uploads:
            upload.cancel()
        self._uploads.clear()
        self._poster = self._thumb = None
        self._shown = -1
        self._paper.show(None)
        if self._paper.parent is None:
            self._card.clear_widgets()
            self._card.add_widget(self._paper)


class Paper(Widget):
    """One screen of the poster, hanging from the top; smaller where the page is (大字). 文字版 says what is on it."""

    spoken = ""

    def __init__(self) -> None:
        super().__init__()
        self._texture: Texture | None = None
        with self.canvas:
            self._ground_color = Color(1, 1, 1, 0)
            self._ground = SmoothRoundedRectangle(radius=[look.px(CARD_RADIUS)])
            self._color = Color(1, 1, 1, 0)
            self._shape = SmoothRoundedRectangle(radius=[look.px(CARD_RADIUS)])
        self.bind(pos=self._place, size=self._place)

    def show(self, texture: Texture | None) -> None:
        """Hang up this screen; None takes it down."""
        self._texture = self._shape.texture = texture
        self._place()

    def ground(self, frame: Frame) -> None:
        """The rest of the page takes the colour of the paper where it was cut."""
        red, green, blue = (value / 255 for value in frame.strips[-1][-4:-1])
        self._ground_color.rgba = (red, green, blue, 1)

    def _place(self, *_: object) -> None:
        texture = self._texture
        self._color.a = 1 if texture else 0
        self._ground.pos, self._ground.size = self.pos, self.size
        if texture is None:
            self._ground_color.a = 0
        if texture is None or not all(self.size):
            return
        widest = min(self.width, poster_room(look.theme())[0])  # a short screen is not larger than a long one
        scale = min(widest / texture.width, self.height / texture.height)
        wide, high = texture.width * scale, texture.height * scale
        self._shape.size = (wide, high)
        self._shape.pos = (self.x + (self.width - wide) / 2, self.y + self.height - high)
