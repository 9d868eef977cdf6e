"""Interface text of 忆初心's screens, in the language in force. What the keeper reads is Chinese: `words.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui import language

if TYPE_CHECKING:
    from kiosk.features.membership.terminal.words.zh import *
else:
    __getattr__ = language.catalogue(__name__)
