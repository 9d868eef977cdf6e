"""Where the record offers the letters: the first page made small, how many there are, and a way to each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from kiosk.features.membership.rules.record import LetterView
from kiosk.features.membership.terminal import sizes, words
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.texture_upload import Upload
from kiosk.ui.tokens import CARD_GAP, Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile

MANY = 3  # letters

Open = Callable[[str], None]
"""With the kind of the letter; "" is the first."""


class Thumb:
    """The small picture: hung into whatever place the page has for it, gone when the page goes."""

    def __init__(self) -> None:
        self.picture = Picture()
        self._frame: Frame | None = None
        self._upload: Upload | None = None

    def place(self) -> Picture:
        """To be put into a layout; only the newest place holds it."""
        if self.picture.parent:
            self.picture.parent.remove_widget(self.picture)
        return self.picture

    def show(self, frame: Frame | None) -> None:
        if frame is not None and frame is not self._frame:
            self._frame = frame
            if self._upload:
                self._upload.cancel()
            self._upload = Upload(frame, self._ready)

    def drop(self) -> None:
        if self._upload:
            self._upload.cancel()
        self._upload = self._frame = self.picture.texture = None

    def _ready(self, texture: Texture) -> None:
        self.picture.texture = texture


class LetterCard(Card):
    """A card of its own: name, pages, picture, and a button for each letter."""

    def __init__(self, letters: Sequence[LetterView], open_: Open, thumb: Thumb, hear: list[Widget]) -> None:
        one, wide = len(letters) == 1, look.landscape()
        title = Text(words.LETTER_NAMES[letters[0].kind] if one else words.LETTERS, "title", balanced=True)
        pages = sum(letter.pages for letter in letters)
        note = [Text(words.letter_pages(pages), "body", "ink_2")] if one or wide else []
        head = Column(title, *note, gap=Air.HAIR, fit=True)
        buttons = [*_buttons(letters[:1] if wide else letters, open_), *hear]  # from the first one turns to the others
        if wide:
            beside = Row(thumb.place(), Column(Gap(), *buttons, gap=Air.M, size_hint_x=1.2), gap=CARD_GAP)
            super().__init__(head, beside, padding=(Air.XL, Air.L), gap=Air.M)
            return
        own = Text(words.LETTER_ONLY_YOURS, "note", "ink_2", halign="center")
        if len(letters) < MANY:
            super().__init__(head, thumb.place(), own, *buttons, padding=(Air.XL, Air.XL), gap=Air.L)
            return
        for button in buttons:  # they take the room of the picture
            button.size_hint_y, button.size_hint_max_y = 1, look.px(sizes.LETTER_BUTTON_MOST)
        super().__init__(head, own, *buttons, padding=(Air.XL, Air.XL), gap=Air.L)


class LetterRow(RowTile):
    """A row that leads to the first letter; from there one turns on to the others."""

    def __init__(self, letters: Sequence[LetterView], open_: Open, thumb: Thumb) -> None:
        pages = sum(letter.pages for letter in letters)
        title = words.LETTER_NAMES[letters[0].kind] if len(letters) == 1 else words.LETTERS
        super().__init__(
            title, words.letter_pages(pages), tap="membership.letter", on_tap=partial(open_, ""),
            height=sizes.LETTER_ROW_LARGE if look.large() else sizes.LETTER_ROW,
        )  # fmt: skip
        picture = thumb.place()
        picture.size_hint_x, picture.width = None, look.px(sizes.LETTER_PICTURE)
        self.padding[1] = self.padding[3] = look.px(Air.M)
        self.add_widget(picture, index=len(self.children))


def _buttons(letters: Sequence[LetterView], open_: Open) -> list[Widget]:
    if len(letters) == 1:
        return [PushButton(words.READ_LETTER, partial(open_, ""), tap="membership.letter")]
    return [
        PushButton(
            words.letter_button(words.LETTER_NAMES[letter.kind], letter.pages), partial(open_, letter.kind),
            tap=f"membership.letter.{letter.kind}" if at else "membership.letter", token="body",
        )
        for at, letter in enumerate(letters)
    ]  # fmt: skip
