"""Adds up what terminals report of the quiz, and settles what visitors doubted. Use it only inside works.

    desk.take(connection, terminal, report, key)        # raises TooMuchReported
    desk.settle(connection, "starter", "q7", "0f3a…")   # looked at: the question stays

Delivered twice it counts once, by its key. An enrolled terminal that lies fills nothing: reports and new items a day,
items and papers of the hall have a bound, and sums to which no answers lead never come here (`wire.report_from_json`).
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import Insert, insert

from kiosk.core.access.terminals import Terminal
from kiosk.core.database.clock import Clock
from kiosk.features.quiz.hall.schema import quiz_answers, quiz_doubts, quiz_items, quiz_papers, quiz_reports
from kiosk.features.quiz.rules.reasons import Reason
from kiosk.features.quiz.rules.statistics import Sums
from kiosk.features.quiz.wire import Asked, Doubted, QuizReport, Sat
from kiosk.features.use.rules.hours import filed

MOST_REPORTS = 90 * 24  # of one terminal in a day: it may have been without its hall for so long
MOST_ITEMS = 100_000  # wordings of the whole hall: 20,000 items in five
MOST_NEW_ITEMS = 20_000  # wordings that one terminal makes known in a day: a whole bank
MOST_PAPERS = 500  # of a week
REASONS = frozenset(reason.value for reason in Reason)
"""A terminal of a newer version may know more: they are left out."""


class TooMuchReported(Exception):
    """More than one hall can have; what was counted so far stays."""


class QuizDesk:
    """`clock`: hall time; `demo`: of a demonstration, which alone counts what a demonstration reports."""

    def __init__(self, clock: Clock, *, demo: bool) -> None:
        self._clock, self._demo = clock, demo
        self._new: tuple[str, dict[int, int]] = "", {}  # on a day, how many items each terminal made known

    def take(self, connection: Connection, terminal: Terminal, report: QuizReport, key: str) -> None:
        """Count it, unless it was counted before. Raises TooMuchReported; nothing of it is counted then."""
        now = self._clock()
        today = now.date().isoformat()
        if report.demo != self._demo or not self._is_new(connection, terminal.id, key, today):
            return
        at = filed(datetime.combine(date.fromisoformat(report.day), time()), now)
        new = self._know(connection, terminal.id, report, today)
        week, day = at.week.isoformat(), at.day.isoformat()
        _run(connection, _ANSWERED, [
            {"on": week, "its_again": one.again, **_item(one), **_its_values(one.sums)} for one in report.items
        ])  # fmt: skip
        _run(connection, _SAT, [{"on": week, **_its_values(one)} for one in report.papers])
        _run(connection, _DOUBTED, [
            {"on": day, "why": one.reason, "often": one.times, **_item(one)}
            for one in report.doubts if one.reason in REASONS
        ])  # fmt: skip
        if report.papers:
            found = select(func.count()).where(quiz_papers.c.week == week)
            _bound(connection.execute(found).scalar_one(), MOST_PAPERS, "papers")
        self._new = today, self._new_on(today) | {terminal.id: new}

    def settle(self, connection: Connection, bank: str, item: str, version: str) -> bool:
        """The question stays: neither its figures nor what was reported of this wording until now need a look any more.

        False: nobody answered or reported it.
        """
        named = {"its_bank": bank, "its_item": item, "its_version": version}
        connection.execute(_SETTLE, named)
        return connection.execute(_KEEP, named | {"today": self._clock().date().isoformat()}).rowcount > 0

    def _is_new(self, connection: Connection, terminal_id: int, key: str, today: str) -> bool:
        mine = quiz_reports.c.terminal_id == terminal_id
        if connection.execute(select(quiz_reports.c.key).where(mine & (quiz_reports.c.key == key))).first():
            return False
        came = connection.execute(select(func.count()).where(mine & (quiz_reports.c.day == today))).scalar_one()
        _bound(came + 1, MOST_REPORTS, "reports")
        connection.execute(insert(quiz_reports).values(terminal_id=terminal_id, key=key, day=today))
        return True

    def _know(self, connection: Connection, terminal_id: int, report: QuizReport, today: str) -> int:
        """How many items the terminal has made known today, those of this report with them."""
        new = self._new_on(today).get(terminal_id, 0)
        named: list[Asked | Doubted] = [*report.items, *report.doubts]
        rows = [{"today": today, **_item(one)} for one in named]
        if rows:
            before = connection.execute(_COUNT).scalar_one()
            connection.execute(_KNOW, rows)
            found = connection.execute(_COUNT).scalar_one()
            new += found - before
            _bound(found, MOST_ITEMS, "items")
            _bound(new, MOST_NEW_ITEMS, "new items")
        return new

    def _new_on(self, today: str) -> dict[int, int]:
        day, new = self._new
        return new if day == today else {}


def _bound(found: int, most: int, what: str) -> None:
    if found > most:
        raise TooMuchReported(what)


def _item(one: Asked | Doubted) -> dict[str, str]:
    return {"its_bank": one.bank, "its_item": one.item, "its_version": one.version}


def _its_values(one: Sums | Sat) -> dict[str, Any]:
    return {f"its_{name}": value for name, value in asdict(one).items()}


def _run(connection: Connection, statement: Insert, rows: list[dict[str, Any]]) -> None:
    """With many rows at once: a ticket waits for none of them."""
    if rows:
        connection.execute(statement, rows)


# -- statements ------------------------------------------------------------------------------------

_SAME = ("bank", "item", "version")
_this = and_(*(quiz_items.c[name] == bindparam(f"its_{name}") for name in _SAME))
_id = select(quiz_items.c.id).where(_this).scalar_subquery()


def _added(table: Table, values: dict[str, Any], *sums: str) -> Insert:
    """A new row, or its sums added to the one that is there."""
    adding = insert(table).values(values)
    set_ = {name: table.c[name] + adding.excluded[name] for name in sums}
    return adding.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=set_)


def _known() -> Insert:
    named: dict[str, Any] = {name: bindparam(f"its_{name}") for name in _SAME}
    adding = insert(quiz_items).values(named | {"last_day": bindparam("today")})
    return adding.on_conflict_do_update(
        index_elements=[quiz_items.c[name] for name in _SAME], set_={"last_day": adding.excluded.last_day}
    )


def _its(*names: str) -> dict[str, Any]:
    return {name: bindparam(f"its_{name}") for name in names}


_COUNT = select(func.count()).select_from(quiz_items)
SUMMED = tuple(column.name for column in quiz_answers.c if not column.primary_key)
_KNOW = _known()
_ANSWERED = _added(quiz_answers, {"item_id": _id, "week": bindparam("on"), **_its(*SUMMED)}, *SUMMED)
_SAT = _added(
    quiz_papers, {"week": bindparam("on"), **_its("paper", "first", "again", "points")}, "first", "again", "points"
)
# One more of a reason that was settled today is one more to look at.
_DOUBT = insert(quiz_doubts).values(
    item_id=_id, day=bindparam("on"), reason=bindparam("why"), times=bindparam("often"), settled=0
)
_DOUBTED = _DOUBT.on_conflict_do_update(
    index_elements=list(quiz_doubts.primary_key.columns),
    set_={"times": quiz_doubts.c.times + _DOUBT.excluded.times, "settled": 0},
)
_KEEP = update(quiz_items).where(_this).values(kept_day=bindparam("today"))
_SETTLE = update(quiz_doubts).where((quiz_doubts.c.item_id == _id) & (quiz_doubts.c.settled == 0)).values(settled=1)
