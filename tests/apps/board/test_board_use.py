"""A board proves to its hall what it showed, and counts nobody."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from content.packs.installed import open_installed
from kiosk.apps.board.parts import STORE_FILE, Parts
from kiosk.core.database.clock import HallClock, hall_now
from kiosk.settings import BoardSettings, Settings
from tests.apps.board.halls import enrol_board
from tests.apps.hall.process import HallProcess

SECONDS = 20


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    process = HallProcess(tmp_path_factory.mktemp("hall")).start()
    yield process
    process.stop()


def settings(folder: Path) -> Settings:
    board = BoardSettings(data_dir=folder / "board", packs_dir=folder / "packs", voice=False)
    return replace(Settings(), board=board, demo=True)


def test_what_a_board_showed_reaches_the_hall_after_its_next_start(hall: HallProcess, tmp_path: Path) -> None:
    (tmp_path / "board").mkdir()
    enrol_board(hall, tmp_path / "board")
    hour_ago = HallClock.of(hall_now)
    hour_ago.offset = timedelta(hours=-1)
    parts = Parts(settings(tmp_path), hour_ago)
    parts.open()
    assert parts.exhibits
    *_, starter = open_installed(tmp_path / "packs")
    for seconds in (20.0, 20.0, 4.0):
        parts.exhibits.played(starter.exhibits[0], seconds)
    parts.close()

    again = Parts(settings(tmp_path), HallClock.of(hall_now))
    again.open()
    again.start(lambda _now: None, lambda _reason: None, lambda: None)
    ends, shown = time.monotonic() + SECONDS, None
    try:
        while shown is None and time.monotonic() < ends:
            with sqlite3.connect(hall.settings.data_dir / "hall.db") as database:
                asked = (
                    "SELECT item, times, seconds, length(sha256) FROM screen_plays JOIN played_items ON id = item_id"
                )
                shown = database.execute(asked).fetchone()
            time.sleep(0.05)
    finally:
        again.close()
    assert shown == (starter.exhibits[0].id, 3, 44, 64)
    with sqlite3.connect(tmp_path / "board" / STORE_FILE) as kept:
        assert kept.execute("SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM plays)").fetchone() == (0, 0)


def test_a_board_of_no_hall_keeps_nothing(tmp_path: Path) -> None:
    parts = Parts(settings(tmp_path), HallClock.of(hall_now))
    parts.open()
    assert parts.exhibits
    *_, starter = open_installed(tmp_path / "packs")
    parts.exhibits.played(starter.exhibits[0], 20.0)
    parts.close()
    assert not (tmp_path / "board" / STORE_FILE).exists()
