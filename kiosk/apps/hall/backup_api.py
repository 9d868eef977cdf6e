"""A backup over the admin socket: the service copies its own database, the command takes the copy where it belongs."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter

from kiosk.core.database.clock import Clock
from kiosk.core.database.copies import FOLDER, make_backup
from kiosk.core.database.kept_files import KeptFiles
from kiosk.core.database.owner import Database


def admin_router(database: Database, data_dir: Path, clock: Clock, kept: Sequence[KeptFiles]) -> APIRouter:
    """``POST /admin/backup`` -> ``{"path", "bytes"}``; the caller moves or keeps the file."""
    routes = APIRouter(prefix="/admin")

    @routes.post("/backup")
    def backup() -> dict[str, str | int]:
        made = make_backup(database, data_dir / FOLDER, clock(), kept)
        return {"path": str(made), "bytes": made.stat().st_size}

    return routes
