"""Counts what terminals and boards report of an hour. Use it only inside works.

    desk.take(connection, terminal, report, key)        # raises TooMuchReported

Delivered twice it counts once, by its key. An enrolled terminal that lies fills nothing: the names of what is counted
are a list of the hall's own, and reports, items and rows a day have a bound.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, func, select
from sqlalchemy.dialects.sqlite import Insert, insert

from kiosk.core.access.terminals import Terminal
from kiosk.core.database.clock import Clock
from kiosk.features.use.hall.schema import hall_plays, played_items, screen_plays, use_counts, use_reports
from kiosk.features.use.rules.hours import Filed, filed, read_hour
from kiosk.features.use.rules.things import THINGS
from kiosk.features.use.wire import HourReport

MOST_REPORTS = 90 * 24  # of one terminal in a day: it may have been without its hall for so long (`hours.BELIEVED`)
MOST_ROWS = 2_500  # items that one screen showed in a day
MOST_ITEMS = 100_000  # of the whole hall: 2,000 items in 50 versions


class TooMuchReported(Exception):
    """More than any screen can have shown, or than one hall can have; what was counted so far stays."""


class UseDesk:
    """`clock`: hall time; `demo`: of a demonstration, which alone counts what a demonstration reports."""

    def __init__(self, clock: Clock, *, demo: bool) -> None:
        self._clock, self._demo = clock, demo

    def take(self, connection: Connection, terminal: Terminal, report: HourReport, key: str) -> None:
        """Count it, unless it was counted before. Raises TooMuchReported; nothing of it is counted then."""
        now = self._clock()
        today = now.date().isoformat()
        if report.demo != self._demo or not self._is_new(connection, terminal.id, key, today):
            return
        at = filed(read_hour(report.hour), now)
        if terminal.kind == "terminal":  # nobody touches a board
            _count(connection, terminal.id, report, at)
        self._prove(connection, terminal.id, report, at, today)

    def _is_new(self, connection: Connection, terminal_id: int, key: str, today: str) -> bool:
        mine = use_reports.c.terminal_id == terminal_id
        if connection.execute(select(use_reports.c.key).where(mine & (use_reports.c.key == key))).first():
            return False
        came = connection.execute(select(func.count()).where(mine & (use_reports.c.day == today))).scalar_one()
        if came >= MOST_REPORTS:
            raise TooMuchReported("reports")
        connection.execute(insert(use_reports).values(terminal_id=terminal_id, key=key, day=today))
        return True

    def _prove(self, connection: Connection, terminal_id: int, report: HourReport, at: Filed, today: str) -> None:
        if not report.played:
            return
        here = {"on": at.day.isoformat(), "terminal": terminal_id, "today": today}
        rows = [here | {f"its_{name}": value for name, value in asdict(one).items()} for one in report.played]
        for statement in (_KNOW, _OF_SCREEN, _OF_HALL):
            connection.execute(statement, rows)
        mine = (screen_plays.c.day == here["on"]) & (screen_plays.c.terminal_id == terminal_id)
        if connection.execute(select(func.count()).where(mine)).scalar_one() > MOST_ROWS:
            raise TooMuchReported("rows")
        if connection.execute(select(func.count()).select_from(played_items)).scalar_one() > MOST_ITEMS:
            raise TooMuchReported("items")


def _count(connection: Connection, terminal_id: int, report: HourReport, at: Filed) -> None:
    place = {"on": at.week.isoformat(), "at_weekday": at.day.weekday(), "at_hour": at.hour, "terminal": terminal_id}
    rows = [place | {"what": one.thing, "often": one.times} for one in report.counted if one.thing in THINGS]
    if rows:
        connection.execute(_COUNT, rows)


# -- statements, run with many rows at once: a ticket waits for none of them ------------------------

_SAME = ("pack", "version", "item", "sha256")


def _added(table: Table, values: dict[str, Any], *sums: str) -> Insert:
    """A new row, or its sums added to the one that is there."""
    adding = insert(table).values(values)
    set_ = {name: table.c[name] + adding.excluded[name] for name in sums}
    return adding.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=set_)


def _known() -> Insert:
    names = (*_SAME, "title")
    adding = insert(played_items).values(
        {name: bindparam(f"its_{name}") for name in names} | {"last_day": bindparam("today")}
    )
    newest = {"title": adding.excluded.title, "last_day": adding.excluded.last_day}
    return adding.on_conflict_do_update(index_elements=[played_items.c[name] for name in _SAME], set_=newest)


_item = and_(*(played_items.c[name] == bindparam(f"its_{name}") for name in _SAME))
_play = {
    "day": bindparam("on"),
    "item_id": select(played_items.c.id).where(_item).scalar_subquery(),
    "times": bindparam("its_times"),
    "seconds": bindparam("its_seconds"),
}
_KNOW = _known()
_OF_SCREEN = _added(screen_plays, _play | {"terminal_id": bindparam("terminal")}, "times", "seconds")
_OF_HALL = _added(hall_plays, _play, "times", "seconds")
_COUNT = _added(
    use_counts,
    {
        "thing": bindparam("what"),
        "week": bindparam("on"),
        "terminal_id": bindparam("terminal"),
        "weekday": bindparam("at_weekday"),
        "hour": bindparam("at_hour"),
        "times": bindparam("often"),
    },
    "times",
)
