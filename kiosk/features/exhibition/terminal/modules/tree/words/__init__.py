"""What the tree's page says to a visitor, in the language in force. Names stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui import language

if TYPE_CHECKING:
    from kiosk.features.exhibition.terminal.modules.tree.words.zh import *
else:
    __getattr__ = language.catalogue(__name__)
