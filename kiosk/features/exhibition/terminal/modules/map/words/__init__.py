"""What a map and a floor plan say, in the language in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui import language

if TYPE_CHECKING:
    from kiosk.features.exhibition.terminal.modules.map.words.zh import *
else:
    __getattr__ = language.catalogue(__name__)
