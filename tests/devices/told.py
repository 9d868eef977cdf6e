"""What a card reader told, to be waited for."""

import queue

from devices.id_card import CardEvent

DEADLINE_SECONDS = 15.0


class Told:
    """Pass it as `on_event`; then wait for one event after the other."""

    def __init__(self) -> None:
        self._events: queue.Queue[CardEvent] = queue.Queue()

    def __call__(self, event: CardEvent) -> None:
        self._events.put(event)

    def next(self) -> CardEvent:
        """The next event; queue.Empty when none comes in time."""
        return self._events.get(timeout=DEADLINE_SECONDS)

    @property
    def nothing_more(self) -> bool:
        return self._events.empty()
