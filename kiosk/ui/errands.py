"""Between Kivy's thread and all others: calls that are posted to it, jobs that run away from it, calls for later.

Kivy keeps callables that are not methods alive until they ran or were cancelled: `Later` holds no more than its call.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from kivy.clock import Clock

from kiosk.ui.stage import Timer

Result = TypeVar("Result")

WORKERS = 3


class Inbox:
    """Calls for Kivy's thread, run in their order before its next frame."""

    def __init__(self) -> None:
        self._calls: deque[Callable[[], None]] = deque()
        self._drain = Clock.create_trigger(self._run)

    def post(self, call: Callable[[], None]) -> None:
        """Run `call` on Kivy's thread, soon. Any thread."""
        self._calls.append(call)
        self._drain()

    def _run(self, _dt: float) -> None:
        try:
            while self._calls:
                self._calls.popleft()()
        finally:
            if self._calls:  # one failed: the others are not lost with it
                self._drain()


class Errands:
    """What a visit has under way: jobs and calls to come. `forget` drops them all, when the visit is over."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="kiosk-work")
        self._timers: list[Any] = []
        self._generation = 0

    def work(
        self, job: Callable[[], Result], done: Callable[[Result], None], failed: Callable[[Exception], None] | None
    ) -> None:
        """As `Stage.work`."""
        future = self._pool.submit(job)
        future.add_done_callback(partial(self._finished, self._generation, done, failed))

    def _finished(self, generation: int, done: Any, failed: Any, future: Future[Any]) -> None:
        self._inbox.post(partial(self._deliver, generation, done, failed, future))

    def _deliver(self, generation: int, done: Any, failed: Any, future: Future[Any]) -> None:
        if generation != self._generation:
            return  # the visitor has gone
        error = future.exception()
        if error is None:
            done(future.result())
        elif failed is not None and isinstance(error, Exception):
            failed(error)
        else:
            raise error

    def after(self, seconds: float, call: Callable[[], None]) -> Timer:
        """As `Stage.after`."""
        event = later(seconds, call)
        self._timers = [timer for timer in self._timers if timer.is_triggered] + [event]
        return event

    def forget(self) -> None:
        self._generation += 1
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    def close(self) -> None:
        """Stop the workers; what waits is not begun, and what still ends is not heard of."""
        self.forget()
        self._pool.shutdown(wait=False, cancel_futures=True)


class Later:
    """A call without Clock's dt."""

    def __init__(self, call: Callable[[], None]) -> None:
        self._call = call

    def __call__(self, _dt: float) -> None:
        self._call()


def later(seconds: float, call: Callable[[], None]) -> Timer:
    """Run `call` on Kivy's thread after `seconds`."""
    return Clock.schedule_once(Later(call), seconds)  # type: ignore[no-any-return]
