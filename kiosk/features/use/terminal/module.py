"""Counting on the terminal: visits as they end, and what the attract screen showed. No tile, no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.features.use.rules import things
from kiosk.features.use.terminal.visit_counter import VisitCounter

if TYPE_CHECKING:
    from content.pack.exhibit import Exhibit
    from kiosk.core.database.clock import Clock
    from kiosk.core.link.outbox import Outbox
    from kiosk.core.link.store import TerminalStore
    from kiosk.features.use.terminal.recorder import Recorder

LARGE, CONTRAST, VOICE, LANGUAGE = things.MODES
"""What a visitor may switch on."""


class Running:
    """From the machine's start to its end. Nothing is counted until this terminal belongs to a hall (`join`)."""

    def __init__(self) -> None:
        self._recorder: Recorder | None = None

    def join(self, store: TerminalStore, outbox: Outbox, clock: Clock, *, demo: bool) -> None:
        """`clock`: hall time, as far as known; `demo`: what is counted here no real hall counts."""
        from kiosk.features.use.terminal.recorder import Recorder

        self._recorder = Recorder(store, outbox, clock, demo=demo)

    def visits(self) -> VisitCounter | None:
        """Who watches the visits; None where nothing is counted."""
        return VisitCounter(self._recorder.count) if self._recorder else None

    def played(self, exhibit: Exhibit, seconds: float) -> None:
        """A slide left the screen."""
        if self._recorder:
            self._recorder.played(exhibit, seconds)

    def start(self) -> None:
        if self._recorder:
            self._recorder.start()

    def stop(self) -> None:
        """What was counted is on the disk when it returns."""
        if self._recorder:
            self._recorder.stop()
