"""Ledgers as people really have them: thousands drawn from a truth, dressed and damaged, read and compared with it.

The generator is that of the tests (tests/features/membership/hall/ledger_torture); `deploy/test --long ledgers` draws
fifty times as many.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from tests.benchmarks.table import Row

NAME = "ledgers"
DRAWN, TURNS = 2_000, 200
GOAL_LOST_PERCENT = 1.0


def rows() -> list[Row]:
    """Takes about ten seconds."""
    from tests.features.membership.hall.ledger_torture.verdict import Tally, judge

    tally = Tally()
    for seed in range(DRAWN):
        judge(tally, seed)
    counts, lost = tally.counts, 100 * tally.lost_share
    ours, bare = _pace()
    return [
        Row(f"values that differ from the truth and are not told, of {counts['taken']:,} people", len(tally.silent), "",
            goal="0", met=not tally.silent),
        Row(f"people refused though nobody spoiled their row, of {counts['readable']:,}", lost, "%",
            goal=f"≤ {GOAL_LOST_PERCENT:g} %", met=lost <= GOAL_LOST_PERCENT),
        Row("values that differ and are told at their cell", counts["told"], ""),
        Row("values of columns that the report names as not used", counts["told of the column"], ""),
        Row("a small .csv found, read and checked, median; baseline: csv.reader alone", ours, "ms", bare, ours / bare),
    ]  # fmt: skip


def _pace() -> tuple[float, float]:
    """Milliseconds of a drawn .csv through the whole reader, and through the standard library's."""
    import csv
    from io import StringIO
    from random import Random

    from kiosk.features.membership.hall.ledger.headers import HeadersRefused
    from kiosk.features.membership.hall.ledger.row_check import WorkbookRefused, read
    from tests.features.membership.hall.ledger_torture.files import as_csv
    from tests.features.membership.hall.ledger_torture.table import drawn
    from tests.features.membership.hall.sheets import TODAY

    def whole(content: bytes) -> Any:
        try:
            return list(read(content, TODAY).rows())
        except (HeadersRefused, WorkbookRefused):
            return None

    def bare(content: bytes) -> Any:
        return list(csv.reader(StringIO(content.decode("utf-8", "replace"), newline="")))

    files = [as_csv(drawn(seed, typed=False), Random(seed)).content for seed in range(1, 2 * TURNS, 2)]
    return _median_ms(whole, files), _median_ms(bare, files)


def _median_ms(work: Callable[[bytes], Any], files: list[bytes]) -> float:
    taken = []
    for content in files:
        start = time.perf_counter()
        work(content)
        taken.append(time.perf_counter() - start)
    return 1000 * statistics.median(taken)
