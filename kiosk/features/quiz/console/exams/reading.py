"""Results of exams are read one at a time, however often their page is asked for: 5,000 papers are seconds of a core.

    summary, found = await reading.read(exam, work)

Whoever asks while the same exam waits for its turn gets what it finds; nobody gets what was begun before they asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class ReadingInTurn(Generic[T]):
    """At most one thread, and one in wait for each exam."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._waiting: dict[int, asyncio.Task[T]] = {}

    async def read(self, exam: int, work: Callable[[], T]) -> T:
        """What `work` gives, on a worker. Raises what it raises."""
        waiting = self._waiting.get(exam)
        if waiting is None:
            waiting = self._waiting[exam] = asyncio.create_task(self._in_turn(exam, work))
        return await asyncio.shield(waiting)  # whoever goes away takes it from nobody

    async def _in_turn(self, exam: int, work: Callable[[], T]) -> T:
        async with self._turn:
            del self._waiting[exam]
            return await asyncio.to_thread(work)
