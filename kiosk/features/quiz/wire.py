"""What a terminal tells its hall of the quiz, of one hour that is over: sums of answers, and what visitors doubt.

`to_json` and `report_from_json` are each other's inverse. Attempts are added up on the terminal before anything leaves
it: a report says how often an item was answered rightly, never by whom, at which minute, in which order, nor which
attempts were of one visit. An hour of more than `MOST_ITEMS` items is several reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any

from kiosk.core.link.shapes import Day, WrongShape, clean, read
from kiosk.features.quiz.rules.statistics import Sums

PATH = "/api/quiz"
MOST_ITEMS = 100
MOST_BYTES = 1 << 20  # of the longest names, each letter of four bytes
LETTERS = 200
MOST = 100_000  # of anything in an hour


def _is_named(text: str) -> bool:
    return 0 < len(text) <= LETTERS


def _is_count(number: int) -> bool:
    return 0 < number <= MOST


def _is_number(number: int) -> bool:
    return 0 <= number <= MOST


@dataclass(frozen=True, slots=True)
class Asked:
    """Of an item in one wording. `sums`: of first attempts; `again`: answers of later attempts of a visit."""

    bank: Annotated[str, _is_named]
    item: Annotated[str, _is_named]
    version: Annotated[str, _is_named]
    sums: Sums
    again: Annotated[int, _is_number]


@dataclass(frozen=True, slots=True)
class Sat:
    """A paper, by its name: how often it was finished first in a visit, and later in one; `points`: of the first."""

    paper: Annotated[str, _is_named]
    first: Annotated[int, _is_number]
    again: Annotated[int, _is_number]
    points: int


@dataclass(frozen=True, slots=True)
class Doubted:
    """这题有问题. `reason`: a name of `rules/reasons.py`."""

    bank: Annotated[str, _is_named]
    item: Annotated[str, _is_named]
    version: Annotated[str, _is_named]
    reason: Annotated[str, _is_named]
    times: Annotated[int, _is_count]


@dataclass(frozen=True, slots=True)
class QuizReport:
    """`demo`: of a demonstration, which no real hall counts."""

    day: Day
    demo: bool
    items: tuple[Asked, ...] = ()
    papers: tuple[Sat, ...] = ()
    doubts: tuple[Doubted, ...] = ()


def named(text: str) -> str:
    """A name as it travels: on one line, of some letters."""
    return clean(text)[:LETTERS] or "-"


def to_json(report: QuizReport) -> dict[str, Any]:
    return asdict(report)


def reports_of(
    day: date, demo: bool, items: tuple[Asked, ...], papers: tuple[Sat, ...], doubts: tuple[Doubted, ...]
) -> Iterator[QuizReport]:
    """As many as it takes; none where there is nothing."""
    for begin in range(0, max(map(len, (items, papers, doubts))), MOST_ITEMS):
        part = slice(begin, begin + MOST_ITEMS)
        yield QuizReport(day.isoformat(), demo, items[part], papers[part], doubts[part])


def report_from_json(given: Any) -> QuizReport:
    """Raises WrongShape, also for sums to which no answers lead."""
    report = read(QuizReport, given)
    if max(map(len, (report.items, report.papers, report.doubts))) > MOST_ITEMS:
        raise WrongShape("QuizReport is too long")
    _refuse_twice((one.bank, one.item, one.version) for one in report.items)
    _refuse_twice(one.paper for one in report.papers)
    _refuse_twice((one.bank, one.item, one.version, one.reason) for one in report.doubts)
    for one in report.items:
        if not one.sums.can_be or max(one.sums.right, one.sums.wrong, one.sums.skipped) > MOST:
            raise WrongShape("Asked.sums cannot be")
    for paper in report.papers:
        if not 0 <= paper.points <= 100 * paper.first:
            raise WrongShape("Sat.points cannot be")
    return report


def _refuse_twice(names: Iterable[object]) -> None:
    """A terminal adds up what it tells: the same again is made up, to come to sums that no database holds."""
    told = list(names)
    if len(set(told)) < len(told):
        raise WrongShape("QuizReport says a thing twice")
