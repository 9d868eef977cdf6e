"""The terminal without a window: pages are a list, workers are real, posted calls run when a test waits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import Empty, Queue
from typing import Any, Protocol

from kiosk.ui.stage import Timer

PATIENCE_SECONDS = 20.0


class CardFlow(Protocol):
    def card_page_up(self) -> None: ...

    def card_page_down(self) -> None: ...


class QuizStage:
    """As `kiosk.ui.stage.Stage` has it. `until` runs what workers, devices and the hall have posted."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, Any]] = [("home", None)]
        self.calls: Queue[Callable[[], None]] = Queue()
        self.wipes: list[Callable[[], None]] = []
        self.reminded: list[str] = []
        self.card_pages: dict[str, CardFlow] = {}  # by page: told when it comes and goes
        self._visit = 0
        self._pool = ThreadPoolExecutor(3)

    def show(self, page: str, view: object) -> None:
        before = self.shown[-1][0]
        self.shown.append((page, view))
        if before != page and before in self.card_pages:
            self.card_pages[before].card_page_down()
        if before != page and page in self.card_pages:
            self.card_pages[page].card_page_up()

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
        for wipe in self.wipes:
            wipe()
        self.shown.clear()
        self.shown.append(("attract", None))

    def work(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Any = None) -> None:
        self._pool.submit(job).add_done_callback(partial(self._finished, self._visit, done, failed))

    def _finished(self, visit: int, done: Any, failed: Any, future: Future[Any]) -> None:
        self.post(partial(self._deliver, visit, done, failed, future))

    def _deliver(self, visit: int, done: Any, failed: Any, future: Future[Any]) -> None:
        error = future.exception()
        if visit != self._visit:
            return
        if error is None:
            done(future.result())
        elif failed is not None and isinstance(error, Exception):
            failed(error)
        else:
            raise error

    def post(self, call: Callable[[], None]) -> None:
        self.calls.put(call)

    def after(self, seconds: float, call: Callable[[], None]) -> Timer:
        return _Never()

    def on_wipe(self, call: Callable[[], None]) -> None:
        self.wipes.append(call)

    def touched(self) -> None:
        pass

    def patience(self) -> float:
        return 1.0

    def remind(self, text: str) -> None:
        self.reminded.append(text)

    def until(self, page: str, that: Callable[[Any], bool] = lambda view: True) -> Any:
        """Run what is posted until that page shows that; returns its view."""
        while not (self.page == page and that(self.view)):
            try:
                self.calls.get(timeout=PATIENCE_SECONDS)()
            except Empty:
                raise AssertionError(f"still at {self.page}: {self.view}") from None
        return self.view

    def settle(self) -> None:
        """Let every worker end, and run what they posted."""
        self._pool.shutdown(wait=True)
        self._pool = ThreadPoolExecutor(3)
        while not self.calls.empty():
            self.calls.get()()


class _Never:
    def cancel(self) -> None:
        pass
