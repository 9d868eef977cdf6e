"""What a card reader told, to be waited for."""

import queue

from devices.emulators import CardReaderEmulator
from devices.id_card import CardEvent, CardReader

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


def look_out(emulator: CardReaderEmulator, reader: CardReader) -> None:
    """Arm the reader, and wait until it saw that no card lies there."""
    reader.arm()
    polls(emulator, 1)


def polls(emulator: CardReaderEmulator, count: int) -> None:
    """Wait until the reader has looked so many times more."""
    wanted = emulator.asked("2001") + count
    assert emulator.wait_for(lambda: emulator.asked("2001") >= wanted)
