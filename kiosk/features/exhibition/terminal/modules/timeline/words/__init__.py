"""What the timeline's page says to a visitor, in the language in force. What happened is told in its own language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui import language

if TYPE_CHECKING:
    from kiosk.features.exhibition.terminal.modules.timeline.words.zh import *
else:
    __getattr__ = language.catalogue(__name__)
