"""Bring a hall database to the newest shape.

Each room keeps its own files under ``versions/``; they form one chain (``down_revision``), and every start of
the hall service applies what is missing, all in the owner thread and in one commit: a migration that fails
leaves the database as it was.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from kiosk.core.database.owner import Database


def upgrade(database: Database) -> None:
    """Apply every missing migration. Raises whatever the migration raised; nothing of it is kept then."""
    database.call(_upgrade)


def open_hall_database(url: str | Path) -> Database:
    """Open the database and bring it to the newest shape. Raises as ``Database.open`` does."""
    database = Database(url).open()
    try:
        upgrade(database)
    except BaseException:
        database.close()
        raise
    return database


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, without an alembic.ini; ``connection`` is the owner's."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.attributes["connection"] = connection
    return settings


def _upgrade(connection: Connection) -> None:
    command.upgrade(config(connection), "heads")
