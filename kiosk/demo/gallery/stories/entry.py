"""What is tapped to enter something: digit pad, secret field."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from kiosk.demo.gallery.story import Story, held
from kiosk.ui.widgets.digit_pad import DigitPad, SecretField

TITLE = "DigitPad, SecretField"


def stories() -> Iterator[Story]:
    yield Story("empty", partial(SecretField, "请输入口令"))
    yield Story("four digits", lambda: held(SecretField("请输入口令"), length=4))
    yield Story("wrong", lambda: held(SecretField("口令不对，再试一次"), wrong=True))
    yield Story("pad; 5 pressed", _pad, high=760)


def _pad() -> Any:
    pad = DigitPad(_ignore, "清空")
    for key in pad.children:
        key.pressed = key.tap_name == "key.5"
    return pad


def _ignore(key: str) -> None:
    """A gallery leads nowhere."""
