"""A hall of the version before goes on: its people log in, its look-ups count on, its old locks end."""

from pathlib import Path

from alembic import command
from sqlalchemy import text

from kiosk.core.database.migrations import config, open_hall_database
from kiosk.core.database.owner import Database

BEFORE = "0010_scan_source"


def test_a_hall_of_the_version_before_is_brought_along(tmp_path: Path) -> None:
    with Database(tmp_path / "hall.db") as database:
        database.call(lambda connection: command.upgrade(config(connection), BEFORE))
        for row in (
            "INSERT INTO accounts (id, name, role, password_hash, made_at) VALUES (1, '演示甲', 'keeper', 'x', '2026')",
            "INSERT INTO login_tries (name_hash, wrong, locked_until, at) VALUES ('a', 9, '2026', '2026')",
            "INSERT INTO terminals (id, name, token_hash, enrolled_at) VALUES (3, '1 号终端', 'x', '2026')",
            "INSERT INTO look_ups (terminal_id, at) VALUES (3, '2026')",
        ):
            database.call(lambda connection, row=row: connection.execute(text(row)).close())  # type: ignore[misc]
    hall = open_hall_database(tmp_path / "hall.db")
    try:
        asked = "SELECT (SELECT count(*) FROM accounts), (SELECT count(*) FROM login_tries), path FROM look_ups"
        assert hall.call(lambda connection: tuple(connection.execute(text(asked)).one())) == (1, 0, "card")
    finally:
        hall.close()
