"""What is added up in memory, and written down every few minutes by a thread of its own, and once more at the end."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod

KEEP_SECONDS = 300.0


class Kept(ABC):
    def __init__(self, name: str) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @abstractmethod
    def keep(self) -> None:
        """Write down what was counted since the last time, and hand over. Blocks; never on Kivy's thread."""

    def start(self) -> None:
        """Hours that were over before this start are handed over at once."""
        self._thread.start()

    def stop(self) -> None:
        """What was counted is on the disk when it returns. Once more it means nothing: the store may be closed."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        self.keep()

    def _run(self) -> None:
        self.keep()
        while not self._stopping.wait(KEEP_SECONDS):
            self.keep()
