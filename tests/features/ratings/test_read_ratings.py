"""What keepers read of the ratings: those of a day, and the bad ones nobody has looked into."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from kiosk.core.access.schema import accounts
from kiosk.core.database.clock import stamp
from kiosk.features.ratings.console import module
from kiosk.features.ratings.rules.rating import Rating
from kiosk.features.tickets.hall.module import ANSWERS
from tests.features.tickets.hall import GENERAL, PARTY, Hall

DESKS = module.desks(ANSWERS.last_served, ANSWERS.window_name, ANSWERS.numbers)
TODAY, KEEPER = "2026-11-17", 1


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path / "hall.db")
    keeper = {"id": KEEPER, "name": "吴敏", "roles": "keeper", "password_hash": "-", "made_at": stamp(hall.now)}
    hall.call(lambda c: c.execute(insert(accounts).values(**keeper)).close())
    yield hall
    hall.database.close()


def rated(hall: Hall, key: str, level: int, *reasons: str, window: int = 1, service: int = PARTY) -> int:
    """A number that is taken, served and rated; returns its ticket."""
    ticket = hall.taken(key, service)
    hall.called(window)
    hall.call(lambda c: hall.windows.serve(c, window, ticket.id))
    hall.now += timedelta(minutes=1)
    hall.call(lambda c: hall.windows.finish(c, window, ticket.id))
    hall.call(lambda c: DESKS.ratings.rate(c, window, ticket.id, level, list(reasons), hall.now))
    return ticket.id


def of_day(hall: Hall, day: str = TODAY) -> list[Rating]:
    return hall.call(lambda c: DESKS.given.of_day(c, day))


def still_open(hall: Hall) -> list[Rating]:
    return hall.call(DESKS.given.still_open)


def test_a_rating_tells_its_number_and_where_it_was_served(hall: Hall) -> None:
    rated(hall, "one", 5, "papers")
    rated(hall, "two", 1, window=2, service=GENERAL)
    bad, good = of_day(hall)
    assert (bad.number, bad.service, bad.window, bad.level, bad.reasons) == (
        "A001", "党员服务", "1 号窗口", 5, "papers",
    )  # fmt: skip
    assert (good.number, good.service, good.window, good.level) == ("B001", "综合业务", "2 号窗口", 1)
    assert still_open(hall) == [bad]
    assert of_day(hall, "2026-11-16") == []


def test_a_bad_rating_stays_until_a_keeper_says_what_was_done(hall: Hall) -> None:
    first, second = rated(hall, "one", 4), rated(hall, "two", 5)
    hall.now += timedelta(days=1)
    assert [one.ticket_id for one in still_open(hall)] == [first, second], "of every date, the oldest first"
    hall.call(lambda c: DESKS.ratings.close(c, first, "打过电话", KEEPER, hall.now))
    assert [one.ticket_id for one in still_open(hall)] == [second]
    assert [one.note for one in of_day(hall)] == ["打过电话", ""]


def test_what_training_rates_is_not_read(hall: Hall) -> None:
    hall.call(lambda c: hall.desk.begin_training(c, by="keeper"))
    rated(hall, "practice", 5)
    assert of_day(hall) == still_open(hall) == []
