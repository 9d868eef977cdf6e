"""A real hall database on disk, its key file, and the desk over both."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.core.sealing.unlock import unlock
from kiosk.features.membership.hall.desk import MembershipDesk


class FixedClock:
    """Hall time that moves only when a test says so."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 21, 10, 26, tzinfo=HALL_TIME)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_hall_database(tmp_path / "hall.db")
    yield opened
    opened.close()


@pytest.fixture
def desk(database: Database, tmp_path: Path, clock: Callable[[], datetime]) -> MembershipDesk:
    made = MembershipDesk(database, unlock(database, tmp_path), clock)
    made.open()
    return made
