"""What a feature that prints asks of its terminal, beside `TerminalGives`; nothing heavy comes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kiosk.core.terminal.slips import Slips


class GivesSlips(Protocol):
    @property
    def slips(self) -> Slips:
        """Slips that are no tickets (`kiosk/core/terminal/slips.py`)."""
