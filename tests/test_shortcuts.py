"""What is short in the tests is what the product does the long way."""

from __future__ import annotations

import ast
from pathlib import Path

from sqlalchemy import Connection

from kiosk.apps.hall import modules
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from tests import shortcuts
from tests.shortcuts import COSTS, PROJECT, dumped

RFC_9106_LOW_MEMORY = (3, 64 * 1024, 4)
"""The second choice of RFC 9106, for machines with little memory: passes, KiB, lanes."""


def test_a_hall_has_the_tables_that_the_migrations_make(tmp_path: Path) -> None:
    features = modules.migrations()
    with Database(tmp_path / "migrated.db") as database:
        database.call(lambda connection: shortcuts.migrate(connection, features))
        long_way = database.call(_all_of_it)
    short = open_hall_database(tmp_path / "short.db", features)
    assert short.call(_all_of_it) == long_way
    short.call(lambda connection: shortcuts.migrate(connection, features))  # and nothing is left to migrate
    assert short.call(_all_of_it) == long_way
    short.close()
    assert len(long_way[0]) > 50


def _all_of_it(connection: Connection) -> tuple[list[str], list[object]]:
    pragmas = ("user_version", "application_id", "encoding", "auto_vacuum", "page_size", "foreign_keys")
    return dumped(connection), [connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() for pragma in pragmas]


def test_the_product_hashes_passwords_at_full_cost() -> None:
    """Whoever makes a hasher says no cost, and so takes the library's own."""
    made = [
        call
        for path in (PROJECT / "kiosk").rglob("*.py")
        if "PasswordHasher" in (source := path.read_text(encoding="utf-8"))
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("PasswordHasher")
    ]
    assert len(made) >= 4 and not [ast.unparse(call) for call in made if call.args or call.keywords]
    assert all(cost >= least for cost, least in zip(COSTS, RFC_9106_LOW_MEMORY, strict=False))
