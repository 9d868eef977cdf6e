"""A button that is pressed twice does its work once: an old mouse, a slow page, a hand that is not sure.

    answer = await presses.once(key, work)

The second press with the same key waits for the first and gets its answer. `key` is of one rendering of one page, so
that the same button on the page that comes back is a press of its own. What failed is done anew.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from fastapi.responses import Response

KEPT_SECONDS = 30.0
MOST_KEPT = 64
Work = Callable[[], Awaitable[Response]]


class Presses:
    """One for all pages; on one event loop."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._kept: OrderedDict[str, tuple[float, asyncio.Task[Response]]] = OrderedDict()

    async def once(self, key: str, work: Work) -> Response:
        """Raises what `work` raises, to whoever pressed first; who pressed again then does the work anew."""
        before = self._before(key)
        if before is not None:
            await asyncio.wait({before})
            if _is_well(before):
                return before.result()
        going = asyncio.ensure_future(_run(work))
        self._kept[key] = self._now() + KEPT_SECONDS, going
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return await asyncio.shield(going)  # it is done though its browser has left

    def _before(self, key: str) -> asyncio.Task[Response] | None:
        until, task = self._kept.get(key, (0.0, None))
        return task if task is not None and (until > self._now() or not task.done()) else None


async def _run(work: Work) -> Response:
    return await work()


def _is_well(task: asyncio.Task[Response]) -> bool:
    return not task.cancelled() and task.exception() is None and task.result().status_code < 400
