"""Copies of the hall database: one file a copy, readable with any SQLite tool, records in it sealed as ever.

    made = make_backup(database, hall.data_dir / "backups", hall_now())

The key of the records is not in it, on purpose (RULES: privacy); nor is the hall's certificate: a new machine makes
one, and its terminals are enrolled anew.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

from kiosk.hall.database import Database

FOLDER = "backups"
SCANS = "scans"
PAPERS = ".papers"
KEPT = 14
_NAME = "hall-%Y%m%d-%H%M%S.db"
_PATTERN = "hall-????????-??????.db"


def make_backup(database: Database, folder: Path, now: datetime) -> Path:
    """A checked copy in ``folder``, named by its time. Blocks; not on the owner thread. Raises as ``copy_to``."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    wanted = folder / now.strftime(_NAME)
    staged = wanted.with_suffix(".partial")
    staged.unlink(missing_ok=True)
    database.copy_to(staged)
    staged.replace(wanted)
    sync_folder(folder)
    return wanted


def copies(folder: Path) -> list[Path]:
    """The copies that lie in ``folder``, oldest first, with one that is being made."""
    return sorted([*folder.glob(_PATTERN), *folder.glob(_PATTERN.replace(".db", ".partial"))])


def prune(folder: Path, keep: int = KEPT) -> list[Path]:
    """Remove all but the newest copies of ``folder``; returns what went."""
    old = sorted(folder.glob(_PATTERN))[:-keep]
    for file in old:
        file.unlink()
    return old


def place(made: Path, wanted: Path) -> None:
    """Copy a backup to where somebody wants it, readable by its owner only; whole or not at all. Raises OSError."""
    staged = wanted.with_name(wanted.name + ".partial")
    staged.unlink(missing_ok=True)
    with made.open("rb") as source, os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to:
        while part := source.read(1 << 20):
            to.write(part)
        to.flush()
        os.fsync(to.fileno())
    staged.replace(wanted)
    sync_folder(wanted.parent)


def give_to_owner_of(folder: Path, file: Path) -> None:
    """What root writes for the hall service in `folder`, the service must be able to open."""
    owner = folder.stat()
    if os.geteuid() == 0 and (owner.st_uid, owner.st_gid) != (0, 0):
        shutil.chown(file, owner.st_uid, owner.st_gid)


def sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
