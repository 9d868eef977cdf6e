"""The counts of `kiosk.core.access.security_counts` as the page shows them: by kind over spans, by group and day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.apps.hall.console.security import words
from kiosk.core.access.security_counts import Refused

WEEK, MONTH, CHARTED = 7, 30, 14
MANY = 10  # below that a day is never called unusual
UNUSUAL = 3  # times the mean of the days before

Days = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Line:
    """One kind. `unusual`: today stands out against the month."""

    name: str
    means: str
    today: int
    week: int
    month: int
    unusual: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """`groups` name -> lines; `by_day` the days that have any, newest first, each with a figure a group."""

    groups: Mapping[str, tuple[Line, ...]]
    by_group: Mapping[str, int]
    by_day: tuple[tuple[str, tuple[int, ...]], ...]
    charted: tuple[tuple[str, int], ...]
    audit_broken: bool


def summary(days: Days, today: date) -> Summary:
    """Over the month that ends today; days of a clock that ran ahead are left out."""
    month = [(today - timedelta(back)).isoformat() for back in range(MONTH)]
    groups = {name: tuple(_line(days, month, kind) for kind in kinds) for name, kinds in words.GROUPS.items()}
    by_day = [(day, tuple(_sum(days, [day], kinds) for kinds in words.GROUPS.values())) for day in month]
    charted = [(words.day_label(day), sum(figures)) for day, figures in by_day[:CHARTED]]
    return Summary(
        groups,
        {name: sum(line.month for line in lines) for name, lines in groups.items()},
        tuple((day, figures) for day, figures in by_day if any(figures)),
        tuple(reversed(charted)),
        bool(_sum(days, month, (Refused.AUDIT,))),
    )


def _line(days: Days, month: list[str], kind: str) -> Line:
    today, week, whole = (_sum(days, month[:span], (kind,)) for span in (1, WEEK, MONTH))
    before = (whole - today) / (MONTH - 1)
    unusual = (today >= MANY and today > UNUSUAL * before) or (kind == Refused.AUDIT and today > 0)
    return Line(*words.KINDS[kind], today, week, whole, unusual)


def _sum(days: Days, which: list[str], kinds: tuple[str, ...]) -> int:
    return sum(days.get(day, {}).get(kind, 0) for day in which for kind in kinds)
