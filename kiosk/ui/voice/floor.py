"""Who has the word on this machine's loudspeaker: a terminal's film is lowered while the board beside it calls.

    floor = Floor("default")
    with floor.taken(): ...        # something is said
    floor.is_taken()               # by anybody on this machine, of any user

In a village one machine drives both, each with a voice process of its own. The word is a name that only one may hold:
an abstract Unix socket, which goes with its process, however that ends.
"""

from __future__ import annotations

import errno
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_TIMES, _PAUSE_SECONDS = 3, 0.002
_MOST_BYTES = 100  # unix(7): 107 with the zero before it


class Floor:
    """``device``: as the player knows the loudspeaker; "" is nobody's."""

    def __init__(self, device: str) -> None:
        self._name = b"\0kiosk-word:" + device.encode()[-_MOST_BYTES + 12 :] if device else b""
        self._lock = threading.Lock()  # asking is taking it for a moment

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Two may speak at once; the second goes without."""
        held = self._taken()
        try:
            yield
        finally:
            if held:
                held.close()

    def is_taken(self) -> bool:
        with self._lock:
            try:
                held = self._hold()
            except OSError:  # no descriptor to spare
                return False
        if held:
            held.close()
        return held is None and bool(self._name)

    def _taken(self) -> socket.socket | None:
        with self._lock, suppress(OSError):
            for _ in range(_TIMES):
                if held := self._hold():
                    return held
                time.sleep(_PAUSE_SECONDS)  # somebody may only have asked
        return None

    def _hold(self) -> socket.socket | None:
        """None: somebody has it. Raises OSError."""
        if not self._name:
            return None
        holder = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
        try:
            holder.bind(self._name)
        except OSError as error:
            holder.close()
            if error.errno == errno.EADDRINUSE:
                return None
            raise
        return holder
