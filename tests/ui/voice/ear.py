"""What a test hears of a voice process: its own events, in order."""

from __future__ import annotations

import queue
from collections.abc import Callable

from kiosk.ui.voice.announcer import Announcer
from kiosk.ui.voice.orders import Kind, VoiceEvent

DEADLINE_SECONDS = 20.0


class Ear:
    def __init__(self, announcer: Announcer, events: queue.SimpleQueue[VoiceEvent]) -> None:
        self.announcer, self._events = announcer, events

    def next(self) -> VoiceEvent:
        return self._events.get(timeout=DEADLINE_SECONDS)

    def until(self, kind: Kind, number: int = 0) -> list[VoiceEvent]:
        """Everything up to the first event of that kind (and id)."""
        heard: list[VoiceEvent] = []
        while not heard or heard[-1].kind is not kind or (number and heard[-1].id != number):
            heard.append(self.next())
        return heard

    def pour_into(self, tell: Callable[[VoiceEvent], None]) -> None:
        """From now on `tell` hears, and the test no more."""
        self.announcer.on_event = tell
