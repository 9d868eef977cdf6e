"""What the exhibition says to a visitor, in the language in force. The items themselves stay in their own language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui import language

if TYPE_CHECKING:
    from kiosk.features.exhibition.terminal.words.zh import *
else:
    __getattr__ = language.catalogue(__name__)
