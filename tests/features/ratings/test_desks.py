"""The desks of ratings and pads, with answers of the queue that are handed in."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from kiosk.core.database.clock import HALL_TIME, stamp
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.features.ratings.hall.pads import NoPad, PadDesk
from kiosk.features.ratings.hall.rating import RatingDesk
from kiosk.features.tickets.hall.plan import install_default_plan
from kiosk.features.tickets.wire import LastServed

NOW = datetime(2026, 11, 17, 10, 0, tzinfo=HALL_TIME)
NAMES = {1: "1 号窗口", 2: "2 号窗口"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_hall_database(tmp_path / "hall.db")
    database.call(partial(install_default_plan, always_open=True))
    yield database
    database.close()


def asked_by(served: LastServed | None) -> RatingDesk:
    def answer(_: Connection, window_id: int, since: datetime, now: datetime) -> LastServed | None:
        assert (window_id, now - since) == (1, timedelta(minutes=3))
        return served

    return RatingDesk(answer)


def test_the_pad_asks_about_who_was_served_last_until_the_next_one_sits_there(database: Database) -> None:
    for served, number in (
        (None, None),
        (LastServed(7, "A007", "党员服务", next_is_served=False), "A007"),
        (LastServed(7, "A007", "党员服务", next_is_served=True), None),
    ):
        found = database.call(partial(asked_by(served).asked, window_id=1, now=NOW))
        assert (found and found.number) == number


def test_a_pad_is_of_one_window_till_it_is_taken_back(database: Database) -> None:
    desk = PadDesk(lambda _, window_id: NAMES.get(window_id))
    token = database.call(partial(desk.open, window_id=2, by=1, at=stamp(NOW)))
    pad = database.call(partial(desk.of, token=token, window_id=2))
    assert (pad.window, database.call(desk.all)) == ("2 号窗口", [pad])
    with pytest.raises(NoPad):
        database.call(partial(desk.of, token=token, window_id=1))
    with pytest.raises(NoPad):
        database.call(partial(desk.open, window_id=9, by=1, at=stamp(NOW)))
    database.call(partial(desk.take_back, pad_id=pad.id, at=stamp(NOW)))
    with pytest.raises(NoPad):
        database.call(partial(desk.of, token=token, window_id=2))
    assert database.call(desk.all) == []
