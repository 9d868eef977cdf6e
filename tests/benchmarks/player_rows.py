"""The attract loop: what a slide change and a film cost Kivy's thread, and how much of a film is seen.

On a virtual X screen of 1080x1920, drawn by the processor. No NAME: `delivery` gathers these rows with its others.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from kiosk.core.process.virtual_display import virtual_display
from tests.benchmarks.table import Row
from tests.content.films import film

SIZE = (1080, 1920)
CHANGES, CHANGES_BEFORE = 400, 40
STALL_GOAL_MS, MEMORY_GOAL_MB, SHOWN_GOAL = 16.0, 2.0, 0.9
FRAME_MS = 1000 / 30
FILM_SECONDS, FILM_FPS = 20, 25
SLOT = (1080, 608)
"""Pixels of a 16:9 film on an upright terminal."""


def rows() -> list[Row]:
    """Takes about five minutes; needs Xvfb. ffplay is measured where it is installed."""
    with tempfile.TemporaryDirectory() as place, virtual_display(*SIZE, vnc=False):
        made = film(Path(place) / "a.mp4", size=(1280, 720), seconds=FILM_SECONDS, fps=FILM_FPS, moving=True)
        before, now = _run("changes", str(CHANGES_BEFORE), "fresh"), _run("changes", str(CHANGES), "kept")
        seen, by_ffplay = _run("film", str(made)), _shown_by_ffplay(made)
    return [*_of_changes(now, before), *_of_film(seen, by_ffplay)]


def _of_changes(now: dict[str, Any], before: dict[str, Any]) -> list[Row]:
    longest, former = max(now["work_ms"]), max(before["work_ms"])
    dropped, half = _dropped(now["work_ms"]), len(now["memory_mb"]) // 2
    grown = statistics.median(now["memory_mb"][half:]) - statistics.median(now["memory_mb"][:half])
    return [
        Row(
            f"longest stall of Kivy's thread in {now['changes']} slide changes, drawing apart; against a new texture"
            " each",
            longest, "ms", former, longest / former, f"≤ {STALL_GOAL_MS:g} ms", longest <= STALL_GOAL_MS,
        ),
        Row("the same, without its waiting for a processor that others had", max(now["own_ms"]), "ms",
            max(before["own_ms"]), max(now["own_ms"]) / max(before["own_ms"]), f"≤ {STALL_GOAL_MS:g} ms",
            max(now["own_ms"]) <= STALL_GOAL_MS),
        Row(f"frames dropped by that, of 30 a second, {now['changes']} slide changes", dropped, "", goal="0",
            met=dropped == 0),
        Row(f"memory of the second half of {now['changes']} slide changes above that of the first (RSS, medians)",
            grown, "MB", goal=f"≤ {MEMORY_GOAL_MB:g} MB", met=grown <= MEMORY_GOAL_MB),
    ]  # fmt: skip


def _of_film(seen: dict[str, Any], by_ffplay: float | None) -> list[Row]:
    due = FILM_SECONDS * FILM_FPS
    share, longest = seen["drawn"] / due, max(seen["work_ms"])
    against = by_ffplay or 1.0
    what = "ffplay on the same screen" if by_ffplay else "all (no ffplay here)"
    return [
        Row(f"film of 720p, frames shown of frames due; against {what}", share, "", against, share / against,
            f"≥ {SHOWN_GOAL:g}×", share / against >= SHOWN_GOAL),
        Row("longest stall of Kivy's thread while a film of 720p plays, drawing apart", longest, "ms",
            goal=f"≤ {STALL_GOAL_MS:g} ms", met=longest <= STALL_GOAL_MS),
        Row("the same, without its waiting for a processor that others had", max(seen["own_ms"]), "ms",
            goal=f"≤ {STALL_GOAL_MS:g} ms", met=max(seen["own_ms"]) <= STALL_GOAL_MS),
        Row("memory of a film's process, 720p (RSS)", seen["child_mb"], "MB"),
    ]  # fmt: skip


def _dropped(work_ms: list[float]) -> int:
    return sum(int(one // FRAME_MS) for one in work_ms)


def _shown_by_ffplay(path: Path) -> float | None:
    """Share of its frames; None where it is not installed. It tells on stderr how many it dropped."""
    if shutil.which("ffplay") is None:
        return None
    wide, high = map(str, SLOT)
    run = subprocess.run(
        ["ffplay", "-autoexit", "-an", "-noborder", "-x", wide, "-y", high, "-stats", str(path)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=FILM_SECONDS * 4, check=True,
    )  # fmt: skip
    dropped = [int(number) for number in re.findall(r"fd=\s*(\d+)", run.stderr)]
    return 1 - (dropped[-1] if dropped else 0) / (FILM_SECONDS * FILM_FPS)


def _run(*arguments: str) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.player_run", *arguments], stdout=subprocess.PIPE, check=True
    )
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found
