"""The modes that a visitor may switch: 大字, 高对比, another language. Pure."""

from __future__ import annotations

from dataclasses import replace

from kiosk.features.use.terminal.module import CONTRAST, LANGUAGE, LARGE
from kiosk.ui import language
from kiosk.ui.theme import Mode


def switched(mode: Mode, key: str) -> Mode:
    """After the switch of that key in the dock; the same once more switches it off."""
    if key in language.NAMES:
        return replace(mode, language=key)
    return replace(mode, large=not mode.large) if key == "large" else replace(mode, contrast=not mode.contrast)


def used(mode: Mode, own: Mode) -> list[str]:
    """What of `mode` is counted as used, in a terminal that begins a visit in `own`."""
    on = {LARGE: mode.large, CONTRAST: mode.contrast, LANGUAGE: mode.language != own.language}
    return [name for name, is_on in on.items() if is_on]
