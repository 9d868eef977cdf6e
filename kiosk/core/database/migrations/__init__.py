"""Bring a hall database to the newest shape.

The files under ``versions/`` form one chain (``down_revision``), and every start of the hall service applies what is
missing, all in the owner thread and in one commit: a migration that fails leaves the database as it was.

A feature may bring a chain of its own, in a folder beside its tables; it comes after this one. How far it has come
stands in ``alembic_version_<key>``, so that the hall also opens without the feature, and with it again.
"""

from collections.abc import Mapping
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import Connection

from kiosk.core.database.owner import Database, DatabaseNewer

VERSION_TABLE = "alembic_version"

Chains = Mapping[str, Path]
"""Migrations of features that have a chain of their own: key of the feature -> the folder they lie in."""

NONE: Chains = {}


def upgrade(database: Database, features: Chains = NONE) -> None:
    """Apply every missing migration. Raises DatabaseNewer, and whatever the migration raised; nothing is kept then."""
    try:
        database.call(lambda connection: _upgrade(connection, features))
    except CommandError as error:
        if isinstance(error.__cause__, ResolutionError):
            raise DatabaseNewer(str(database.url.database), str(error.__cause__.argument)) from error
        raise


def open_hall_database(url: str | Path, features: Chains = NONE) -> Database:
    """Open the database and bring it to the newest shape. Raises as ``Database.open`` does, and DatabaseNewer."""
    database = Database(url).open()
    try:
        upgrade(database, features)
    except BaseException:
        database.close()
        raise
    return database


def config(connection: Connection | None = None, chain: str = "", folder: Path | None = None) -> Config:
    """Alembic's settings, without an alembic.ini; ``connection`` is the owner's; ``chain``, ``folder``: a feature's."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    if folder is not None:
        settings.set_main_option("path_separator", "os")
        settings.set_main_option("version_locations", str(folder))
    settings.attributes["connection"] = connection
    settings.attributes["version_table"] = f"{VERSION_TABLE}_{chain}" if chain else VERSION_TABLE
    return settings


def _upgrade(connection: Connection, features: Chains) -> None:
    command.upgrade(config(connection), "heads")
    for key, folder in features.items():
        command.upgrade(config(connection, key, folder), "heads")
