"""What 正式测试 says to a visitor, in the language in force. The questions stay in their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui import language

if TYPE_CHECKING:
    from kiosk.features.quiz.terminal.exams.words.zh import *
else:
    __getattr__ = language.catalogue(__name__)
