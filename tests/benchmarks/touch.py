"""The hand and the eye: what is drawn, measured; how soon a touch shows; what three screens cost here and in a browser.

Measurements go over every page and the whole gallery (tests/ui/measured_pages.py). The rest runs on one virtual X
screen, in turns: the terminal, a bare Kivy app at 30 frames, and the same three screens in Chromium --kiosk.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from kiosk.core.process.virtual_display import virtual_display
from tests.benchmarks.table import Row

NAME = "touch"
SIZE = (1080, 1920)
PROJECT = Path(__file__).parents[2]
SECONDS = 900.0
TARGET_MM = {"standard": 20.0, "contrast": 20.0, "elder": 25.0, "elder-contrast": 25.0}
CONTRAST = {"standard": 4.5, "elder": 7.0, "contrast": 7.0, "elder-contrast": 7.0}
GAP_MM, CAP_MM, CONTRAST_OFF = 3.0, 4.8, 3.0
REVISIT_GOAL, MEMORY_GOAL, IDLE_GOAL = 1 / 5, 0.6, 0.5


def rows() -> list[Row]:
    """Takes about five minutes; needs Xvfb and Chromium."""
    measured = [row for mode in _program("tests.ui.measured_pages")["rows"] for row in _measured(mode)]
    with virtual_display(*SIZE, vnc=False):
        bare, kiosk, browser = (_program("tests.benchmarks.touch_run", what) for what in ("bare", "kiosk", "chromium"))
    return [*measured, *_speed(kiosk, bare), *_cost(kiosk, bare, browser)]


def _measured(mode: dict[str, Any]) -> list[Row]:
    name, where = mode["mode"], f"{mode['mode']}, {mode['orientation']}"
    rows = [
        _at_least(f"smallest target; {where}", mode["smallest_target_mm"], "mm", TARGET_MM[name]),
        _at_least(f"smallest gap; {where}", mode["smallest_gap_mm"], "mm", GAP_MM),
        _at_least(f"smallest cap height; {where}", mode["smallest_cap_mm"], "mm", CAP_MM),
        _at_least(f"lowest contrast of text; {where}", mode["lowest_contrast"], ":1", CONTRAST[name]),
        _at_least(f"lowest contrast, controls that are off; {where}", mode["lowest_contrast_off"], ":1", CONTRAST_OFF),
    ]
    for what, count in (
        ("actions outside the low band", len(mode["outside_band"])),
        ("widgets without a spoken form", len(mode["without_spoken"])),
    ):
        rows.append(Row(f"{what}, of {mode['targets']} targets; {where}", count, "", goal="0", met=count == 0))
    return rows


def _at_least(what: str, extreme: dict[str, Any], unit: str, least: float) -> Row:
    value = extreme["value"]
    return Row(f"{what} ({extreme['where']})", value, unit, goal=f"≥ {least:g} {unit}", met=value >= least)


def _speed(kiosk: dict[str, Any], bare: dict[str, Any]) -> list[Row]:
    made = []
    for what, key in (("touch → pressed frame", "press_ms"), ("touch → new screen drawn", "change_ms")):
        here, there = statistics.median(kiosk[key]), statistics.median(bare[key])
        made.append(Row(f"{what}, median of {len(kiosk[key])}", here, "ms", there, here / there))
    first, again = sum(kiosk["first_ms"].values()), sum(kiosk["again_ms"].values())
    what = f"revisit against first entry, {len(kiosk['first_ms'])} screens, Kivy's thread until laid out"
    made.append(Row(what, again, "ms", first, again / first, "≤ 0.2×", again / first <= REVISIT_GOAL))
    longest = max(kiosk["mode_ms"])
    made.append(
        Row("switch of 大字 or 高对比, longest stall", longest, "ms", goal="≤ 100 ms", met=longest <= 100)
    )  # fmt: skip
    return made


def _cost(kiosk: dict[str, Any], bare: dict[str, Any], browser: dict[str, Any]) -> list[Row]:
    memory = kiosk["pss_mb"] / browser["pss_mb"]
    idle = kiosk["idle_percent"] / bare["idle_percent"]
    return [
        Row(
            "memory of all processes with three screens (PSS), against Chromium --kiosk", kiosk["pss_mb"], "MB",
            browser["pss_mb"], memory, f"≤ {MEMORY_GOAL}×", memory <= MEMORY_GOAL,
        ),
        Row(
            "CPU while idle, against a bare Kivy app at 30 frames", kiosk["idle_percent"], "%",
            bare["idle_percent"], idle, f"≤ {IDLE_GOAL}×", idle <= IDLE_GOAL,
        ),
        Row(
            "CPU while idle, against Chromium --kiosk", kiosk["idle_percent"], "%", browser["idle_percent"],
            kiosk["idle_percent"] / browser["idle_percent"] if browser["idle_percent"] else None,
        ),
    ]  # fmt: skip


def _program(module: str, *arguments: str) -> Any:
    environment = {key: value for key, value in os.environ.items() if key != "SDL_VIDEODRIVER"}
    ran = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        capture_output=True, text=True, timeout=SECONDS, check=False, env=environment, cwd=PROJECT,
    )  # fmt: skip
    if ran.returncode:
        raise RuntimeError(f"{module} {' '.join(arguments)}: {ran.stderr[-1500:]}")
    return json.loads(ran.stdout.splitlines()[-1])
