"""Breaking 5,000 Chinese characters into lines, against Kivy's own layout of the same text.

Kivy looks for spaces, finds none, and measures ever longer prefixes: its time grows with the square of the length.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.table import Row

NAME = "text"
CHARACTERS = 5000
WIDTH_PX = 984  # the body of a page in portrait
SIZE_PX = 32
LONG = 20_000  # characters
PAGE_HIGH_PX = 1240
RUNS = 7
GOAL = 1 / 100
SENTENCE = "社区党群服务中心上午8:30开门，请先在大厅取号；办理组织关系接转，需带身份证和介绍信。"


def rows() -> list[Row]:
    """Needs the made fonts; draws off screen."""
    import os

    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    from kiosk.ui.window import prepare

    with tempfile.TemporaryDirectory() as home:
        prepare((480, 854), Path(home), fullscreen=False)
        return _measure()


def _measure() -> list[Row]:
    import kivy.core.window  # a texture without a window's GL context ends the process
    from kivy.core.text import Label

    from kiosk.ui.font_files import path
    from kiosk.ui.fonts import widths
    from kiosk.ui.wrap import wrap

    text = (SENTENCE * (CHARACTERS // len(SENTENCE) + 1))[:CHARACTERS]
    measured = widths("regular", SIZE_PX)
    wrap(text, WIDTH_PX, measured)  # warm: every width has been asked for once
    font = {"font_name": path("regular"), "font_size": SIZE_PX}
    lines = wrap(text, WIDTH_PX, measured)
    ours = _median_ms(lambda: wrap(text, WIDTH_PX, measured), RUNS)
    both = _median_ms(lambda: Label(text="\n".join(lines[:40]), **font).refresh(), RUNS)
    kivy = _median_ms(lambda: Label(text=text, text_size=(WIDTH_PX, None), **font).refresh(), 1)
    return [
        Row(
            f"wrap {CHARACTERS:,} characters, warm",
            ours,
            "ms",
            kivy,
            ours / kivy,
            "≤ 1/100 of Kivy",
            ours / kivy <= GOAL,
        ),
        Row("then lay out the 40 lines that a page shows", both, "ms"),
        Row(f"longest stall while {LONG:,} characters open in the reader", _longest_stall_ms(text), "ms"),
    ]


def _longest_stall_ms(text: str) -> float:
    """The first page broken and drawn, or the longest of the frames in which the rest is counted; the median run's."""
    from kiosk.ui import look
    from kiosk.ui.theme import Theme
    from kiosk.ui.widgets.paged.text_pages import TextPages

    look.use(Theme())
    blocks = [("paragraph", text)] * (LONG // CHARACTERS)
    return statistics.median(_stall_ms(TextPages(blocks, WIDTH_PX, PAGE_HIGH_PX)) for _ in range(RUNS))


def _stall_ms(pages: Any) -> float:
    start = time.perf_counter()
    pages.step()
    pages.page(0)
    taken = [time.perf_counter() - start]
    more = True
    while more:
        start = time.perf_counter()
        more = pages.step()
        taken.append(time.perf_counter() - start)
    return max(taken) * 1000


def _median_ms(work: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)
