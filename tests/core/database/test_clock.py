"""A machine's clock and the hall's: what a time server's word is worth, and who follows whom."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.core.database.clock import HALL_TIME, HallClock, stamp, was_synchronised

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=HALL_TIME)


def test_the_word_of_a_time_server_holds_a_day(tmp_path: Path) -> None:
    file = tmp_path / "synchronized"
    assert not was_synchronised(file, NOON.timestamp())
    file.touch()
    os.utime(file, (NOON.timestamp(), NOON.timestamp()))
    held = [was_synchronised(file, (NOON + timedelta(hours=hours)).timestamp()) for hours in (0, 23, 25, 9600, -1)]
    assert held == [True, True, False, False, False]  # who sets the clock on by more ends its word


def test_a_terminal_follows_the_clock_of_its_hall() -> None:
    clock = HallClock.of(lambda: NOON - timedelta(days=3))
    clock.follow(None)  # an older hall does not say
    assert clock() == NOON - timedelta(days=3)
    clock.follow(stamp(NOON))
    assert clock() == NOON
    clock.follow(stamp(NOON - timedelta(days=3, seconds=20)))  # as good as its own
    assert clock() == NOON - timedelta(days=3)
