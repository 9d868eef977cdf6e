"""A visit on the running terminal: memory after the tour, card to record, and how long a slide holds Kivy's thread.

Each figure comes from the real terminal on a throw-away hall in a process of its own, on a virtual X screen in software
GL; the bare app is the same window with one label, in the same run. Not SDL's off-screen driver: there nothing waits
for a frame to be drawn, so Mesa keeps one scene after the other (48 KB for each text of each), and the terminal seemed
to need 100 MB more than on any screen.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from kiosk.apps.demo.stand import PORTRAIT
from kiosk.core.process.virtual_display import virtual_display
from tests.benchmarks.table import Row

NAME = "visit"
RSS_GOAL_MB = 60.0
STALL_GOAL_MS = 16.0
RUN_SECONDS = 600.0


def rows() -> list[Row]:
    """Takes about four minutes: the whole tour, ten cards, a minute of slides. Needs Xvfb."""
    with virtual_display(*PORTRAIT[0], vnc=False):
        bare, toured = _run("bare")["rss_mb"], _run("tour")["rss_mb"]
        cards, slides = _run("cards"), _run("slides")
    card_ms, stall_ms = statistics.median(cards["card_ms"]), max(slides["stall_ms"])
    return [
        Row(
            "memory after the tour (RSS) over a bare Kivy app", toured, "MB", bare, toured / bare,
            f"≤ +{RSS_GOAL_MB:g} MB", toured - bare <= RSS_GOAL_MB,
        ),
        Row(
            f"card read -> arrival page on screen, median of {len(cards['card_ms'])}; serial time and poll excluded",
            card_ms, "ms",
        ),
        Row(
            f"slide swap, longest stall of Kivy's thread outside GL, {slides['slides']} slides", stall_ms, "ms",
            goal=f"≤ {STALL_GOAL_MS:g} ms", met=stall_ms <= STALL_GOAL_MS,
        ),
    ]  # fmt: skip


def _run(what: str) -> Any:
    command = [sys.executable, "-m", "tests.benchmarks.visit_run", what]
    environment = os.environ | {"SDL_VIDEODRIVER": "x11", "LIBGL_ALWAYS_SOFTWARE": "1"}
    ran = subprocess.run(
        command, capture_output=True, text=True, timeout=RUN_SECONDS, check=False, env=environment,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    if ran.returncode:
        raise RuntimeError(f"{what}: {ran.stderr[-800:]}")
    return json.loads(ran.stdout.splitlines()[-1])
