"""The arrangement of home in the hall: kept, followed by the next, never overwritten unseen, audited."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from kiosk.apps.hall import modules
from kiosk.core.database import events
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.core.sealing.audit import Entry
from kiosk.features.home.hall.desk import KEPT, ArrangedMeanwhile, HomeDesk, Kept
from kiosk.features.home.hall.schema import home_arrangements
from kiosk.features.home.rules.arrangement import USUAL, Arrangement, sound
from kiosk.features.home.rules.event_names import HOME_ARRANGED

FIRST = sound([("daily", "home"), ("challenge", "off")])
OTHER = sound([("challenge", "home"), ("daily", "all")])


class Hall:
    def __init__(self, database: Database) -> None:
        self.database, self.audited = database, list[Entry]()
        self.desk = HomeDesk(lambda: datetime(2026, 11, 21, 10, tzinfo=HALL_TIME), self._note)

    def _note(self, _: Connection, entry: Entry) -> None:
        self.audited.append(entry)

    def arrange(self, seen: int, arrangement: Arrangement) -> Kept:
        return self.database.call(lambda rows: self.desk.arrange(rows, seen, arrangement))

    def now(self) -> Kept:
        return self.database.call(self.desk.now)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    database = open_hall_database(tmp_path / "hall.db", modules.migrations())
    yield Hall(database)
    database.close()


def test_a_new_hall_has_home_as_it_is_by_itself(hall: Hall) -> None:
    assert hall.now() == Kept(0, USUAL)


def test_what_an_editor_saves_holds_is_told_and_audited(hall: Hall) -> None:
    assert hall.arrange(0, FIRST).revision == 1
    assert hall.now().arrangement == FIRST
    heard = hall.database.call(lambda rows: events.latest(rows, HOME_ARRANGED, 9))
    assert [one.detail for one in heard] == [{"revision": 1}]
    assert [(one.actor, one.action, one.detail) for one in hall.audited] == [("editor", HOME_ARRANGED, {"home": 1})]
    assert HOME_ARRANGED in modules.content() and HOME_ARRANGED in modules.audited()


def test_of_two_editors_the_second_is_told_and_overwrites_nothing(hall: Hall) -> None:
    hall.arrange(0, FIRST)
    with pytest.raises(ArrangedMeanwhile):
        hall.arrange(0, OTHER)
    assert hall.now().arrangement == FIRST
    assert hall.arrange(1, OTHER).revision == 2


def test_a_press_twice_is_one_change(hall: Hall) -> None:
    hall.arrange(0, FIRST)
    assert hall.arrange(0, FIRST).revision == 1
    assert len(hall.audited) == 1


@pytest.mark.parametrize("rows", ["", "{", "null", "[[1, 2]]", '[["daily"]]', "[" * 100_000, '[["../x", "home"]]'])
def test_a_row_that_cannot_be_read_leaves_home_as_it_is_by_itself(hall: Hall, rows: str) -> None:
    hall.arrange(0, FIRST)
    hall.database.call(lambda made: made.execute(text("UPDATE home_arrangements SET rows = :rows"), {"rows": rows}))
    assert hall.now().arrangement == USUAL and hall.now().revision == 1
    assert hall.arrange(1, OTHER).revision == 2


def test_the_oldest_go_and_numbers_are_never_given_again(hall: Hall) -> None:
    for place in range(KEPT + 20):
        hall.arrange(place, (FIRST, OTHER)[place % 2])
    kept = hall.database.call(lambda rows: rows.execute(select(home_arrangements.c.id)).scalars().all())
    assert len(kept) == KEPT and max(kept) == hall.now().revision == KEPT + 20
    assert json.dumps([[row.key, row.place] for row in OTHER.rows]) == hall.database.call(
        lambda rows: rows.execute(select(home_arrangements.c.rows).order_by(home_arrangements.c.id.desc())).scalar()
    )
