"""The pack as a folder of the worker's own, from opened files or from an archive. Nothing here reads what is in them.

Copied whole while there is room: what says what the pack holds, then what is asked for, then the others. Beyond the
room a file has its size and is empty: it cannot be shown.
"""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, TypeVar

MOST_BYTES = 256 << 20  # of the worker's folder in memory
MOST_OF_A_FILE = 64 << 20
MOST_FILES = 8000
LONGEST_NAME = 400
TELLING = (".toml", ".xlsx")
_CHUNK = 1 << 20

File = TypeVar("File")
Wanted = Callable[[Path], Container[str]]
"""Of a pack whose manifest lies in that folder: the names of the files that are asked for."""


class Unfit(Exception):
    """A name that would leave the folder, or an archive that is none: `path` is at fault."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def of_files(root: Path, files: Iterable[tuple[str, int]], wanted: Wanted) -> None:
    """Raises Unfit, OSError."""
    left = MOST_BYTES
    for name, descriptor in _in_order(root, files, wanted):
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise Unfit(name)
            left -= _put(_place(root, name), file, found.st_size, left)


def of_archive(root: Path, descriptor: int, wanted: Wanted) -> None:
    """Raises Unfit, OSError."""
    with os.fdopen(descriptor, "rb") as file:
        try:
            with zipfile.ZipFile(file) as archive:
                _unpack(root, archive, wanted)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
            raise Unfit("") from error


def _unpack(root: Path, archive: zipfile.ZipFile, wanted: Wanted) -> None:
    left = MOST_BYTES
    entries = [(one.filename, one) for one in archive.infolist() if not one.is_dir()]
    if len(entries) > MOST_FILES:
        raise Unfit("")
    for name, entry in _in_order(root, entries, wanted):
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Unfit(name)
        with archive.open(entry) as file:
            left -= _put(_place(root, name), file, entry.file_size, left)


def _in_order(root: Path, files: Iterable[tuple[str, File]], wanted: Wanted) -> Iterator[tuple[str, File]]:
    """`wanted` is asked when those that say what the pack holds are in their place."""
    later: list[tuple[str, File]] = []
    for name, file in files:
        if "/" not in name and name.endswith(TELLING):
            yield name, file
        else:
            later.append((name, file))
    asked = wanted(root)
    yield from sorted(later, key=lambda one: one[0] not in asked)


def _place(root: Path, name: str) -> Path:
    """Below `root`, its folder made. Raises Unfit."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\0" in name or "\\" in name or len(name) > LONGEST_NAME:
        raise Unfit(name)
    place = root.joinpath(*parts)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:  # one name is a file and a folder
        raise Unfit(name) from error
    if place.exists():
        raise Unfit(name)
    return place


def _put(place: Path, file: IO[bytes], size: int, room: int) -> int:
    """How much of the room it took. A size that lies is not believed: what comes is counted."""
    with place.open("xb") as to:
        if size > min(room, MOST_OF_A_FILE):
            to.truncate(size)
            return 0
        taken = 0
        for part in _parts(file):
            taken += len(part)
            if taken > min(room, MOST_OF_A_FILE):
                raise Unfit(place.name)
            to.write(part)
        return taken


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    while part := file.read(_CHUNK):
        yield part
