"""What is turned by pages: a text of 20,000 characters, a short one, a letter of pictures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kiosk.apps.demo.gallery import words
from kiosk.apps.demo.gallery.story import Story
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.places import TITLE_HIGH
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.paged.paged_reader import Document, PagedReader, PicturePages
from kiosk.ui.widgets.paged.text_pages import TextPages
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text

TITLE = "PagedReader"
CHARACTERS = 20_000


def stories() -> Iterator[Story]:
    long = words.PARAGRAPH * (CHARACTERS // len(words.PARAGRAPH))
    yield Story("20,000 characters, first page, still counted", partial(_page, long, 0), page=True)
    yield Story("20,000 characters, a later page", partial(_page, long, 9, count=True), page=True)
    yield Story("one page", partial(_page, words.PARAGRAPH, 0, count=True), page=True)
    yield Story("a letter of pictures", _letter, page=True)


class _Reading(Page):
    """A reader as a page of a room has it: the title above, all else its own."""

    name = "gallery.reader"
    split = False

    def __init__(self) -> None:
        self.action_band = not look.landscape()  # type: ignore[misc]
        super().__init__()
        self.reader = PagedReader(_ignore, tap="reader")
        self.whole.spacing = 0
        self.whole.add_widget(Row(Text(words.ROW, "name"), size_hint_y=None, height=look.px(TITLE_HIGH)))
        self.whole.add_widget(self.reader)

    def open(self, document: Document, page: int) -> _Reading:
        self.reader.open(document)
        self.reader.show(page)
        self.reader.rest()
        return self


def _page(text: str, page: int, *, count: bool = False) -> Page:
    made = _Reading()
    document = TextPages([("heading", words.QUESTION), ("paragraph", text)], *made.reader.room)
    while count and document.step():
        pass
    return made.open(document, page)


def _letter() -> Page:
    texture = Picture("archive").texture
    return _Reading().open(PicturePages([texture] * 3, ("第一页", "第二页", "第三页")), 1)


def _ignore(page: int, pages: int) -> None:
    """A gallery leads nowhere."""
