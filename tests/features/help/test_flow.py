"""请人帮忙: the visitor is told the truth, and comes back to where they were."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kiosk.features.help.terminal.flow import HelpFlow
from kiosk.features.help.terminal.views import HelpView
from kiosk.ui.stage import Result, Timer

DESK = "进门正前方"


class Idle:
    def cancel(self) -> None: ...


class HallCalls:
    """`heard`: whether the hall takes the call; `comes`: whether somebody said 我去."""

    def __init__(self, heard: bool = True) -> None:
        self.heard, self.comes = heard, False
        self.pages: list[str] = []

    def call(self, page: str, key: str) -> bool:
        self.pages.append(page)
        return self.heard

    def somebody_comes(self) -> bool:
        return self.comes


class Stage:
    """A terminal without a window; work is done when `run` is called."""

    def __init__(self) -> None:
        self.at: tuple[str, object] = ("tickets.choose", "the services")
        self.wipes: list[Callable[[], None]] = []
        self._jobs: list[Callable[[], None]] = []
        self._later: list[Callable[[], None]] = []

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
        self._later.append(call)
        return Idle()

    def time_passes(self) -> None:
        """Every timer rings once, and what it set going is done."""
        rang, self._later = self._later, []
        for call in rang:
            call()
        self.run()

    def on_wipe(self, call: Callable[[], None]) -> None:
        self.wipes.append(call)

    def touched(self) -> None: ...

    def patience(self) -> float:
        return 1.0

    def remind(self, text: str) -> None: ...


@pytest.mark.parametrize("heard", [True, False])
def test_the_visitor_is_told_whether_anybody_was(heard: bool) -> None:
    stage, hall = Stage(), HallCalls(heard)
    flow = HelpFlow(stage, hall, DESK)
    flow.start("tickets.choose")
    stage.run()
    assert stage.at == ("help", HelpView(heard, DESK))
    flow.start("help")  # tapped again on the page itself
    stage.run()
    assert hall.pages == ["tickets.choose"]
    flow.back()
    assert stage.now() == ("tickets.choose", "the services")


def asked() -> tuple[Stage, HallCalls, HelpFlow]:
    stage, hall = Stage(), HallCalls()
    flow = HelpFlow(stage, hall, DESK)
    flow.start("tickets.choose")
    stage.run()
    return stage, hall, flow


def test_the_page_answers_when_somebody_goes() -> None:
    stage, hall, _ = asked()
    for _ in range(3):
        stage.time_passes()
    assert stage.at == ("help", HelpView(True, DESK))
    hall.comes = True
    stage.time_passes()
    assert stage.at == ("help", HelpView(True, DESK, coming=True))
    stage.at = ("home", None)
    for _ in range(3):
        stage.time_passes()
    assert stage.at == ("home", None), "told once, and never over another page"


def test_who_taps_again_is_shown_how_the_call_stands() -> None:
    stage, hall, flow = asked()
    flow.back()
    stage.time_passes()
    flow.start("home")
    stage.run()
    assert stage.at == ("help", HelpView(True, DESK)) and hall.pages == ["tickets.choose"]
    hall.comes = True
    stage.time_passes()
    assert stage.at == ("help", HelpView(True, DESK, coming=True))
    flow.back()
    flow.start("home")  # somebody came, and is wanted again
    stage.run()
    assert hall.pages == ["tickets.choose", "home"]


def test_a_hall_that_is_away_does_not_promise() -> None:
    stage, hall = Stage(), HallCalls(heard=False)
    flow = HelpFlow(stage, hall, DESK)
    flow.start("home")
    stage.run()
    hall.comes = True
    stage.time_passes()
    assert stage.at == ("help", HelpView(False, DESK))


def test_the_next_visitor_calls_anew() -> None:
    stage, hall, flow = asked()
    stage.end_visit()
    flow.start("home")
    stage.run()
    assert hall.pages == ["tickets.choose", "home"]


def test_after_the_visit_nobody_comes_back_to_its_page() -> None:
    stage = Stage()
    flow = HelpFlow(stage, HallCalls(), DESK)
    flow.start("membership.record")
    stage.run()
    stage.end_visit()
    flow.back()
    assert stage.at == ("home", None)
