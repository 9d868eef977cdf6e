"""Interface text of the ticket screens, in the language in force. Slips and hall pages speak Chinese: `words.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui import language

if TYPE_CHECKING:
    from kiosk.features.tickets.terminal.words.zh import *
else:
    __getattr__ = language.catalogue(__name__)
