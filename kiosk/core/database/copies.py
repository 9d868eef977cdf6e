"""Copies of the hall database: one file a copy, readable with any SQLite tool, records in it sealed as ever.

    made = make_backup(database, hall.data_dir / "backups", hall_now())
    place(made, Path("/media/usb/hall-copy.db"), tables)       # `tables`: as in `companions`

Beside it lie the sealed letters, the list of erasures and the features' plain files (`kept_files`): for the nightly
copies in one folder `papers` that they share (hard links: such a file never changes), for a copy elsewhere in
`hall-copy.db.papers`. The key of the records is not in it, on purpose (docs/privacy.md); nor is the key of the hall's
certificate: a new machine makes one, and its terminals are enrolled anew.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.core.database import companions, kept_files
from kiosk.core.database import copies_words as words
from kiosk.core.database.companions import sync_folder
from kiosk.core.database.kept_files import KeptFiles, NoRoom, Tell, untold
from kiosk.core.database.owner import Database
from kiosk.core.process.outside import Outside

FOLDER = "backups"
KEPT = 14
_NAME = "hall-%Y%m%d-%H%M%S.db"
_PATTERN = "hall-????????-??????.db"


def make_backup(database: Database, folder: Path, now: datetime, kept: Sequence[KeptFiles] = ()) -> Path:
    """A checked copy in ``folder``, named by its time. Blocks; not on the owner thread. Raises as ``copy_to``."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    while (wanted := folder / now.strftime(_NAME)).exists():  # two asked in one second are two copies
        now += timedelta(seconds=1)
    staged = wanted.with_suffix(".partial")
    staged.unlink(missing_ok=True)
    _link_all(folder, kept)  # before the copy, and after it: a rotation may replace files meanwhile
    database.copy_to(staged)
    _link_all(folder, kept)
    staged.replace(wanted)
    sync_folder(folder)
    return wanted


def copies(folder: Path) -> list[Path]:
    """The copies that lie in ``folder``, oldest first, with one that is being made."""
    return sorted([*folder.glob(_PATTERN), *folder.glob(_PATTERN.replace(".db", ".partial"))])


def prune(folder: Path, tables: Sequence[str], keep: int = KEPT, kept: Sequence[KeptFiles] = ()) -> list[Path]:
    """Remove all but the newest copies of ``folder``; returns what went."""
    old = sorted(folder.glob(_PATTERN))[:-keep]
    for file in old:
        file.unlink()
    companions.prune(folder, copies(folder), tables)
    kept_files.prune(companions.shared(folder), copies(folder), kept)
    return old


def place(
    made: Path, wanted: Path, tables: Sequence[str], outside: Outside | None = None,
    kept: Sequence[KeptFiles] = (), tell: Tell = untold,
) -> None:  # fmt: skip
    """Copy a backup to where somebody wants it, with what goes with it first; whole or not at all.

    Raises NotASealedName, NoRoom, OSError.
    """
    outside = outside or Outside()
    try:
        kept_files.carry(made, wanted, kept, outside, tell)
        companions.carry(made, wanted, tables, outside)
        with Outside().open(made) as copy:
            outside.place(wanted, copy)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise NoRoom(f"{wanted}: {words.FULL}") from error


def _link_all(folder: Path, kept: Sequence[KeptFiles]) -> None:
    companions.link_all(folder.parent, folder)
    kept_files.link_all(folder.parent, companions.shared(folder), kept)
