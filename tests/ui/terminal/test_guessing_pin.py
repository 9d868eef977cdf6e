"""Guessing the staff PIN at the terminal itself: five taps on the clock, wrong PINs, the plug pulled."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.apps.terminal.maintenance import set_pin, tries_file
from tests.ui.terminal.driven_terminal import SIZE, Terminal, driven, needs_x

pytestmark = needs_x
RIGHT, WRONG = "704215", "123987"
CLOCK = (SIZE[0] - 8, 8)


def reach_the_pin(terminal: Terminal) -> None:
    terminal.page("attract")
    terminal.click(*CLOCK, times=5)
    terminal.page("staff.pin")


def enter(terminal: Terminal, pin: str) -> list[str]:
    """What stands on the page once the terminal has answered."""
    for digit in pin:
        terminal.tap(f"key.{digit}")
    assert "staff.enter" in terminal.look()["targets"]
    terminal.tap("staff.enter")
    told = terminal.look()
    while told["page"] == "staff.pin" and not any("口令不对" in text or "秒" in text for text in told["texts"]):
        told = terminal.look()  # the check takes its 50 ms
    return [str(text) for text in told["texts"]]


def test_the_fifth_wrong_one_waits_and_nothing_is_heard_meanwhile(tmp_path: Path) -> None:
    place = tmp_path / "terminal"
    set_pin(place, RIGHT)
    tries_file(place).write_text("4")  # of before the plug was pulled
    with driven(tmp_path) as terminal:
        reach_the_pin(terminal)
        assert any("秒" in text for text in enter(terminal, WRONG))
        for digit in RIGHT:
            terminal.tap(f"key.{digit}")
        assert "staff.enter" not in terminal.look()["targets"]
    assert tries_file(place).read_text() == "5"


@pytest.mark.long
def test_five_wrong_ones_wait_and_a_restart_ends_no_wait(tmp_path: Path) -> None:
    place = tmp_path / "terminal"
    set_pin(place, RIGHT)
    with driven(tmp_path) as terminal:
        reach_the_pin(terminal)
        for _ in range(4):
            assert any("口令不对" in text for text in enter(terminal, WRONG))
        assert any("秒" in text for text in enter(terminal, WRONG))
    with driven(tmp_path) as terminal:  # as after the plug: ended, and started again
        reach_the_pin(terminal)
        assert any("秒" in text for text in enter(terminal, RIGHT))
        assert terminal.told["page"] == "staff.pin"
