"""How fast files go out to the screens: all of them together at a cap, and slowly while the hall is at work."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

BUSY_SHARE = 8


class Pace:
    """`bytes_a_second` for all together; an eighth of it while `busy`. Lives on one event loop."""

    def __init__(self, bytes_a_second: float, busy: Callable[[], bool] = lambda: False) -> None:
        self._rate, self._busy, self._free = bytes_a_second, busy, 0.0

    async def take(self, count: int) -> None:
        """Come back when so many bytes may go out."""
        now = time.monotonic()
        begins = max(self._free, now)
        self._free = begins + count / (self._rate / BUSY_SHARE if self._busy() else self._rate)
        await asyncio.sleep(begins - now)
