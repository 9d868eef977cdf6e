"""docs/screens.md on what is drawn: every page, its states and its longest words, measured on the pixels."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
TARGET_MM = {"standard": 20.0, "contrast": 20.0, "elder": 25.0, "elder-contrast": 25.0}
GAP_MM = 3.0
CAP_MM = 4.8
CONTRAST = {"standard": 4.5, "elder": 7.0, "contrast": 7.0, "elder-contrast": 7.0}
CONTRAST_OFF = 3.0
SECONDS = 600.0


def test_two_modes_hold_the_rules() -> None:
    """Every state of every page, and the pixels of some of each page; the long tier draws all in every mode."""
    for row in _measured("--quick"):
        _holds(row)


@pytest.mark.long
def test_every_mode_and_the_gallery_hold_the_rules() -> None:
    rows = _measured()
    assert len(rows) == 8
    for row in rows:
        _holds(row)


def test_no_page_is_left_out() -> None:
    """Every page class of the application has a sample, unless it is only a base for others."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.page_names"],
        cwd=PROJECT, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert json.loads(ran.stdout.splitlines()[-1]) == {"without_sample": []}


def test_every_page_holds_on_the_smallest_panel_in_large_type() -> None:
    """With `test_two_modes_hold_the_rules` (upright in standard, lying in elder mode) and a lying panel of few pixels
    in high contrast (tests/ui/test_touch_band.py) every state of every page stands on the four that have least room.
    """
    _drawn("--mode", "elder", "720x1280")


def test_the_last_state_of_each_page_holds_on_a_lying_panel() -> None:
    """The long tier lays out all of them, in every mode and on every panel."""
    _drawn("--mode", "standard", "--last", "1920x1080")


@pytest.mark.parametrize("size", ["720x1280", "1920x1080"])
def test_the_longest_names_of_a_hall_stay_in_their_places(size: str) -> None:
    _drawn("--mode", "standard", "--mode", "elder", "--names", size)


@pytest.mark.long
@pytest.mark.parametrize(
    "size", ["720x1280", "1080x1920", "1280x720", "1440x2560", "1920x1080", "2160x3840", "3840x2160"]
)
def test_pages_hold_on_every_panel(size: str) -> None:
    _drawn(size)
    _drawn("--names", size)


def _drawn(*arguments: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.drawn_terminal", *arguments],
        cwd=PROJECT, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert ran.stdout.splitlines() == ["drawn"]


def _holds(row: dict[str, Any]) -> None:
    mode = row["mode"]
    for name, least in (
        ("smallest_target_mm", TARGET_MM[mode]), ("smallest_gap_mm", GAP_MM), ("smallest_cap_mm", CAP_MM),
        ("lowest_contrast", CONTRAST[mode]), ("lowest_contrast_off", CONTRAST_OFF),
    ):  # fmt: skip
        assert row[name]["value"] >= least, (mode, row["orientation"], name, row[name])
    assert row["outside_band"] == []
    assert row["without_spoken"] == []
    assert row["wrong"] == []


@cache
def _measured(*arguments: str) -> list[dict[str, Any]]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.measured_pages", *arguments],
        cwd=PROJECT, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    rows: list[dict[str, Any]] = json.loads(ran.stdout.splitlines()[-1])["rows"]
    return rows
