"""A hall's database with terminals and a board in it, and what they report."""

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
from kiosk.features.use.hall import module
from kiosk.features.use.wire import Counted, HourReport, Played

T = TypeVar("T")
TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=HALL_TIME)
FIRST, SECOND, BOARD = Terminal(1, "1 号终端"), Terminal(2, "2 号终端"), Terminal(3, "大屏", "board")


class Hall:
    def __init__(self, folder: Path, *, demo: bool = False) -> None:
        self.now = TUESDAY
        migrations = module.MODULE.migrations
        assert migrations is not None
        self.database = open_hall_database(folder / "hall.db", {"use": migrations})
        self.desk = module.open_desk(lambda: self.now, demo=demo)
        for one in (FIRST, SECOND, BOARD):
            row = {"id": one.id, "name": one.name, "token_hash": one.name, "enrolled_at": "2026", "kind": one.kind}
            self.call(lambda connection, row=row: connection.execute(insert(terminals).values(**row)).close())  # type: ignore[misc]

    def call(self, work: Callable[[Connection], T]) -> T:
        return self.database.call(work)

    def take(self, report: HourReport, key: str, terminal: Terminal = FIRST) -> None:
        self.call(lambda connection: self.desk.take(connection, terminal, report, key))

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return self.call(lambda connection: [tuple(row) for row in connection.execute(text(sql)).all()])


def played(item: str = "a", times: int = 2, seconds: int = 24, version: str = "3") -> Played:
    return Played("spring", version, item, f"演示 {item}", "0f" * 32, times, seconds)


def report(
    hour: str = "2026-11-17T09", uses: dict[str, int] | None = None, *plays: Played, demo: bool = False
) -> HourReport:
    return HourReport(hour, demo, tuple(Counted(*one) for one in (uses or {}).items()), plays)
