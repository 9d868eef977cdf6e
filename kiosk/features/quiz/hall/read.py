"""Reads of the sums, each a work of the hall database that a ticket may wait for: items go by some hundreds.

for begin in range(1, read.last_id(connection) + 1, read.PART):
    rows += read.answers(connection, begin, first, last)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Integer, bindparam, func, select

from kiosk.features.quiz.hall.desk import SUMMED
from kiosk.features.quiz.hall.schema import quiz_answers, quiz_doubts, quiz_items, quiz_papers
from kiosk.features.quiz.rules.statistics import Sums

PART = 500
"""Items of one work: half a second of a year's sums would be too long, a fiftieth is not."""

Key = tuple[str, str, str]
"""Bank, item and version."""


# Made once: to make a statement anew for each part took as long as a tenth of its sums.
_PART = bindparam("begin", type_=Integer), bindparam("end", type_=Integer)
_KEYS = select(quiz_items.c.id, quiz_items.c.bank, quiz_items.c.item, quiz_items.c.version).where(
    quiz_items.c.id.between(*_PART)
)
_SUMS = (
    select(quiz_answers.c.item_id, *(func.sum(quiz_answers.c[name]) for name in SUMMED))
    .where(quiz_answers.c.item_id.between(*_PART), quiz_answers.c.week.between(bindparam("first"), bindparam("last")))
    .group_by(quiz_answers.c.item_id)
)


@dataclass(frozen=True, slots=True)
class PaperRow:
    paper: str
    first: int
    again: int
    points: int


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """`settled`: a keeper looked at it."""

    day: date
    reason: str
    times: int
    settled: bool


def last_id(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(quiz_items.c.id), 0))).scalar_one())


def answers(connection: Connection, begin: int, first: date, last: date) -> list[tuple[Key, Sums, int]]:
    """Sums of `PART` items from that id on, in the weeks that begin from `first` to `last`; and answers again."""
    part = {"begin": begin, "end": begin + PART - 1}
    keys = {number: (bank, name, version) for number, bank, name, version in connection.execute(_KEYS, part)}
    weeks = {"first": first.isoformat(), "last": last.isoformat()}
    return [(keys[number], Sums(*its), again) for number, *its, again in connection.execute(_SUMS, part | weeks)]


def papers(connection: Connection, first: date, last: date) -> list[PaperRow]:
    """Of those weeks, the most taken first."""
    row = quiz_papers.c
    sums = [func.sum(one) for one in (row.first, row.again, row.points)]
    found = (
        select(row.paper, *sums)
        .where(row.week.between(first.isoformat(), last.isoformat()))
        .group_by(row.paper)
        .order_by(sums[0].desc(), row.paper)
    )
    return [PaperRow(*one) for one in connection.execute(found)]


def open_doubts(connection: Connection) -> dict[Key, int]:
    """How often each wording was reported that no keeper looked at since."""
    item, row = quiz_items.c, quiz_doubts.c
    found = (
        select(item.bank, item.item, item.version, func.sum(row.times))
        .join_from(quiz_doubts, quiz_items, item.id == row.item_id)
        .where(row.settled == 0)
        .group_by(item.id)
    )
    return {(bank, name, version): times for bank, name, version, times in connection.execute(found)}


def kept(connection: Connection) -> frozenset[Key]:
    """The wordings at whose figures a keeper looked, and that stay."""
    item = quiz_items.c
    found = select(item.bank, item.item, item.version).where(item.kept_day.is_not(None))
    return frozenset((bank, name, version) for bank, name, version in connection.execute(found))


def doubts_of(connection: Connection, key: Key) -> list[DoubtRow]:
    """Of one wording, the newest day first."""
    row = quiz_doubts.c
    found = (
        select(row.day, row.reason, row.times, row.settled)
        .join_from(quiz_doubts, quiz_items, quiz_items.c.id == row.item_id)
        .where(_is(key))
        .order_by(row.day.desc(), row.reason)
    )
    return [
        DoubtRow(date.fromisoformat(day), reason, times, bool(settled))
        for day, reason, times, settled in connection.execute(found)
    ]


def weeks_of(connection: Connection, key: Key, first: date, last: date) -> list[tuple[date, Sums]]:
    """Of one wording, the oldest week first."""
    row = quiz_answers.c
    its = [row[name] for name in SUMMED if name != "again"]
    found = (
        select(row.week, *its)
        .join_from(quiz_answers, quiz_items, quiz_items.c.id == row.item_id)
        .where(_is(key) & row.week.between(first.isoformat(), last.isoformat()))
        .order_by(row.week)
    )
    return [(date.fromisoformat(week), Sums(*sums)) for week, *sums in connection.execute(found)]


def _is(key: Key) -> ColumnElement[bool]:
    bank, item, version = key
    return (quiz_items.c.bank == bank) & (quiz_items.c.item == item) & (quiz_items.c.version == version)
