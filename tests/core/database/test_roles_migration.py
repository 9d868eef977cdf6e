"""Accounts of the version before keep what they may, and what refers to them; a version before refuses this one."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kiosk.core.access.accounts import Accounts
from kiosk.core.access.admitted import CARRIED, read
from kiosk.core.access.rights import Right
from kiosk.core.database.migrations import config, open_hall_database
from kiosk.core.database.owner import Database, DatabaseNewer

BEFORE = "0012_english"
ROWS = (
    "INSERT INTO accounts (id, name, role, password_hash, must_change, made_at, closed_at, single_keys) VALUES"
    " (1, '演示甲', 'keeper', 'x', 0, '2026', NULL, 1), (2, '演示乙', 'clerk', 'y', 1, '2026', NULL, 0),"
    " (5, '演示丙', 'keeper', 'z', 0, '2026', '2026-05', 1)",
    "INSERT INTO login_places (account_id, mark, seen_at) VALUES (1, 'a', '2026'), (2, 'b', '2026')",
)


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """A hall of the version before, with places that refer to its accounts."""
    file = tmp_path / "hall.db"
    with Database(file) as database:
        database.call(lambda connection: command.upgrade(config(connection), BEFORE))
        for row in ROWS:
            database.call(lambda connection, row=row: connection.execute(text(row)).close())  # type: ignore[misc]
    return file


def test_who_had_a_role_keeps_it_and_everything_else(former: Path) -> None:
    hall = open_hall_database(former)
    try:
        people = Accounts(hall).all()
        assert [(one.id, one.roles, one.must_change, one.closed, one.single_keys) for one in people] == [
            (1, ("keeper",), False, False, True),
            (2, ("clerk",), True, False, False),
            (5, ("keeper",), False, True, True),
        ]
        assert people[0].may(Right.RECORDS) and not people[1].may(Right.RECORDS)
        places = "SELECT account_id, mark FROM login_places ORDER BY mark"
        assert hall.call(lambda c: [tuple(row) for row in c.execute(text(places))]) == [(1, "a"), (2, "b")]
        assert hall.call(lambda c: c.execute(text("PRAGMA foreign_key_check")).all()) == []
        with pytest.raises(DBAPIError, match="FOREIGN KEY"):  # they still hold each other
            hall.call(lambda c: c.execute(text("DELETE FROM accounts WHERE id = 2")).close())
    finally:
        hall.close()


def test_a_restore_over_a_hall_that_never_started_since_knows_who_comes_in(former: Path) -> None:
    known = read(former, CARRIED)
    assert known is not None and known["accounts"]["演示乙"]["roles"] == "clerk"


def test_a_database_of_a_newer_version_is_refused_by_name_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "hall.db"
    open_hall_database(file).close()
    with Database(file) as database:
        newer = text("UPDATE alembic_version SET version_num = '9999_later'")
        database.call(lambda connection: connection.execute(newer).close())
    before = file.read_bytes()
    with pytest.raises(DatabaseNewer, match="9999_later"):
        open_hall_database(file)
    assert file.read_bytes() == before
