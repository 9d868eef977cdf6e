"""Opening and holding the kinds: each page of an exhibit entered and entered again, and all of them again and again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from kiosk.core.process.virtual_display import virtual_display
from tests.benchmarks.table import Row
from tests.benchmarks.touch_run import SIZE

SECONDS = 2400.0
PROJECT = Path(__file__).parents[2]
REVISIT_GOAL, STALL_GOAL_MS, GROWTH_GOAL_MB, MEMORY_GOAL = 0.2, 40.0, 2.0, 0.5


def page_rows() -> list[Row]:
    """Takes about half an hour; needs Xvfb and Chromium."""
    with virtual_display(*SIZE, vnc=False):
        opened, browser, again = _program("pages"), _program("chromium"), _program("rounds")
    first, revisit = sum(opened["first_ms"].values()), sum(opened["again_ms"].values())
    half = len(again["rss_mb"]) // 2
    before, after = max(again["rss_mb"][:half]), max(again["rss_mb"][half:])
    memory = opened["pss_mb"] / browser["pss_mb"]
    return [
        Row(
            f"revisit against first entry, {len(opened['first_ms'])} pages of exhibits, Kivy's thread until laid out",
            revisit, "ms", first, revisit / first, f"≤ {REVISIT_GOAL:g}×", revisit / first <= REVISIT_GOAL,
        ),
        Row(
            "longest stall of Kivy's thread while an exhibit is entered and its picture comes", opened["stall_ms"],
            "ms", goal=f"≤ {STALL_GOAL_MS:g} ms", met=opened["stall_ms"] <= STALL_GOAL_MS,
        ),
        Row(
            f"memory (RSS) in the second half of {2 * half} rounds through all kinds, over the first", after, "MB",
            before, after / before, f"≤ +{GROWTH_GOAL_MB:g} MB", after - before <= GROWTH_GOAL_MB,
        ),
        Row(
            f"memory of all processes after {opened['pages']} pages (PSS), against Chromium --kiosk with as many",
            opened["pss_mb"], "MB", browser["pss_mb"], memory, f"≤ {MEMORY_GOAL:g}×", memory <= MEMORY_GOAL,
        ),
    ]  # fmt: skip


def _program(*arguments: str) -> Any:
    environment = {key: value for key, value in os.environ.items() if key != "SDL_VIDEODRIVER"}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.kinds_run", *arguments],
        capture_output=True, text=True, timeout=SECONDS, check=False, env=environment, cwd=PROJECT,
    )  # fmt: skip
    if ran.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {ran.stderr[-1500:]}")
    return json.loads(ran.stdout.splitlines()[-1])
