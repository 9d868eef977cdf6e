"""Visits without end: what a terminal holds after the first thousand it holds after twenty thousand."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
HELD = ("textures", "widgets", "threads", "events")
RSS_SLACK_MB = 4.0  # over 19,000 visits; glyph widths of rare characters alone are most of a megabyte
SECONDS = 2400.0  # a trial may take 40 minutes


def test_a_hundred_visits_leave_nothing_behind() -> None:
    samples = _samples(100)
    early, late = samples[5:12], samples[12:]
    for what in HELD:
        assert max(row[what] for row in late) <= 1.1 * max(row[what] for row in early) + 4, (what, samples)


@pytest.mark.long
def test_twenty_thousand_visits_are_flat_after_the_first_thousand() -> None:
    samples = [row for row in _samples(20_000) if row["visits"] >= 1000]
    early, late = samples[:4], samples[-4:]
    for what in HELD:
        assert max(row[what] for row in late) <= 1.1 * max(row[what] for row in samples[:10]), (what, samples)
    grown = statistics.median(row["rss_mb"] for row in late) - statistics.median(row["rss_mb"] for row in early)
    assert grown <= RSS_SLACK_MB, samples


def _samples(visits: int) -> list[dict[str, Any]]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.terminal.many_visits", str(visits)],
        cwd=PROJECT, stdout=subprocess.PIPE, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, "its own words stand above, in what was captured of standard error"
    found: list[dict[str, Any]] = json.loads(ran.stdout.splitlines()[-1])["samples"]
    return found
