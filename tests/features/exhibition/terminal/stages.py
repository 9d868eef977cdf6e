"""The terminal without a window: pages are a list, workers are real, posted calls run when a test waits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import Empty, Queue
from typing import Any

PATIENCE_SECONDS = 20.0


class Later:
    """A call that is still to come, unless it is cancelled."""

    def __init__(self, call: Callable[[], None]) -> None:
        self._call: Callable[[], None] | None = call

    def cancel(self) -> None:
        self._call = None

    def come(self) -> None:
        call, self._call = self._call, None
        if call:
            call()


class WorkingStage:
    """As `kiosk.ui.stage.Stage` has it. `later` are the calls of `after`: a test lets them come."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, Any]] = [("home", None)]
        self.later: list[Later] = []
        self._calls: Queue[Callable[[], None]] = Queue()
        self._wipes: list[Callable[[], None]] = []
        self._visit = 0
        self._pool = ThreadPoolExecutor(3)

    def show(self, page: str, view: object) -> None:
        self.shown.append((page, view))

    def now(self) -> tuple[str, Any]:
        return self.shown[-1]

    @property
    def page(self) -> str:
        return self.shown[-1][0]

    @property
    def view(self) -> Any:
        return self.shown[-1][1]

    def home(self) -> None:
        self.show("home", None)

    def end_visit(self) -> None:
        self._visit += 1
        for one in self.later:
            one.cancel()
        for wipe in self._wipes:
            wipe()
        self.shown[:] = [("attract", None)]

    def work(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Any = None) -> None:
        self._pool.submit(job).add_done_callback(partial(self._finished, self._visit, done, failed))

    def _finished(self, visit: int, done: Any, failed: Any, future: Future[Any]) -> None:
        self.post(partial(self._deliver, visit, done, failed, future))

    def _deliver(self, visit: int, done: Any, failed: Any, future: Future[Any]) -> None:
        if visit != self._visit:
            return
        error = future.exception()
        if error is None:
            done(future.result())
        elif failed is None or not isinstance(error, Exception):
            raise error
        else:
            failed(error)

    def post(self, call: Callable[[], None]) -> None:
        self._calls.put(call)

    def after(self, seconds: float, call: Callable[[], None]) -> Later:
        self.later.append(Later(call))
        return self.later[-1]

    def on_wipe(self, call: Callable[[], None]) -> None:
        self._wipes.append(call)

    def touched(self) -> None:
        pass

    def patience(self) -> float:
        return 1.0

    def remind(self, text: str) -> None:
        pass

    def until(self, that: Callable[[], object]) -> None:
        """Run what is posted until that is so."""
        while not that():
            try:
                self._calls.get(timeout=PATIENCE_SECONDS)()
            except Empty:
                raise AssertionError(f"still at {self.page}") from None

    def settle(self) -> None:
        """Let every worker end, and run what they posted, and what that began."""
        for _ in range(3):
            self._pool.shutdown(wait=True)
            self._pool = ThreadPoolExecutor(3)
            while not self._calls.empty():
                self._calls.get()()
