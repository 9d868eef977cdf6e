"""How a panel should hang: the formula of the manual, and that what is drawn keeps to it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kiosk.ui.theme import Panel
from kiosk.ui.touch_band import touch_band
from tests.ui import measured_pages, panel_table

PROJECT = Path(__file__).parents[2]
SECONDS = 2300.0


@pytest.mark.parametrize(
    ("panel", "highest_mm", "target_mm", "small"),
    [
        (Panel(), 800, 20.8, False),
        (Panel(1920, 1080), 972, 17.6, True),
        (Panel(1920, 1080, 68.84, view_distance=1.25), 900, 26.2, False),
        (Panel(1024, 768, 85.33), 1025, 11.3, True),
        (Panel(2160, 3840, 80.11), 800, 20.9, False),
    ],
)  # fmt: skip
def test_where_a_panel_may_hang(panel: Panel, highest_mm: int, target_mm: float, small: bool) -> None:
    band = touch_band(panel)
    assert (band.lowest_mm, band.highest_mm) == (380, highest_mm)
    assert (band.target_mm, band.small) == (target_mm, small)


def test_the_panels_that_are_measured_are_the_worst_that_are_right() -> None:
    for panel in measured_pages.WORST.values():
        band = touch_band(panel)
        assert panel.bottom_mm == band.highest_mm and not band.small and band.scale > 0.99
        assert band.target_mm < 21.0


def test_by_how_much_it_should_move() -> None:
    band = touch_band(Panel())
    assert [band.raise_by(at) for at in (300, 380, 600, 800, 801, 1000)] == [80, 0, 0, 0, -1, -200]


def test_what_is_drawn_keeps_to_the_formula_on_two_panels() -> None:
    """Of sizes that test_measured_pages does not draw; the whole table is for the long tier. The lying one has little
    room and high contrast, with every state of every page; the upright one each page once."""
    rows = _examined("--sample")
    assert len(rows) == len(panel_table.SAMPLE)
    assert rows[0]["pages"] > 300
    assert any(float(height) > row["highest_mm"] + 20 for row in rows for height in row["unreachable"])
    _hold(rows, pages=90)


@pytest.mark.long
def test_panels() -> None:
    """`deploy/test --long panels`: the whole table."""
    rows = _examined()
    assert len(rows) == len(list(panel_table.cases()))
    _hold(rows, pages=300)


def _hold(rows: list[dict[str, Any]], pages: int) -> None:
    """Nothing overlaps or is cut at any height; nothing is out of reach where the formula says so, and one hand's
    breadth higher something is."""
    for row in rows:
        name = [row[key] for key in ("inches", "wide", "high", "distance", "mode")]
        assert row["pages"] >= pages and row["wrong"] == [], name
        for height, unreachable in row["unreachable"].items():
            if float(height) <= row["highest_mm"]:
                assert unreachable == [], (name, height)
            elif float(height) > row["highest_mm"] + 20:
                assert unreachable, (name, height)


def _examined(*arguments: str) -> list[dict[str, Any]]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.panel_table", *arguments],
        cwd=PROJECT, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    return [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
