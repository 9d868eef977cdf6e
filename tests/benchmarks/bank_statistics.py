"""Statistics over 1,000,000 answers, against the sums that SQLite itself makes of the same rows (a bare SELECT).

A year of a hall whose bank holds 10,000 questions: sums a question and week, as `features/quiz/hall` keeps them. `bank`
shows it.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sized
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, insert, text

from kiosk.core.database.migrations import open_hall_database
from kiosk.features.quiz.hall import module, read
from kiosk.features.quiz.hall.desk import SUMMED
from kiosk.features.quiz.hall.schema import quiz_answers, quiz_items
from kiosk.features.quiz.rules.overview import Row as Overview
from kiosk.features.quiz.rules.overview import joined
from kiosk.features.quiz.rules.statistics import WHOLE, Sums
from tests.benchmarks.table import Row

ANSWERS, ITEMS, WEEKS, PAPER, SEED = 1_000_000, 10_000, 52, 12, 20
TURNS = 7
FIRST = date(2025, 11, 17)
Answers = list[tuple[read.Key, Sums, int]]
LAST = FIRST + timedelta(days=7 * (WEEKS - 1))


def rows() -> list[Row]:
    migrations = module.MODULE.migrations
    assert migrations is not None
    with tempfile.TemporaryDirectory() as folder:
        database = open_hall_database(Path(folder) / "hall.db", {"quiz": migrations})
        try:
            kept = database.call(_fill)
            turns = [
                (_ms(partial(database.call, _bare)), _ms(partial(_statistics, database.call))) for _ in range(TURNS)
            ]
            bare, ours = (statistics.median(times) for times in zip(*turns, strict=True))
            part = statistics.median(_ms(partial(database.call, _first_part)) for _ in range(TURNS))
        finally:
            database.close()
    return [
        Row(f"statistics over {ANSWERS:,} answers, {ITEMS:,} questions in {kept:,} rows", ours, "ms", bare, ours / bare,
            "≤ 2 × SELECT … SUM … GROUP BY", ours <= 2 * bare),
        Row(f"the longest work of it, {read.PART} questions: a ticket may wait so long", part, "ms", bare, part / bare),
    ]  # fmt: skip


def _statistics(call: Callable[[Callable[[Connection], Answers]], Answers]) -> list[Overview]:
    """As the page makes them, part by part."""
    found: Answers = []
    for begin in range(1, ITEMS + 1, read.PART):
        found += call(partial(read.answers, begin=begin, first=FIRST, last=LAST))
    return joined({}, found, {})


def _first_part(connection: Connection) -> Answers:
    return read.answers(connection, 1, FIRST, LAST)


def _bare(connection: Connection) -> list[object]:
    sums = ", ".join(f'SUM("{name}")' for name in SUMMED)
    return list(connection.execute(text(f"SELECT item_id, {sums} FROM quiz_answers GROUP BY item_id")))


def _fill(connection: Connection) -> int:
    """Papers of twelve through a year; how many rows they are kept in."""
    drawn = random.Random(SEED)
    connection.execute(
        insert(quiz_items),
        [{"id": n, "bank": "b", "item": str(n), "version": "v", "last_day": "2026-11-17"} for n in range(1, ITEMS + 1)],
    )
    of: dict[tuple[int, int], list[int]] = {}
    for _ in range(ANSWERS // PAPER):
        week, right = drawn.randrange(WEEKS), drawn.randrange(PAPER + 1)
        for place in range(PAPER):
            one, item = int(place < right), drawn.randrange(ITEMS) + 1
            rest = (2 * WHOLE * (right - one) + PAPER - 1) // (2 * (PAPER - 1))
            before = of.setdefault((item, week), [0] * len(SUMMED))
            for at, value in enumerate((one, 1 - one, 0, 1, one, rest, rest * rest, rest * one)):
                before[at] += value
    connection.execute(
        insert(quiz_answers),
        [
            {"item_id": item, "week": (FIRST + timedelta(days=7 * week)).isoformat()}
            | dict(zip(SUMMED, sums, strict=True))
            for (item, week), sums in of.items()
        ],
    )
    return len(of)


def _ms(work: Callable[[], Sized]) -> float:
    start = time.perf_counter()
    assert len(work())
    return (time.perf_counter() - start) * 1000
