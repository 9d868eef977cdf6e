"""Results are read one at a time; whoever asks anew is never given what was begun before they asked."""

from __future__ import annotations

import asyncio
import threading

import pytest

from kiosk.features.quiz.console.exams.reading import ReadingInTurn


class Work:
    """Counts its runs, and waits in each until it is let go."""

    def __init__(self) -> None:
        self.runs = self.now = self.most = 0
        self.go = threading.Event()
        self._lock = threading.Lock()

    def __call__(self) -> int:
        with self._lock:
            self.runs += 1
            self.now += 1
            self.most = max(self.most, self.now)
            mine = self.runs
        assert self.go.wait(10)
        with self._lock:
            self.now -= 1
        return mine


async def begun(work: Work, runs: int) -> None:
    for _ in range(2000):
        if work.runs == runs:
            return
        await asyncio.sleep(0.005)
    raise AssertionError(work.runs)


def test_a_page_asked_for_a_hundred_times_is_read_twice() -> None:
    async def asked() -> None:
        reading, work = ReadingInTurn[int](), Work()
        first = asyncio.create_task(reading.read(1, work))
        await begun(work, 1)
        more = [asyncio.create_task(reading.read(1, work)) for _ in range(100)]
        other = asyncio.create_task(reading.read(2, work))
        await asyncio.sleep(0.01)
        more[0].cancel()  # a browser that was closed
        assert work.runs == 1
        work.go.set()
        assert await first == 1
        assert set(await asyncio.gather(*more[1:])) == {2}  # none of them what was begun before
        assert await other == 3 and work.most == 1

    asyncio.run(asked())


def test_what_goes_wrong_is_told_to_everybody_and_the_next_goes_on() -> None:
    def broken() -> int:
        raise KeyError

    async def asked() -> None:
        reading = ReadingInTurn[int]()
        told = await asyncio.gather(*(reading.read(1, broken) for _ in range(3)), return_exceptions=True)
        assert [type(one) for one in told] == [KeyError] * 3
        with pytest.raises(KeyError):
            await reading.read(1, broken)
        assert await reading.read(1, lambda: 7) == 7

    asyncio.run(asked())
