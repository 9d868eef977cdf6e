"""Where sealed images lie: `<data_dir>/scans/<random>.sealed`, written once, never changed, readable by the hall alone.

    files = SealedFiles(data_dir)
    name = files.write(sealed.blob)      # on the disk when this returns; then the row that names it is committed
    files.read(name)                     # raises FileMissing
    files.remove(name)                   # here and among the backups' links

A file that no row names is noise for ever (its key lies in the row); the next start removes it (`sweep`).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from kiosk.core.database import companions
from kiosk.core.database.companions import SCANS, is_sealed_name, sync_folder
from kiosk.core.database.copies import FOLDER as BACKUPS


class FileMissing(LookupError):
    """A row names a file that is not there, or no name that this store ever gave. Holds the name only."""


class SealedFiles:
    """The sealed files of one hall. Any thread; blocks on the disk, so never on the database owner's."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / SCANS
        self._data_dir = data_dir

    def write(self, blob: bytes) -> str:
        """Raises OSError; nothing is left then."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{secrets.token_hex(16)}.sealed"
        path = self.folder / name
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
                file.write(blob)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise
        sync_folder(self.folder)
        return name

    def read(self, name: str) -> bytes:
        """Raises FileMissing."""
        if not is_sealed_name(name):
            raise FileMissing(name)
        try:
            return (self.folder / name).read_bytes()
        except OSError as error:
            raise FileMissing(f"{name}: {error.strerror}") from error

    def drop(self, name: str) -> None:
        """Here only: copies of the database that still name it keep their link."""
        if is_sealed_name(name):
            (self.folder / name).unlink(missing_ok=True)

    def remove(self, name: str) -> None:
        """Of somebody erased, or a page refused: here, among the copies' links, beside replaced databases."""
        if not is_sealed_name(name):
            return
        for folder in (self.folder, *self._linked()):
            (folder / name).unlink(missing_ok=True)

    def sweep(self, named: Iterable[str]) -> int:
        """Remove what no row names; only while nobody writes. Returns how many."""
        if not self.folder.is_dir():
            return 0
        stray = {path.name for path in self.folder.iterdir() if is_sealed_name(path.name)}.difference(named)
        for name in stray:
            (self.folder / name).unlink(missing_ok=True)
        return len(stray)

    def _linked(self) -> list[Path]:
        beside = self._data_dir.glob(f"*{companions.BESIDE}/{SCANS}")
        return [companions.shared(self._data_dir / BACKUPS) / SCANS, *beside]
