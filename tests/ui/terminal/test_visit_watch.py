"""The shell tells who counts visits what a visitor does, and nothing of what the visitor sees."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from kiosk.features.use.terminal.visit_counter import VisitCounter
from tests.ui.conftest import TurnedClock
from tests.ui.terminal.test_shell import Terminal

pytestmark = pytest.mark.usefixtures("themed")


@pytest.fixture
def counted(window: Any, clock: TurnedClock) -> Any:
    terminal = Terminal(window, clock)
    sums: Counter[str] = Counter()
    terminal.shell.watch = VisitCounter(sums.update)
    yield terminal, sums
    terminal.shell.close()


def test_a_visitor_who_ends_the_visit(counted: tuple[Terminal, Counter[str]]) -> None:
    terminal, sums = counted
    terminal.touch()
    terminal.shell.show("private", type("View", (), {"line": "只给本人看的一行"}))
    terminal.tap("dock.large")
    terminal.tap("dock.large")
    terminal.tap("dock.contrast")
    terminal.shell.home()
    terminal.tap("dock.end")
    seconds = sums.pop("seconds")
    assert sums == {"visit": 1, "up_to_30": 1, "large": 1, "contrast": 1} and 1 <= seconds <= 5
    terminal.touch()
    terminal.tap("dock.end")
    assert sums["visit"] == 2 and sums["contrast"] == 1  # the next visit begins as every one does


def test_a_visitor_who_goes_away_was_there_until_the_last_touch(counted: tuple[Terminal, Counter[str]]) -> None:
    terminal, sums = counted
    terminal.touch()
    terminal.clock.advance(10)
    terminal.touch()
    terminal.clock.advance(41)
    assert terminal.shell.page_name == "idle"
    terminal.clock.advance(21)
    assert terminal.shell.page_name == "attract"
    assert sums["visit"] == 1 and 10 <= sums["seconds"] <= 12


def test_staff_at_the_corner_are_no_visit(counted: tuple[Terminal, Counter[str]]) -> None:
    terminal, sums = counted
    terminal.touch()
    terminal.shell.begin_staff(terminal.shell.home)
    terminal.shell.end_visit()
    assert sums == {}
