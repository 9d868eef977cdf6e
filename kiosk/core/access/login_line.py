"""The short line before the one thread that checks passwords.

    line = LoginLine()
    right = await line.run(rank, source, lambda: hasher.verify(secret, password))     # raises LineFull

Argon2id takes 64 MiB and some 50 to 250 ms: side by side on the shared threads, 40 anonymous clients made a right
log-in and every page wait for 10 s. Here one is checked at a time, the most trusted (lowest rank) first, and a full
line turns away the least trusted: a clerk in her own browser is next, however many strangers push.
"""

from __future__ import annotations

import asyncio
from bisect import insort
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

T = TypeVar("T")

MOST_WAITING = 8
MOST_OF_ONE_SOURCE = 2


class LineFull(Exception):
    """Too many wait already, or too many of the same source: try again in some seconds."""


@dataclass(order=True, slots=True)
class _Waiting:
    rank: int
    turn: int
    source: str = field(compare=False)
    called: asyncio.Future[None] = field(compare=False)


class LoginLine:
    """One line, on one event loop."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="log-in")
        self._waiting: list[_Waiting] = []  # the next one first
        self._turns, self._busy = count(), False

    async def run(self, rank: int, source: str, work: Callable[[], T]) -> T:
        """What `work` gives, once it is its turn on the thread. Raises LineFull."""
        if self._busy:
            await self._wait(rank, source)
        self._busy = True
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self._call_next()

    def close(self) -> None:
        self._thread.shutdown(wait=False)

    async def _wait(self, rank: int, source: str) -> None:
        if sum(one.source == source for one in self._waiting) >= MOST_OF_ONE_SOURCE:
            raise LineFull
        mine = _Waiting(rank, next(self._turns), source, asyncio.get_running_loop().create_future())
        insort(self._waiting, mine)
        if len(self._waiting) > MOST_WAITING and not (last := self._waiting.pop()).called.done():
            last.called.set_exception(LineFull())
        try:
            await mine.called
        except asyncio.CancelledError:
            if mine in self._waiting:
                self._waiting.remove(mine)
            elif not mine.called.cancelled():  # it was called and left in the same moment
                self._call_next()
            raise

    def _call_next(self) -> None:
        self._busy = False
        while self._waiting and not self._busy:
            following = self._waiting.pop(0)
            if not following.called.done():  # who left meanwhile is passed over
                following.called.set_result(None)
                self._busy = True
