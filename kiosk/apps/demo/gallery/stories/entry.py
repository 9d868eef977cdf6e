"""What is tapped to enter something: digit pad, letters of codes, cells, secret field."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from kiosk.apps.demo.gallery.story import Story, held
from kiosk.ui.widgets.typing.digit_field import DigitField
from kiosk.ui.widgets.typing.digit_pad import DigitPad, SecretField
from kiosk.ui.widgets.typing.latin_panel import LatinPanel, high

TITLE = "DigitPad, LatinPanel, DigitField, SecretField"
WIDE = True  # ten keys stand across


def stories() -> Iterator[Story]:
    yield Story("empty", partial(SecretField, "请输入口令"))
    yield Story("four digits", lambda: held(SecretField("请输入口令"), length=4))
    yield Story("wrong", lambda: held(SecretField("口令不对，再试一次"), wrong=True))
    yield Story("pad; 5 pressed", _pad, high=760)
    yield Story("pad of an ID number; X of no use now", _id_pad, high=760)
    yield Story("letters, digits and marks of addresses and codes", partial(LatinPanel, _ignore), high=high())
    yield Story("three digits of six, the newest shown", _field)


def _pad() -> Any:
    pad = DigitPad(_ignore, "清空")
    pad.keys["5"].pressed = True
    return pad


def _id_pad() -> Any:
    pad = DigitPad(_ignore)
    pad.set_off({"X"})
    return pad


def _field() -> Any:
    field = DigitField("一次性口令", "6 位数字", 6)
    field.show(3, "7")
    return field


def _ignore(key: str) -> None:
    """A gallery leads nowhere."""
