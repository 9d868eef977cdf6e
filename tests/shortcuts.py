"""What every hall of a test would do anew and always alike, done once a process: its tables, and hashes at full cost.

    shortcuts.take()        # before a hall is opened; what is forked afterwards has them too

An empty database got its tables by one migration after the other (0.1 s, thousands of times); here by the statements
that the migrations left behind. `test_shortcuts.py` holds that both are the same, to the letter.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import argon2
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from kiosk.core.database import migrations

PROJECT = Path(__file__).resolve().parent.parent
COSTS = argon2.PasswordHasher.__init__.__defaults__ or ()
"""What the product takes, as the library has it: passes, KiB, lanes, bytes of the hash and of the salt, …"""

_CHEAP = (1, 8, 1)
_Upgrade = Callable[[Connection, migrations.Chains], None]
migrate: _Upgrade = migrations._upgrade
"""Every migration, one after the other."""


def take() -> None:
    """For this process, and once."""
    migrations._upgrade = _upgrade
    # Each hall hashes when it opens, and when somebody is let in; who tries what a guess costs sets it by hand.
    argon2.PasswordHasher.__init__.__defaults__ = _CHEAP + COSTS[len(_CHEAP) :]


def _upgrade(connection: Connection, features: migrations.Chains) -> None:
    # A test's own folder may hold another chain tomorrow; a database that has something goes the whole way.
    ours = all(folder.is_relative_to(PROJECT) for folder in features.values())
    if not ours or connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first():
        migrate(connection, features)
    else:
        for statement in shape(tuple(features.items())):
            connection.exec_driver_sql(statement)


@cache
def shape(features: tuple[tuple[str, Path], ...]) -> tuple[str, ...]:
    """The statements that make an empty database what the migrations make of it."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        migrate(connection, dict(features))
        statements = dumped(connection)
    engine.dispose()
    return tuple(statements)


def dumped(connection: Connection) -> list[str]:
    """All that a database holds, as statements; without BEGIN and COMMIT, which are the owner's."""
    driver = connection.connection.driver_connection
    assert driver is not None
    return list(driver.iterdump())[1:-1]
