"""A hall's database with terminals in it, and what they report of the quiz."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, insert, text

from kiosk.core.access.schema import terminals
from kiosk.core.access.terminals import Terminal
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.migrations import open_hall_database
from kiosk.features.quiz.hall import module
from kiosk.features.quiz.rules.statistics import Sums
from kiosk.features.quiz.wire import Asked, Doubted, QuizReport, Sat

T = TypeVar("T")
TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=HALL_TIME)
FIRST, SECOND = Terminal(1, "1 号终端"), Terminal(2, "2 号终端")


class Hall:
    def __init__(self, folder: Path, *, demo: bool = False) -> None:
        self.now = TUESDAY
        migrations = module.MODULE.migrations
        assert migrations is not None
        self.database = open_hall_database(folder / "hall.db", {"quiz": migrations})
        self.desk = module.open_desk(lambda: self.now, demo=demo)
        for one in (FIRST, SECOND):
            row = {"id": one.id, "name": one.name, "token_hash": one.name, "enrolled_at": "2026", "kind": one.kind}
            self.call(lambda connection, row=row: connection.execute(insert(terminals).values(**row)).close())  # type: ignore[misc]

    def call(self, work: Callable[[Connection], T]) -> T:
        return self.database.call(work)

    def take(self, report: QuizReport, key: str, terminal: Terminal = FIRST) -> None:
        self.call(lambda connection: self.desk.take(connection, terminal, report, key))

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return self.call(lambda connection: [tuple(row) for row in connection.execute(text(sql)).all()])


def asked(item: str = "q1", right: int = 2, wrong: int = 1, again: int = 0, version: str = "0f0f0f0f") -> Asked:
    """Every answer has a rest: of the right ones three quarters, of the wrong ones a quarter."""
    rest, count = 750 * right + 250 * wrong, right + wrong
    squares = 750**2 * right + 250**2 * wrong
    return Asked("演示题库", item, version, Sums(right, wrong, 1, count, right, rest, squares, 750 * right), again)


def doubted(item: str = "q1", reason: str = "answer", times: int = 1) -> Doubted:
    return Doubted("演示题库", item, "0f0f0f0f", reason, times)


def report(
    *items: Asked, day: str = "2026-11-17", papers: tuple[Sat, ...] = (), doubts: tuple[Doubted, ...] = (),
    demo: bool = False,
) -> QuizReport:  # fmt: skip
    return QuizReport(day, demo, items, papers, doubts)
