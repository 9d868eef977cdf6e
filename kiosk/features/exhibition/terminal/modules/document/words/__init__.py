"""What a document says to a visitor, in the language in force. The document itself stays in its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui import language

if TYPE_CHECKING:
    from kiosk.features.exhibition.terminal.modules.document.words.zh import *
else:
    __getattr__ = language.catalogue(__name__)
