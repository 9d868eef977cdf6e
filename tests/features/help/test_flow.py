"""请人帮忙: the visitor is told the truth, and comes back to where they were."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kiosk.features.help.terminal.flow import HelpFlow
from kiosk.features.help.terminal.views import HelpView
from kiosk.ui.stage import Result, Timer

DESK = "进门左手边"


class Stage:
    """A terminal without a window; work is done when `run` is called."""

    def __init__(self) -> None:
        self.at: tuple[str, object] = ("tickets.choose", "the services")
        self.wipes: list[Callable[[], None]] = []
        self._jobs: list[Callable[[], None]] = []

    def run(self) -> None:
        while self._jobs:
            self._jobs.pop(0)()

    def show(self, page: str, view: object) -> None:
        self.at = (page, view)

    def now(self) -> tuple[str, object]:
        return self.at

    def home(self) -> None:
        self.at = ("home", None)

    def end_visit(self) -> None:
        for wipe in self.wipes:
            wipe()
        self.at = ("attract", None)

    def work(self, job: Callable[[], Result], done: Callable[[Result], None], failed: Any = None) -> None:
        self._jobs.append(lambda: done(job()))

    def post(self, call: Callable[[], None]) -> None:
        call()

    def after(self, seconds: float, call: Callable[[], None]) -> Timer:
        raise NotImplementedError

    def on_wipe(self, call: Callable[[], None]) -> None:
        self.wipes.append(call)

    def touched(self) -> None: ...


@pytest.mark.parametrize("heard", [True, False])
def test_the_visitor_is_told_whether_anybody_was(heard: bool) -> None:
    stage, calls = Stage(), list[tuple[str, str]]()

    def call(page: str, key: str) -> bool:
        calls.append((page, key))
        return heard

    flow = HelpFlow(stage, call, DESK)
    flow.start("tickets.choose")
    stage.run()
    assert stage.at == ("help", HelpView(heard, DESK))
    flow.start("help")  # tapped again on the page itself
    stage.run()
    assert [page for page, _ in calls] == ["tickets.choose"]
    flow.back()
    assert stage.now() == ("tickets.choose", "the services")


def test_after_the_visit_nobody_comes_back_to_its_page() -> None:
    stage = Stage()
    flow = HelpFlow(stage, lambda *_: True, DESK)
    flow.start("membership.record")
    stage.run()
    stage.end_visit()
    flow.back()
    assert stage.at == ("home", None)
