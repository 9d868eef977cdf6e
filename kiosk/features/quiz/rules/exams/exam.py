"""正式测试 as a keeper opens it: when, for whom, how much of what, and what counts as passed. Pure.

Whether it is open follows from its hours and from nothing that was done to the sittings: a hall clock that was wrong
for an hour has closed nobody's paper for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from content.banks.model import Item, Kind
from content.banks.papers import FULL_MARKS, MOST_QUESTIONS, Plan, Quota, Shortage
from content.pack.stock import Stock

LONGEST_TITLE = 40
MOST_MINUTES = 300
MOST_EXTRA_MINUTES = 300
MOST_DAYS_OPEN = 31
MOST_DAYS_KEPT = 366
MOST_BRANCHES = 50
MOST_PEOPLE = 5_000


@dataclass(frozen=True, slots=True)
class Exam:
    """One test. `counts`: how many questions of each type, or, under None, of any.

    `minutes` None: without a clock. `branches`: members of these may sit, besides who is in the list. `closed_at`: a
    keeper closed it early. `kept_days`: after it is closed; then everything of it goes.
    """

    title: str
    opens_at: datetime
    closes_at: datetime
    counts: tuple[tuple[Kind | None, int], ...]
    pass_mark: int
    minutes: int | None = None
    partial: bool = False
    certificate: bool = False
    branches: tuple[str, ...] = ()
    kept_days: int = 90
    closed_at: datetime | None = None

    @property
    def count(self) -> int:
        return sum(number for _, number in self.counts)

    @property
    def seconds(self) -> int | None:
        return None if self.minutes is None else 60 * self.minutes

    @property
    def ends_at(self) -> datetime:
        return self.closes_at if self.closed_at is None else min(self.closed_at, self.closes_at)

    @property
    def kept_until(self) -> datetime:
        """The midnight after the last day on which anything of it is kept."""
        last = self.closes_at.replace(hour=0, minute=0, second=0, microsecond=0)
        return last + timedelta(days=self.kept_days + 1)

    @property
    def plan(self) -> Plan:
        """What is drawn for each person."""
        return Plan("exam", self.title, tuple(Quota(number, kind=kind) for kind, number in self.counts if number))

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.ends_at

    def is_over(self, now: datetime) -> bool:
        return now >= self.ends_at

    def lacks(self, items: Sequence[Item]) -> tuple[Shortage, ...]:
        """What these items cannot fill on the first of its days on which they cannot."""
        first, last = self.opens_at.date(), self.closes_at.date()
        begun = {item.valid_from for item in items if item.valid_from}
        ended = {item.valid_until + timedelta(days=1) for item in items if item.valid_until and item.valid_until < last}
        days = sorted({first, *(day for day in begun | ended if first < day <= last)})  # on others nothing changes
        return next((short for day in days if (short := Stock(items, day).shortages(self.plan))), ())


class ExamUnsound(ValueError):
    """An exam that cannot be held; `reason` is a name of `UNSOUND`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


UNSOUND = (
    "title", "hours", "over", "too_long", "count", "too_many", "minutes", "minutes_hours", "pass_mark", "kept_days",
    "branches",
)  # fmt: skip


def check(exam: Exam, now: datetime) -> None:
    """Raises ExamUnsound."""
    faults = {
        "title": not 0 < len(exam.title) <= LONGEST_TITLE,
        "hours": exam.closes_at <= exam.opens_at,
        "over": exam.closes_at <= now,
        "too_long": exam.closes_at - exam.opens_at > timedelta(days=MOST_DAYS_OPEN),
        "count": exam.count < 1 or any(number < 0 for _, number in exam.counts),
        "too_many": exam.count > MOST_QUESTIONS,
        "minutes": exam.minutes is not None and not 1 <= exam.minutes <= MOST_MINUTES,
        "minutes_hours": exam.minutes is not None and timedelta(minutes=exam.minutes) > exam.closes_at - exam.opens_at,
        "pass_mark": not 0 <= exam.pass_mark <= FULL_MARKS,
        "kept_days": not 1 <= exam.kept_days <= MOST_DAYS_KEPT,
        "branches": len(exam.branches) > MOST_BRANCHES or any(len(one) > 100 for one in exam.branches),
    }
    found = next((name for name in UNSOUND if faults[name]), None)
    if found is not None:
        raise ExamUnsound(found)
