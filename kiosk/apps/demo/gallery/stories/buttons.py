"""Buttons: every kind and every state."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kiosk.apps.demo.gallery import words
from kiosk.apps.demo.gallery.story import Story, held
from kiosk.ui.widgets.button import Kind, PushButton

TITLE = "PushButton"
KINDS: tuple[Kind, ...] = ("primary", "second", "quiet", "warn", "gold", "help")
STATES = ("pressed", "focus", "off", "busy")


def stories() -> Iterator[Story]:
    for kind in KINDS:
        yield Story(f"{kind}, normal", partial(_button, kind))
        yield Story(f"{kind}, pressed", partial(_button, kind, "pressed"))
    for state in STATES[1:]:
        yield Story(f"primary, {state}", partial(_button, "primary", state))
        yield Story(f"second, {state}", partial(_button, "second", state))
    yield Story("with a note", partial(PushButton, "好", kind="primary", note="12 秒后返回", tap="note"))
    yield Story("20 characters", partial(PushButton, words.NAME_20, tap="long"))


def _button(kind: Kind, state: str = "") -> PushButton:
    button = PushButton(words.SHORT, kind=kind, icon="ticket", tap=f"{kind}.{state}")
    return held(button, **{state: True}) if state else button
