"""Questions: what the next one costs Kivy's thread, and how soon an answer is marked after a touch."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from typing import Any

from kiosk.core.process.virtual_display import virtual_display
from tests.benchmarks.player_run import SIZE
from tests.benchmarks.table import Row

NAME = "quiz"
STALL_GOAL_MS, MARKED_GOAL = 16.0, 3.0


def rows() -> list[Row]:
    """Takes about two minutes; needs Xvfb."""
    with virtual_display(*SIZE, vnc=False):
        run = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.quiz_run"], capture_output=True, text=True, check=True, timeout=900
        )  # fmt: skip
    return made_of(json.loads(run.stdout.splitlines()[-1]))


def made_of(found: dict[str, Any]) -> list[Row]:
    pressed, marked = statistics.median(found["pressed_ms"]), statistics.median(found["marked_ms"])
    what = f"longest stall of Kivy's thread through {found['items']} questions of every type, asked, answered and told,"
    return [
        Row(f"{what} every fourth with a picture of {found['picture_mb']:.1f} MB, drawing apart", found["work_ms"],
            "ms", goal=f"≤ {STALL_GOAL_MS:g} ms", met=found["work_ms"] <= STALL_GOAL_MS),
        Row("the same, without its waiting for a processor that others had", found["own_ms"], "ms",
            goal=f"≤ {STALL_GOAL_MS:g} ms", met=found["own_ms"] <= STALL_GOAL_MS),
        Row("touch to the frame that is marked, median; against touch to the pressed frame", marked, "ms", pressed,
            marked / pressed, f"≤ {MARKED_GOAL:g}×", marked <= MARKED_GOAL * pressed),
    ]  # fmt: skip
