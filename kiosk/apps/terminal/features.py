"""What this terminal can do, a line each. A feature comes after those it leads to.

请人帮忙 is not among them, since the dock of every page leads to it (`app.py`).
"""

from __future__ import annotations

from kiosk.apps.terminal.given import Given
from kiosk.core.terminal.module import TerminalModule
from kiosk.features.exhibition.terminal import module as exhibition
from kiosk.features.membership.terminal import module as membership
from kiosk.features.quiz.terminal import module as quiz
from kiosk.features.tickets.terminal import module as tickets

MODULES: tuple[TerminalModule[Given], ...] = (
    exhibition.MODULE,
    quiz.MODULE,
    tickets.MODULE,
    membership.MODULE,
)
