"""A preview against the terminal's own first entry of the same page, both from the start of their process.

The terminal opens its window, its shell and its rooms, then the page; the worker is asked by the hall, receives the
pack, draws and hands over a PNG. Both draw by the processor. No NAME: `packs` gathers these rows with its others.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from content.pack.open import STARTER
from kiosk.features.exhibition.hall.preview import Preview
from kiosk.features.exhibition.wire_preview import Asked
from tests.benchmarks.table import Row

RUNS = 5
GOAL = 3.0
AT = "2026-12-01T09:30"
KINDS = {"a picture": "lane", "a long poster": "fee", "an article": "join"}
PROGRAM = "tests.apps.preview.terminal_pages"


def rows() -> list[Row]:
    return [_row(kind, item) for kind, item in KINDS.items()]


def _row(kind: str, item: str) -> Row:
    taken: dict[str, list[float]] = {"preview": [], "terminal": []}
    with tempfile.TemporaryDirectory() as folder:
        for run in range(RUNS + 1):
            preview, terminal = _preview_ms(item), _terminal_ms(item, Path(folder, str(run)))
            if run:  # the first pair only fills the file cache
                taken["preview"].append(preview)
                taken["terminal"].append(terminal)
    preview, terminal = statistics.median(taken["preview"]), statistics.median(taken["terminal"])
    ratio = preview / terminal
    what = f"preview of {kind} against the terminal's first entry, starts included, median of {RUNS}"
    return Row(what, preview, "ms", terminal, ratio, f"≤ {GOAL:g}×", ratio <= GOAL)


def _preview_ms(item: str) -> float:
    """A fresh `Preview`: nothing is kept from the run before."""
    began = time.perf_counter()
    Preview(Path("/nowhere")).picture(Asked(item, "portrait", "standard", AT), STARTER)
    return (time.perf_counter() - began) * 1000


def _terminal_ms(item: str, place: Path) -> float:
    """Until every part of the page has come. Raises RuntimeError when it does not."""
    place.mkdir()
    command = [sys.executable, "-m", PROGRAM, str(place), "1080x1920", AT, "standard", f"starter/{item}"]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as terminal:
        assert terminal.stdout
        said = terminal.stdout.readline()
        taken = (time.perf_counter() - began) * 1000
        terminal.kill()
    if not said:
        raise RuntimeError(f"the terminal did not show {item}")
    return taken
