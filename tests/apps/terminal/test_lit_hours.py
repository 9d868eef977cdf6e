"""When the panel is lit, and that it goes dark for nobody who is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.apps.terminal.lit_hours import NAME, LitHours, Night, is_lit, moved
from kiosk.core.link.store import TerminalStore


@pytest.mark.parametrize(
    ("span", "minute", "lit"),
    [(None, 0, True), ((480, 1080), 479, False), ((480, 1080), 480, True), ((480, 1080), 1079, True),
     ((480, 1080), 1080, False), ((1260, 390), 1300, True), ((1260, 390), 100, True), ((1260, 390), 390, False),
     ((1260, 390), 800, False), ((600, 600), 0, True)],
)  # fmt: skip
def test_a_span_may_go_over_midnight(span: tuple[int, int] | None, minute: int, lit: bool) -> None:
    assert is_lit(span, minute) is lit


def test_half_hours_go_round_the_clock() -> None:
    assert moved((0, 1080), 0, -1) == (1410, 1080)
    assert moved((480, 1410), 1, 1) == (480, 0)


@pytest.mark.parametrize("kept", [None, [480], [480, "x"], [480, 1440], [-1, 5], {"a": 1}, "8:00"])
def test_what_was_kept_wrongly_leaves_the_panel_lit(tmp_path: Path, kept: object) -> None:
    with TerminalStore(tmp_path / "terminal.db") as store:
        store.remember(NAME, kept)
        hours = LitHours(store)
        hours.learn()
        assert hours.span is None


def test_hours_outlive_a_restart(tmp_path: Path) -> None:
    with TerminalStore(tmp_path / "terminal.db") as store:
        LitHours(store).keep((450, 1110))
        again = LitHours(store)
        again.learn()
        assert again.span == (450, 1110)
        again.keep(None)
        again.learn()
        assert again.span is None


class Light:
    def __init__(self) -> None:
        self.told: list[str] = []

    def darken(self) -> None:
        self.told.append("dark")

    def brighten(self) -> None:
        self.told.append("light")


def at_once(job: Callable[[], None]) -> None:
    job()


def test_at_night_an_idle_panel_goes_dark_once_and_a_touch_lights_it(tmp_path: Path) -> None:
    light = Light()
    with TerminalStore(tmp_path / "terminal.db") as store:
        hours = LitHours(store)
        hours.keep((480, 1080))
        night = Night(light, hours, at_once)
        for hour in (17, 18, 19, 20):
            night.look(datetime(2026, 11, 30, hour), resting=hour != 18)  # somebody is still there at six
        night.look(datetime(2026, 11, 30, 21), resting=False)
        night.look(datetime(2026, 11, 30, 21), resting=True)
        night.look(datetime(2026, 12, 1, 8), resting=True)
    assert light.told == ["light", "dark", "light", "dark", "light"]
