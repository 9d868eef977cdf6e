"""Where the built packs of a hall lie: `packs/<SHA-256>.zip` in the hall's folder, whole or not there.

    digest = shelf.put(path)             # copied, flushed to the disk, then named
    with shelf.open(digest) as file: …   # raises PackLost when it is gone or not what was put

Nothing is written twice, and nothing is read without its digest being right.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

FOLDER = "packs"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20


class PackLost(Exception):
    """The built file of this version is gone, or is not what was put there; the message is its digest."""


class Shelf:
    """`home` is the hall's data folder."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    @property
    def home(self) -> Path:
        return self._folder

    def put(self, source: BinaryIO) -> tuple[str, int]:
        """Keep what `source` holds; its digest and how many bytes it has. Raises OSError; then nothing is left."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        draft = self._folder / f".{secrets.token_hex(8)}"
        digest, size = hashlib.sha256(), 0
        try:
            with draft.open("xb") as file:
                while piece := source.read(_CHUNK):
                    digest.update(piece)
                    size += len(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path(digest.hexdigest()))
        finally:
            draft.unlink(missing_ok=True)
        self._keep_names()
        return digest.hexdigest(), size

    @contextmanager
    def open(self, digest: str) -> Iterator[BinaryIO]:
        """The file, from its first byte. Raises PackLost."""
        try:
            with self._path(digest).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                    raise PackLost(digest)
                file.seek(0)
                yield file
        except FileNotFoundError as error:
            raise PackLost(digest) from error

    @contextmanager
    def raw(self, digest: str) -> Iterator[BinaryIO]:
        """The file without looking whether it is right: who gets it computes the hash. Raises PackLost."""
        try:
            with self._path(digest).open("rb") as file:
                yield file
        except FileNotFoundError as error:
            raise PackLost(digest) from error

    def has(self, digest: str) -> bool:
        return self._path(digest).is_file()

    def drop(self, digest: str) -> None:
        """This version's file makes room. Raises OSError."""
        self._path(digest).unlink(missing_ok=True)

    def sweep(self, kept: Collection[str]) -> int:
        """Remove drafts that were left half, and files that no version names; how many."""
        if not self._folder.is_dir():
            return 0
        old = [path for path in self._folder.iterdir() if path.is_file() and path.stem not in kept]
        for path in old:
            path.unlink(missing_ok=True)
        for left in self._folder.glob(".taking-*"):
            shutil.rmtree(left)
        return len(old)

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):  # a name from the database becomes a path
            raise PackLost(digest)
        return self._folder / f"{digest}.zip"

    def _keep_names(self) -> None:
        """The folder's own entry reaches the disk as well."""
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
