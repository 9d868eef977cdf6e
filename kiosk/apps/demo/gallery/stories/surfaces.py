"""Cards, sunken and tinted surfaces, notices, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kiosk.apps.demo.gallery import words
from kiosk.apps.demo.gallery.story import Story
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.card_reader import CardReader
from kiosk.ui.widgets.notice_strip import NOTICES, NoticeStrip
from kiosk.ui.widgets.paper import Paper, PrintedRule, printed
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.purposes import Purposes, purposes, purposes_agreed
from kiosk.ui.widgets.text import Text

TITLE = "Card, CardReader, Flat, NoticeStrip, Paper, Picture, Purposes"
READ_FOR = Purposes(
    words.ROW, (("eye", words.ROW, words.ROW_NOTE), ("lock-simple", words.ROW, words.SHORT)), (words.ROW, words.SHORT),
    words.ROW_NOTE,
)  # fmt: skip


def stories() -> Iterator[Story]:
    yield Story("card", lambda: Card(Text(words.ROW, "title"), padding=40), high=140)
    yield Story("hero card", lambda: Card(Text(words.ROW, "title"), padding=40, radius=36), high=140)
    yield Story("flat", lambda: Flat(Text(words.ROW_NOTE), padding=40), high=120)
    for tint in NOTICES:
        yield Story(f"notice, {tint}", partial(NoticeStrip, "您不同意也没关系，别的都照常能用。", "info", tint))
    yield Story("notice of 60 characters", partial(NoticeStrip, words.TITLE_60, "warning", "warn"))
    yield Story("picture", partial(Picture, "archive"), high=240)
    yield Story(
        "printed paper", lambda: Paper(printed(Text(words.ROW, "label")), PrintedRule(), printed(Text(words.SHORT)))
    )
    yield Story("where the card goes; its arrow sways", CardReader, high=420)
    yield Story("what a card is read for", lambda: purposes(READ_FOR), high=420)
    yield Story("the same, agreed to", lambda: purposes_agreed(READ_FOR, words.SHORT))
