"""Interface text before a paper that is for members, in the language in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui import language

if TYPE_CHECKING:
    from kiosk.features.quiz.terminal.members.words.zh import *
else:
    __getattr__ = language.catalogue(__name__)
