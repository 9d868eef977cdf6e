"""Answers of a question, in every state."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kiosk.apps.demo.gallery import words
from kiosk.apps.demo.gallery.story import Story, held
from kiosk.ui.widgets.option import Option

TITLE = "Option"


def stories() -> Iterator[Story]:
    for letter, state in zip("ABCDEF", ("plain", "chosen", "right", "missed", "wrong", "dim"), strict=True):
        yield Story(state, partial(_option, letter, state))
    yield Story("pressed", lambda: held(_option("F", "plain"), pressed=True))
    yield Story("60 characters", partial(Option, "G", words.TITLE_60, tap="long", token="body"))


def _option(letter: str, state: str) -> Option:
    return held(Option(letter, "预备期满，转为正式党员那天", tap=letter), state=state)  # type: ignore[no-any-return]
