"""Planning 10,000 exhibits, against asking each of them whether it is on (a scan).

Dates, days, hours, screens and packs are drawn once, so that a fifth of them is on at most moments. `packs` shows it.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

from content.kinds.kind import ExhibitKind
from content.pack.exhibit import ALL_WEEK, Exhibit, Showing
from kiosk.features.exhibition.rules.schedule import Schedule
from kiosk.features.exhibition.rules.showing import Screen, is_on
from tests.benchmarks.table import Row

ITEMS, PACKS, SEED = 10_000, 12, 18
SCREEN = Screen("terminal", "station")
MONDAY = datetime(2026, 11, 16)
MINUTE = timedelta(minutes=1)
SCANS, BUILDS, PREVIEWS = 15, 9, 300


def rows() -> list[Row]:
    drawn = random.Random(SEED)
    things = _things(drawn)
    moments = [MONDAY + drawn.randrange(400 * 1440) * MINUTE for _ in range(PREVIEWS)]
    scan = statistics.median(_ms(lambda at=at: _scan(things, at)) for at in moments[:SCANS])  # type: ignore[misc]
    build = statistics.median(_ms(lambda: _one_day(things)) for _ in range(BUILDS))
    schedule = _one_day(things)
    for at in moments[:SCANS]:
        assert list(schedule.all_on_at(at)) == _scan(things, at)
    preview = statistics.median(_ms(lambda at=at: schedule.on_at(at)) for at in moments)  # type: ignore[misc]
    boundary, boundaries = _walk(schedule)
    another = statistics.median(_ms(lambda day=day: schedule.next_boundary(day)) for day in _days())  # type: ignore[misc]
    return [
        _row(f"the next boundary, one after the other through a day ({boundaries:,})", boundary, scan, 1 / 1000),
        _row("preview of any time within a year", preview, scan, 1 / 10),
        _row("a schedule made and one day planned", build, scan, 10),
        Row(f"another day planned, {ITEMS:,} exhibits", another, "ms", scan, another / scan),
    ]


def _row(what: str, value: float, scan: float, goal: float) -> Row:
    ratio = value / scan
    said = f"≤ {goal:g} scans" if goal >= 1 else f"≤ 1/{round(1 / goal):,} of a scan"
    return Row(f"{what}, {ITEMS:,} exhibits", value, "ms", scan, ratio, said, ratio <= goal)


def _scan(things: list[Exhibit], at: datetime) -> list[Exhibit]:
    return [thing for thing in things if is_on(thing, at, SCREEN)]


def _one_day(things: list[Exhibit]) -> Schedule[Exhibit]:
    schedule = Schedule(things, (), SCREEN)
    schedule.next_boundary(MONDAY)
    return schedule


def _days() -> list[datetime]:
    return [MONDAY + timedelta(days=number) for number in range(1, BUILDS)]


def _walk(schedule: Schedule[Exhibit]) -> tuple[float, int]:
    """Milliseconds a boundary, the day being planned: the median of some walks, and how many there are."""
    taken, count = [], 0
    for _ in range(SCANS):
        at, count = MONDAY, 0
        schedule.next_boundary(at)
        start = time.perf_counter()
        while (after := schedule.next_boundary(at)) and after.date() == MONDAY.date():
            at, count = after, count + 1
        taken.append((time.perf_counter() - start) * 1000 / max(1, count))
    return statistics.median(taken), count


def _things(drawn: random.Random) -> list[Exhibit]:
    packs = [_showing(drawn) if number % 3 == 0 else Showing() for number in range(PACKS)]
    return [_thing(drawn, number, packs[number % PACKS]) for number in range(ITEMS)]


def _thing(drawn: random.Random, number: int, pack: Showing) -> Exhibit:
    plain = Exhibit(
        f"item-{number}", ExhibitKind.IMAGE, "窗口", Path("/nowhere.png"), f"pack-{number % PACKS}", "1",
        showing=_showing(drawn), pack_showing=pack, weight=drawn.randint(1, 9),
    )  # fmt: skip
    if drawn.random() < 0.1:
        return replace(plain, screens=frozenset({"board"}))
    if drawn.random() < 0.1:
        return replace(plain, consent_until=date(2026, 11, 1) + timedelta(days=drawn.randrange(500)))
    return plain


def _showing(drawn: random.Random) -> Showing:
    starts = MONDAY + timedelta(days=drawn.randrange(-200, 200), minutes=drawn.randrange(1440))
    days = ALL_WEEK if drawn.random() < 0.4 else frozenset(drawn.sample(sorted(ALL_WEEK), drawn.randint(1, 6)))
    begins, ends = (
        (clock(drawn.randrange(24), drawn.randrange(60)), clock(drawn.randrange(24), drawn.randrange(60)))
        if drawn.random() < 0.6
        else (None, None)
    )
    bound = drawn.random()
    return Showing(
        starts if bound < 0.5 else None, starts + timedelta(days=drawn.randrange(20, 400)) if bound < 0.8 else None,
        days, begins, ends,
    )  # fmt: skip


def _ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
