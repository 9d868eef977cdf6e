"""What the card is read for here, as `kiosk.ui.widgets.purposes` draws it."""

from __future__ import annotations

from kiosk.features.quiz.terminal.along import words
from kiosk.ui.widgets.purposes import Purposes


def told(*, keeps: bool) -> Purposes:
    """``keeps``: a result is kept; else those of before are shown."""
    each = words.KEEP_PURPOSES if keeps else words.SEE_PURPOSES
    return Purposes(words.PURPOSE_TITLE, each, tuple(what for _, what, _ in each), words.PURPOSE_NOTE)
