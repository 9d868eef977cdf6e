"""What the people's page says to a visitor, in the language in force. People's own words stay as they wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui import language

if TYPE_CHECKING:
    from kiosk.features.exhibition.terminal.modules.people.words.zh import *
else:
    __getattr__ = language.catalogue(__name__)
