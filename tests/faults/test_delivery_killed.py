"""Versions published in a row while the terminal is killed at random moments: what a visitor sees meanwhile.

Never an empty screen once slides run, never a picture of another version than the one that plays or the one before,
and never back to an older one. Told by the pictures themselves, as they stand on the screen.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from content.distribution.store import ReleaseStore
from tests.apps.hall.process import HallProcess
from tests.features.exhibition.terminal.delivery.screens import publish_files
from tests.features.exhibition.terminal.delivery.shown_screen import (
    ITEMS,
    SLIDE_SECONDS,
    ShownScreen,
    pictures,
    shown_screen,
    version_of,
)  # fmt: skip

VERSIONS = 40
LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 60.0


def active(screen: ShownScreen) -> int:
    """The version that its pointer names; 0: none."""
    store = ReleaseStore(screen.folder / "terminal" / "delivered")
    shows = store.state.active
    return int(store.release(shows.id).packs[0].version) if shows else 0


def look(screen: ShownScreen, allowed: set[int], seen: list[int | None], *, running: bool) -> None:
    """One look: the version that is on the screen has to be one of these."""
    version = version_of(screen.colour(), range(1, VERSIONS + 1))
    if version is None:
        assert not running, "a slide went and nothing came"
    else:
        assert version in allowed, (version, allowed)
    seen.append(version)


@pytest.mark.long
def test_forty_versions_and_a_kill_at_a_random_moment_of_each(tmp_path: Path) -> None:
    chance = random.Random(19)
    hall = HallProcess(tmp_path / "hall").start()
    try:
        publish_files(hall, tmp_path, pictures(1))
        with shown_screen(hall, tmp_path / "screen") as screen:
            screen.start()
            until_shows(screen, 1, {1})
            for version in range(2, VERSIONS + 1):
                publish_files(hall, tmp_path, pictures(version))
                watch(screen, chance.uniform(0.0, 2.5), {version - 1, version})
                screen.kill()
                assert active(screen) in (version - 1, version)
                screen.start()
                until_shows(screen, version, {version - 1, version})
                only_this(screen, version)
            assert screen.stop() == 143
    finally:
        hall.stop()


def watch(screen: ShownScreen, seconds: float, allowed: set[int]) -> None:
    ends, seen = time.monotonic() + seconds, list[int | None]()
    while time.monotonic() < ends:
        look(screen, allowed, seen, running=True)
        time.sleep(LOOK_SECONDS)
    shown = [version for version in seen if version is not None]
    assert shown == sorted(shown)  # never back


def until_shows(screen: ShownScreen, version: int, allowed: set[int]) -> None:
    """After a start the opening picture stands until the first slide; from then on there is always one."""
    ends, seen = time.monotonic() + PATIENCE_SECONDS, list[int | None]()
    while not seen or seen[-1] != version:
        assert time.monotonic() < ends and screen.is_running, (version, seen[-20:])
        look(screen, allowed, seen, running=any(seen))
        time.sleep(LOOK_SECONDS)


def only_this(screen: ShownScreen, version: int) -> None:
    """A whole round: every picture is of this version."""
    watch(screen, SLIDE_SECONDS * (ITEMS - 1), {version})
