"""Measures every page of the terminal on its worst panels and the whole gallery, in every mode; prints one JSON object.

    python -m tests.ui.measured_pages [--quick]    quick: two modes, pages only

    {"rows": [{"mode", "orientation", "targets", "smallest_target_mm": {"value", "where"}, …, "wrong": [...]}]}

Quick lays out every state of every page in both modes, and draws the pixels of each page's first and last state and of
every third between them in the first mode, in the second those of its first: drawing is three quarters of the time, and
the other states are the same words in the same roles. What lies over something else is told of the pages that are laid
out here anyway.

Kivy has one window a process, so tests and the benchmark `touch` run this as a program.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kiosk.apps.demo.gallery.book import MODES, draw_gallery, open_window
from kiosk.ui.theme import Panel, Theme
from tests.ui.drawn_terminal import findings, pages, picture_of

# The panels with the least to spare among those that `kiosk doctor` calls right: the smallest on which a page has its
# full size, hung as high as its targets allow.
WORST = {"portrait": Panel(), "landscape": Panel(1920, 1080, ppi=81.59, bottom_mm=944.0)}
THIRD = 3  # of the states between a page's first and last, drawn in the quick round
LEAST = ("smallest_target_mm", "smallest_gap_mm", "smallest_cap_mm", "lowest_contrast", "lowest_contrast_off")


def every(at: int, states: int) -> bool:
    """Whether the state number `at` of a page that has so many is drawn, when all are."""
    return at < states


def some(at: int, states: int) -> bool:
    return at in (0, states - 1) or at % THIRD == 0


def first(at: int, _: int) -> bool:
    return at == 0


def measure(mode: str, orientation: str, is_drawn: Callable[[int, int], bool] = every) -> dict[str, Any]:
    """Every state of every page in one mode, laid out; those that are drawn are measured on their pixels, too."""
    from kiosk.ui.measure import Measures
    from tests.ui.sample_pages import samples

    measures, wrong, seen = Measures(), list[str](), Counter[str]()
    states = Counter(sample.page for sample in samples())
    for sample, shell in pages(Theme(WORST[orientation], MODES[mode])):
        where = f"{sample.page} {sample.state}".strip()
        wrong += [f"{where}: {found}" for found in findings(shell)]
        drawn = picture_of(shell) if is_drawn(seen[sample.page], states[sample.page]) else None
        measures.add(shell, drawn, where)
        seen[sample.page] += 1
    return {"mode": mode, "orientation": orientation, **asdict(measures), "wrong": wrong}


QUICK = {("standard", "portrait"): some, ("elder", "landscape"): first}


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The worse of two rows of the same mode, figure by figure."""
    row = dict(one)
    for name in LEAST:
        found = [place[name] for place in (one, other) if place[name]]
        row[name] = min(found, key=lambda extreme: extreme["value"], default=None)
    for name in ("outside_band", "without_spoken", "targets", "texts"):
        row[name] = one[name] + other[name]
    return row


def main() -> None:
    quick = "--quick" in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if quick:
            open_window(place)
            rows = [measure(*where, is_drawn) for where, is_drawn in QUICK.items()]
        else:
            gallery = draw_gallery(place, _silent)["measurements"]
            rows = [merged(measure(row["mode"], row["orientation"]), row) for row in gallery]
    print(json.dumps({"rows": rows}, ensure_ascii=False))


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


if __name__ == "__main__":
    main()
