"""The printer stops, and comes back: 取号 says so within 5 s, by real bytes on a real line."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from devices.emulators.printer import Paper
from kiosk.apps.terminal.device_report import LOOK_SECONDS
from kiosk.features.tickets.terminal import module as tickets
from tests.apps.terminal.care.conftest import Bench

WITHIN_SECONDS = 5.0
BUSY_MACHINE = 20.0  # the same on a machine that does something else


def stopped(bench: Bench) -> str:
    return tickets.tile((), away=False, trouble=bench.machine.printer_trouble()).stopped


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + BUSY_MACHINE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("paper", [Paper.OUT])
def test_without_paper_the_tile_says_so_and_with_paper_it_is_back(bench: Bench, paper: Paper) -> None:
    until(lambda: not stopped(bench))
    bench.printer.paper = paper
    until(lambda: stopped(bench) == "打印机没有纸了，请到服务台取号")
    bench.printer.paper, bench.printer.cover_open = Paper.IN, True
    until(lambda: stopped(bench) == "打印机的盖子开着，请到服务台取号")
    bench.printer.cover_open = False
    until(lambda: not stopped(bench))


def test_it_is_looked_at_often_enough_for_five_seconds() -> None:
    from kiosk.apps.terminal.tile_watch import SECONDS

    assert LOOK_SECONDS + SECONDS <= WITHIN_SECONDS


def test_paper_that_nears_its_end_still_prints(bench: Bench) -> None:
    bench.printer.paper = Paper.NEAR_END
    assert bench.machine.printer_trouble(now=True) == ""
    bench.printer.paper = Paper.IN
