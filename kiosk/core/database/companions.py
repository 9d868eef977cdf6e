"""What goes with a copy of the database: the sealed files its rows name, and the list of erasures.

    link_all(data_dir, data_dir / "backups")          # hard links into backups/papers: no room, no reading
    carry(copy, wanted, tables)                       # to a stick: real copies into wanted.papers
    missing = put_back(file, staged, data_dir, tables)     # before a restored database takes its place

`tables` are those whose rows name sealed files, in their column `file`: what the features keep so.

A sealed file never changes once it is written, so that one link serves every nightly copy. The files are noise
without the hall's key and the rows that name them. A copy comes from anywhere, so a name in it is no path until it is
wholly one that a store of ours gives (`is_sealed_name`).
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from kiosk.core.process.outside import Outside, place_whole

SCANS = "scans"
"""The folder of every sealed file, whatever keeps it; the first were scans, and copies of former versions say so."""

ERASURES = "erasures"
BESIDE = ".papers"
"""Ending of the folder beside a copy; the nightly copies share one that is called `papers`."""


REPLACED = ".before-"
"""Between the name of a database that a restore put aside and its time (`ASIDE`)."""

ASIDE = "%Y%m%d-%H%M%S"
KEPT_DAYS = 14  # as long as the nightly copies
_SEALED = re.compile(r"[0-9a-f]{32}\.sealed")
_PUT_ASIDE = re.compile(rf"{re.escape(REPLACED)}(\d{{8}}-\d{{6}})(|-wal|-shm|{re.escape(BESIDE)})")


class NotASealedName(Exception):
    """A row names a file that no store of ours wrote, `../…` among them. Holds the row, never follows it."""


def is_sealed_name(name: object) -> bool:
    """Whether `name`, of a row or of a folder, is wholly one that `SealedFiles` gives: safe to make a path of."""
    return isinstance(name, str) and _SEALED.fullmatch(name) is not None


def shared(folder: Path) -> Path:
    """The folder that the nightly copies in `folder` share."""
    return folder / BESIDE.lstrip(".")


def beside(copy: Path) -> Path:
    return copy.with_name(copy.name + BESIDE)


def places_of(copy: Path) -> tuple[Path, Path, Path]:
    """A copy, and the folders its papers may be in: its own, else the one it shares."""
    return copy, beside(copy), shared(copy.parent)


def opened(copy: Path, name: str, outside: Outside) -> BinaryIO:
    """A paper of `copy`, from the folder it has or shares. Raises FileNotFoundError, OSError."""
    _, own, with_others = places_of(copy)
    try:
        return outside.open(own / name, own)
    except FileNotFoundError:
        return outside.open(with_others / name, with_others)


def link_all(data_dir: Path, folder: Path) -> None:
    """Link every sealed file of the hall, and add to the list of erasures: it never gets shorter. Raises OSError."""
    target = shared(folder)
    if (data_dir / SCANS).is_dir():
        _link(data_dir / SCANS, target / SCANS)
    if (data_dir / ERASURES).exists():
        _make(target)
        add_lines(lines_in(data_dir / ERASURES), target / ERASURES)


def bytes_to_carry(copy: Path, wanted: Path, tables: Sequence[str], outside: Outside) -> int:
    """How much `carry` would write of sealed files. Raises as it."""
    target, total = beside(wanted), 0
    for name in named_in(copy, tables):
        with suppress(FileNotFoundError), opened(copy, f"{SCANS}/{name}", Outside()) as paper:
            if not _is_there(outside, target / SCANS / name, target):
                total += os.fstat(paper.fileno()).st_size
    return total


def carry(copy: Path, wanted: Path, tables: Sequence[str], outside: Outside) -> None:
    """Copy the papers of `copy`, one of the hall's own, to beside `wanted`; nothing where there are none.

    Raises NotASealedName, OSError.
    """
    target = beside(wanted)
    for name in sorted(named_in(copy, tables)):
        with suppress(FileNotFoundError), opened(copy, f"{SCANS}/{name}", Outside()) as paper:
            if not _is_there(outside, target / SCANS / name, target):
                outside.place(target / SCANS / name, paper, target)
    fresh = lines_of_copy(copy, Outside())
    if fresh:
        there = _lines(outside, target / ERASURES, target)
        outside.place(target / ERASURES, BytesIO(_text(there, fresh)), target)


def put_back(file: Path, restored: Path, data_dir: Path, tables: Sequence[str], outside: Outside) -> int:
    """Bring back what rows of `restored`, made of the copy `file`, name; gives how many are nowhere.

    Raises NotASealedName, OSError.
    """
    target, missing = data_dir / SCANS, 0
    for name in sorted(named_in(restored, tables)):
        if (target / name).exists():
            continue
        try:
            with opened(file, f"{SCANS}/{name}", outside) as paper:
                _make(target)
                copy_file(paper, target / name)
        except FileNotFoundError:
            missing += 1
    return missing


def lines_of_copy(copy: Path, outside: Outside) -> list[str]:
    """The list of erasures that went with a copy, none where none did. Raises OSError."""
    for place in places_of(copy)[1:]:
        with suppress(FileNotFoundError), outside.open(place / ERASURES, place) as there:
            return _lines_of(there.read())
    return []


def keep_beside(replaced: Path, data_dir: Path) -> None:
    """Link the hall's sealed files to beside the database that was replaced: it may be wanted back. Raises OSError."""
    if (data_dir / SCANS).is_dir():
        _link(data_dir / SCANS, beside(replaced) / SCANS)


def drop_replaced(database: Path, now: datetime) -> int:
    """Remove what restores put aside more than two weeks ago, letters and all: whoever was erased since is in it still.

    Returns how many databases went.
    """
    gone = 0
    for path in database.parent.glob(f"{database.name}{REPLACED}*"):
        found = _PUT_ASIDE.fullmatch(path.name.removeprefix(database.name))
        if found is None or found[1] > (now - timedelta(days=KEPT_DAYS)).strftime(ASIDE):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        gone += found[2] == ""
    return gone


def prune(folder: Path, copies: Iterable[Path], tables: Sequence[str]) -> None:
    """Unlink what no copy in `folder` names any more; nothing while one of them cannot be read."""
    place = shared(folder) / SCANS
    if not place.is_dir():
        return
    try:
        named = {name for copy in copies for name in named_in(copy, tables)}
    except (sqlite3.DatabaseError, NotASealedName):
        return
    for path in place.iterdir():
        if path.name not in named:
            path.unlink(missing_ok=True)


def named_in(copy: Path, tables: Sequence[str]) -> set[str]:
    """The sealed files that rows of a copy name. Raises sqlite3.DatabaseError, NotASealedName."""
    address = f"{copy.resolve().as_uri()}?mode=ro&immutable=1"  # a copy changes no more, and no -shm is left beside it
    with closing(sqlite3.connect(address, uri=True)) as connection:
        return {name for table in tables for name in _named_by(connection, table, copy)}


def _named_by(connection: sqlite3.Connection, table: str, copy: Path) -> Iterator[str]:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
        return  # made before this was kept
    for row, name in connection.execute(f'SELECT id, file FROM "{table}"'):
        if not is_sealed_name(name):
            raise NotASealedName(f"{copy}: {table} 表第 {row} 行写的文件名 {name!r} 不是大厅封存的文件，没有照着做")
        yield name


def _link(source: Path, target: Path) -> None:
    _make(target)
    there = {path.name for path in target.iterdir()}
    for path in source.iterdir():
        if path.name not in there and is_sealed_name(path.name):
            with suppress(FileExistsError, FileNotFoundError):  # another backup was faster, or it was just erased
                os.link(path, target / path.name)


def lines_in(path: Path) -> list[str]:
    """The lines of a list of erasures, none where there is no list. Raises OSError."""
    try:
        return _lines_of(path.read_bytes())
    except FileNotFoundError:
        return []


def _lines(outside: Outside, path: Path, base: Path) -> list[str]:
    try:
        with outside.open(path, base) as there:
            return _lines_of(there.read())
    except FileNotFoundError:
        return []


def _lines_of(content: bytes) -> list[str]:
    return [line for line in content.decode("ascii", "replace").splitlines() if line.strip()]


def _text(there: list[str], fresh: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in dict.fromkeys((*there, *fresh))).encode("ascii", "replace")


def _is_there(outside: Outside, path: Path, base: Path) -> bool:
    try:
        outside.open(path, base).close()
    except FileNotFoundError:
        return False
    return True


def add_lines(lines: Iterable[str], into: Path) -> int:
    """Add those that are not yet there, whole or not at all; returns how many. Raises OSError."""
    there = lines_in(into)
    fresh = [line for line in dict.fromkeys(lines) if line not in set(there)]
    if fresh:
        place_whole(into, lambda to: to.write(_text(there, fresh)))
    return len(fresh)


def copy_file(source: BinaryIO, target: Path) -> None:
    """Whole or not at all, readable by its owner only, on the disk when this returns. Raises OSError."""
    place_whole(target, lambda to: shutil.copyfileobj(source, to, 1 << 20))


def _make(folder: Path) -> None:
    """With the folder above it."""
    for one in (folder.parent, folder):
        one.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """What was renamed or made in `folder` is on the disk when this returns."""
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
