"""Wakes the listeners of the page whenever an emulated device changes."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress

from devices.emulators.pty_device import PtyDevice

KEEP_ALIVE_SECONDS = 15  # browsers find a dead stream sooner with it
PACE_SECONDS = 0.1  # a slow printer changes fifty times a second; nobody reads faster than this


class Live:
    """One thread a device waits for its changes. `noticed` is called at each one, on that thread."""

    def __init__(self, devices: Sequence[PtyDevice], noticed: Callable[[], object]) -> None:
        self._devices = tuple(devices)
        self._noticed = noticed
        self._listeners: set[asyncio.Event] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = threading.Event()
        self._threads = [
            threading.Thread(target=self._watch, args=(device,), name="demo-page-watch", daemon=True)
            for device in self._devices
        ]

    def start(self) -> None:
        """Begin to watch; call on the loop that serves the listeners."""
        self._loop = asyncio.get_running_loop()
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """End every stream and the threads. Any thread; twice is once."""
        self._closed.set()
        for device in self._devices:
            with device.changed:
                device.changed.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()
        self._tell()

    async def changes(self) -> AsyncIterator[bool]:
        """True at once and after each change (several close together are one), False after a long silence."""
        event = asyncio.Event()
        self._listeners.add(event)
        try:
            event.set()
            while not self._closed.is_set():
                try:
                    async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                        await event.wait()
                except TimeoutError:
                    yield False
                    continue
                event.clear()
                if not self._closed.is_set():
                    yield True
                    await asyncio.sleep(PACE_SECONDS)
        finally:
            self._listeners.discard(event)

    def _watch(self, device: PtyDevice) -> None:
        with device.changed:  # let go only while it waits: no change slips through
            while not self._closed.is_set():
                self._noticed()
                self._tell()
                device.changed.wait()

    def _tell(self) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended, and its listeners with it
                self._loop.call_soon_threadsafe(self._wake_all)

    def _wake_all(self) -> None:
        for event in self._listeners:
            event.set()
