"""What the card is read for here, as `kiosk.ui.widgets.purposes` draws it."""

from __future__ import annotations

from kiosk.features.membership.terminal import words
from kiosk.ui.widgets.purposes import Purposes


def told() -> Purposes:
    short = tuple(what for _, what, _ in words.PURPOSES[:-1])
    return Purposes(
        words.PURPOSE_TITLE, words.PURPOSES, (*short, words.PURPOSE_LAST_SHORT), words.PURPOSE_NOTE,
        words.PURPOSE_NOTE_NARROW,
    )  # fmt: skip
