"""The terminal without a window: pages are remembered, work is done at once or when it is asked for, time is turned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Later:
    """A call that is still to come."""

    at: float
    call: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class Stage:
    """`held`: jobs wait until `work_on`, as on a slow worker."""

    held: bool = False
    front: tuple[str, Any] = ("attract", None)
    seen: list[tuple[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    touches: int = 0
    _later: list[Later] = field(default_factory=list)
    _jobs: list[Callable[[], None]] = field(default_factory=list)
    _wipes: list[Callable[[], None]] = field(default_factory=list)

    @property
    def page(self) -> str:
        return self.front[0]

    @property
    def view(self) -> Any:
        return self.front[1]

    def show(self, page: str, view: object) -> None:
        self.front = (page, view)
        self.seen.append(self.front)

    def now(self) -> tuple[str, object]:
        return self.front

    def home(self) -> None:
        self.show("home", None)

    def end_visit(self) -> None:
        self._later.clear()
        self._jobs.clear()
        for wipe in self._wipes:
            wipe()
        self.show("attract", None)

    def work(
        self, job: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        def run() -> None:
            try:
                result = job()
            except Exception as error:
                assert failed is not None, error
                failed(error)
            else:
                done(result)

        if self.held:
            self._jobs.append(run)
        else:
            run()

    def work_on(self) -> None:
        jobs, self._jobs = self._jobs, []
        for job in jobs:
            job()

    def post(self, call: Callable[[], None]) -> None:
        call()

    def after(self, seconds: float, call: Callable[[], None]) -> Later:
        self._later.append(Later(self.seconds + seconds, call))
        return self._later[-1]

    def wait(self, seconds: float) -> None:
        """Nobody touches anything for so long."""
        until = self.seconds + seconds
        while due := [one for one in self._later if one.at <= until]:
            first = min(due, key=lambda one: one.at)
            self._later.remove(first)
            self.seconds = first.at
            if not first.cancelled:
                first.call()
        self.seconds = until

    def on_wipe(self, call: Callable[[], None]) -> None:
        self._wipes.append(call)

    def touched(self) -> None:
        self.touches += 1

    def remind(self, text: str) -> None:
        raise AssertionError(text)

    def patience(self) -> float:
        return 1.0
