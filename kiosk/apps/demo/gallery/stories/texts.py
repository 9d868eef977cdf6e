"""Every text size, wrapped and balanced; runs on one baseline; chips and icons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from kiosk.apps.demo.gallery import words
from kiosk.apps.demo.gallery.story import Story
from kiosk.ui import look
from kiosk.ui.tokens import TEXT
from kiosk.ui.widgets.chip import CHIPS, Chip
from kiosk.ui.widgets.icon import TINTS, Badge, Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name, NameRow
from kiosk.ui.widgets.text import Run, Runs, Text

TITLE = "Text, Runs, Chip, Icon, Badge"


def stories() -> Iterator[Story]:
    for token, size in TEXT.items():
        yield Story(token, partial(Text, "A 012" if size.trim else "初心 Aa 8:30，直骨角", token))
    yield Story("a title of 60 characters, balanced", partial(Text, words.TITLE_60, "head", balanced=True))
    yield Story("at most two lines", partial(Text, words.TITLE_60, "title", max_lines=2))
    yield Story("a paragraph", partial(Text, words.PARAGRAPH, "body"))
    yield Story("rare characters", partial(Text, words.RARE, "title"))
    yield Story("nothing", partial(Text, "", "body"))
    yield Story("runs", partial(Runs, Run("前面 "), Run("3", "head"), Run(" 人，约 "), Run("8–14", "title")))
    yield Story("a long name: smaller, two lines, cut", _names)
    yield Story("chips", _chips)
    yield Story("badges and icons", _icons)


def _names() -> Any:
    lines = [
        NameRow(
            Badge("ticket", "red", 84),
            Name(words.TITLE_60[:size], ("title", "label", "body")),
            Gap(),
            Chip("演示", "plain"),
        )
        for size in (8, 16, 30, 60)
    ]
    for line in lines:
        line.size_hint_y, line.height = None, look.px(120)
    return Column(*lines, gap=8, fit=True)


def _chips() -> Any:
    chips = [Chip("要身份证", tint, "info" if tint == "warn" else "") for tint in CHIPS]
    return Row(*chips, Gap(), gap=16, size_hint_y=None, height=look.px(72))


def _icons() -> Any:
    badges = [Badge("ticket", tint, 84) for tint in TINTS]
    sizes = [Icon("arrow-right", size, bold=True) for size in (34, 46, 68)]
    return Row(*badges, *sizes, Gap(), gap=12, size_hint_y=None, height=look.px(132))
