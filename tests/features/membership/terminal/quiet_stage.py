"""The terminal without a window: pages are a list, posted calls run when the test waits."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import Empty, Queue
from typing import Any

from kiosk.features.membership.terminal.flow import CARD, MembershipFlow
from kiosk.ui.stage import Timer

PATIENCE_SECONDS = 15.0


class QuietStage:
    """A stage as `kiosk.ui.stage.Stage` has it; `until` runs what devices, workers and the hall have posted."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, object]] = []
        self.calls: Queue[Callable[[], None]] = Queue()
        self.wipes: list[Callable[[], None]] = []
        self.reminded: list[str] = []
        self.later: list[Callable[[], None]] = []
        self.flow: MembershipFlow
        self._visit = 0
        self._pool = ThreadPoolExecutor(2)

    def show(self, page: str, view: object) -> None:
        before = self.shown[-1][0] if self.shown else ""
        self.shown.append((page, view))
        if before == CARD != page:
            self.flow.card.card_page_down()
        if page == CARD != before:
            self.flow.card.card_page_up()

    def home(self) -> None:
        self.show("home", None)

    def end_visit(self) -> None:
        self._visit += 1
        self.later.clear()
        for wipe in self.wipes:
            wipe()
        self.shown.clear()
        self.show("attract", None)

    def work(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Any = None) -> None:
        self._pool.submit(job).add_done_callback(partial(self._finished, self._visit, done, failed))

    def _finished(self, visit: int, done: Any, failed: Any, future: "Future[Any]") -> None:
        self.post(partial(self._deliver, visit, done, failed, future))

    def _deliver(self, visit: int, done: Any, failed: Any, future: "Future[Any]") -> None:
        error = future.exception()
        if visit != self._visit:
            return
        if error is None:
            done(future.result())
        elif failed is not None:
            failed(error)
        else:
            raise error

    def post(self, call: Callable[[], None]) -> None:
        self.calls.put(call)

    def after(self, seconds: float, call: Callable[[], None]) -> Timer:
        self.later.append(call)
        return _Never()

    def on_wipe(self, call: Callable[[], None]) -> None:
        self.wipes.append(call)

    def touched(self) -> None:
        pass

    def patience(self) -> float:
        return 1.0

    def remind(self, text: str) -> None:
        self.reminded.append(text)

    def take_call(self) -> Callable[[], None] | None:
        return None if self.calls.empty() else self.calls.get()

    def settle(self) -> None:
        """Let every worker end, and run what they posted."""
        self._pool.shutdown(wait=True)
        self._pool = ThreadPoolExecutor(2)
        for call in iter(self.take_call, None):
            call()

    def now(self) -> tuple[str, object]:
        return self.front

    @property
    def front(self) -> tuple[str, object]:
        return self.shown[-1]

    def until(self, page: str, state: str = "", *, that: Callable[[Any], bool] = lambda view: True) -> Any:
        """Run what is posted until that page (in that state) is in front; returns its view."""
        while not (self.front[0] == page and getattr(self.front[1], "state", "") == state and that(self.front[1])):
            try:
                self.calls.get(timeout=PATIENCE_SECONDS)()
            except Empty:
                raise AssertionError(f"still at {self.front[0]}") from None
        return self.front[1]


class _Never:
    def cancel(self) -> None:
        pass
