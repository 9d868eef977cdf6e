"""The resting loop looks up ten times a second, which is not what Kivy does when it is asked for ten."""

from __future__ import annotations

from typing import Any

import pytest

SECONDS = 5.0


@pytest.mark.usefixtures("window")
def test_ten_rounds_a_second_at_rest() -> None:
    from kiosk.ui.pace import RESTING

    assert _rounds(RESTING) == pytest.approx(10 * SECONDS, abs=1)
    assert _rounds(10.0) > 13 * SECONDS, "Kivy keeps the rate it is asked for: pace.py need not correct it"


def _rounds(fps: float) -> int:
    """Of Kivy's clock in SECONDS of a time that passes only while it sleeps."""
    from kivy.clock import ClockBase

    clock: Any = ClockBase()
    now = 0.0

    def sleep(microseconds: float) -> None:
        nonlocal now
        now += int(microseconds) / 1e6

    clock.time, clock.usleep = lambda: now, sleep
    clock._max_fps, clock._last_tick = fps, 0.0
    rounds = 0
    while now < SECONDS:
        clock.idle()
        rounds += 1
    return rounds
