"""A press that comes twice."""

from __future__ import annotations

import asyncio

import pytest
from fastapi.responses import Response

from kiosk.features.exhibition.console.presses import KEPT_SECONDS, MOST_KEPT, Presses


class Work:
    """Counts, and waits until it is let go."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers, self.done, self.free = [*answers], 0, asyncio.Event()

    async def __call__(self) -> Response:
        await self.free.wait()
        self.done += 1
        answer = self.answers.pop(0) if self.answers else 303
        if isinstance(answer, Exception):
            raise answer
        return Response(str(self.done), answer)


async def twice(presses: Presses, work: Work) -> list[Response | BaseException]:
    both = [asyncio.ensure_future(presses.once("key", work)) for _ in range(2)]
    await asyncio.sleep(0)
    work.free.set()
    return await asyncio.gather(*both, return_exceptions=True)


def test_two_presses_are_one_and_both_hear_its_answer() -> None:
    async def story() -> None:
        presses, work = Presses(), Work()
        first, second = await twice(presses, work)
        assert first is second and work.done == 1
        assert (await presses.once("key", work)) is first  # also a moment later
        await presses.once("another", work)
        assert work.done == 2

    asyncio.run(story())


def test_what_failed_is_done_anew() -> None:
    async def story() -> None:
        work = Work(507, ConnectionError("cut"), 303)
        presses = Presses()
        first, second = await twice(presses, work)
        assert isinstance(first, Response) and first.status_code == 507 and isinstance(second, ConnectionError)
        assert (await presses.once("key", work)).status_code == 303 and work.done == 3

    asyncio.run(story())


def test_whoever_leaves_stops_nothing() -> None:
    async def story() -> None:
        presses, work = Presses(), Work()
        gone = asyncio.ensure_future(presses.once("key", work))
        await asyncio.sleep(0)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        work.free.set()
        assert (await presses.once("key", work)).body == b"1"

    asyncio.run(story())


def test_an_old_press_is_forgotten() -> None:
    async def story() -> None:
        now = 0.0
        presses, work = Presses(lambda: now), Work()
        work.free.set()
        await presses.once("key", work)
        now = KEPT_SECONDS + 1
        await presses.once("key", work)
        assert work.done == 2
        for number in range(MOST_KEPT):
            await presses.once(f"key {number}", work)
        await presses.once("key", work)
        assert work.done == 3 + MOST_KEPT

    asyncio.run(story())
