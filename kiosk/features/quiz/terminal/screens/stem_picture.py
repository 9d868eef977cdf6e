"""The picture of a stem as large as the page: 看大图, and back to the question."""

from __future__ import annotations

from kivy.graphics.texture import Texture

from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.asking import PICTURE, Asking
from kiosk.features.quiz.terminal.views import PictureView
from kiosk.ui.page import Page, Way, titles
from kiosk.ui.pixels import Frame
from kiosk.ui.texture_upload import Upload
from kiosk.ui.tokens import CARD_RADIUS, Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Column, Gap
from kiosk.ui.widgets.picture import Picture


class StemPicture(Page):
    """``PictureView``; the texture goes with the page."""

    name = PICTURE
    split = False
    reading = True

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self._picture = Picture(mode="contain", radius=(CARD_RADIUS,) * 4)
        self._card = Card(self._picture, padding=Air.L)
        self.whole.add_widget(self._card)
        self._frame: Frame | None = None
        self._upload: Upload | None = None
        self.set_actions(PushButton(words.TO_QUESTION, self._back, tap="quiz.picture.back", kind="primary"))

    def on_back(self) -> bool:
        return self._asking.back()

    def on_leave(self, way: Way) -> bool:
        return self._asking.leave(way)

    def show(self, view: PictureView) -> None:
        self._picture.spoken = view.stem
        if view.broken:
            self._tell(words.NO_PICTURE, words.NO_PICTURE_NOTE)
        elif view.late:
            self._tell(words.LATE_PICTURE, words.LATE_PICTURE_NOTE)
        elif self._picture.parent is None:
            self._card.clear_widgets()
            self._card.add_widget(self._picture)
        if view.picture is not None and view.picture is not self._frame:
            self._drop()
            self._frame = view.picture
            self._upload = Upload(view.picture, self._show_picture)

    def _tell(self, title: str, note: str) -> None:
        self._card.clear_widgets()
        self._card.add_widget(Column(Gap(), titles(title, note), Gap(), padding=Air.XXL))

    def leave(self) -> None:
        self._drop()

    def _back(self) -> None:
        self._asking.back()

    def _show_picture(self, texture: Texture) -> None:
        self._picture.texture = texture

    def _drop(self) -> None:
        if self._upload:
            self._upload.cancel()
        self._upload = self._frame = self._picture.texture = None
