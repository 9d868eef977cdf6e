"""What 请人帮忙 says to a visitor, in the language in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui import language

if TYPE_CHECKING:
    from kiosk.features.help.terminal.words.zh import *
else:
    __getattr__ = language.catalogue(__name__)
