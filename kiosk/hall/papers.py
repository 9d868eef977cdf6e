"""What goes with a copy of the database: the sealed letters its rows name, and the list of erasures.

    link_all(data_dir, data_dir / "backups")          # hard links into backups/papers: no room, no reading
    carry(copy, wanted)                               # to a stick: real copies into wanted.papers
    missing = put_back(file, staged, data_dir)        # before a restored database takes its place

A sealed file never changes once it is written, so that one link serves every nightly copy. The files are noise
without the hall's key and the rows that name them.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

SCANS = "scans"
ERASURES = "erasures"
BESIDE = ".papers"
"""Ending of the folder beside a copy; the nightly copies share one that is called `papers`."""


REPLACED = ".before-"
"""Between the name of a database that a restore put aside and its time (`ASIDE`)."""

ASIDE = "%Y%m%d-%H%M%S"
KEPT_DAYS = 14  # as long as the nightly copies
_PUT_ASIDE = re.compile(rf"{re.escape(REPLACED)}(\d{{8}}-\d{{6}})(|-wal|-shm|{re.escape(BESIDE)})")


def shared(folder: Path) -> Path:
    """The folder that the nightly copies in `folder` share."""
    return folder / BESIDE.lstrip(".")


def beside(copy: Path) -> Path:
    return copy.with_name(copy.name + BESIDE)


def of(copy: Path) -> Path:
    """Where the papers of a copy are: its own folder, else the one it shares."""
    own = beside(copy)
    return own if own.is_dir() else shared(copy.parent)


def link_all(data_dir: Path, folder: Path) -> None:
    """Link every sealed file of the hall, and add to the list of erasures: it never gets shorter. Raises OSError."""
    target = shared(folder)
    if (data_dir / SCANS).is_dir():
        _link(data_dir / SCANS, target / SCANS)
    if (data_dir / ERASURES).exists():
        _make(target)
        add_lines(lines_in(data_dir / ERASURES), target / ERASURES)


def carry(copy: Path, wanted: Path) -> None:
    """Copy the papers of `copy` to beside `wanted`; nothing where there are none. Raises OSError."""
    source, target = of(copy), beside(wanted)
    for name in sorted(named_in(copy)):
        if (source / SCANS / name).exists() and not (target / SCANS / name).exists():
            _make(target / SCANS)
            copy_file(source / SCANS / name, target / SCANS / name)
    if (source / ERASURES).exists():
        _make(target)
        add_lines(lines_in(source / ERASURES), target / ERASURES)


def put_back(file: Path, restored: Path, data_dir: Path) -> int:
    """Bring back what rows of `restored`, made of the copy `file`, name; gives how many are nowhere. Raises OSError."""
    source, target, missing = of(file) / SCANS, data_dir / SCANS, 0
    for name in sorted(named_in(restored)):
        if (target / name).exists():
            continue
        if (source / name).exists():
            _make(target)
            copy_file(source / name, target / name)
        else:
            missing += 1
    return missing


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


def prune(folder: Path, copies: Iterable[Path]) -> None:
    """Unlink what no copy in `folder` names any more; nothing while one of them cannot be read."""
    place = shared(folder) / SCANS
    if not place.is_dir():
        return
    try:
        named = {name for copy in copies for name in named_in(copy)}
    except sqlite3.DatabaseError:
        return
    for path in place.iterdir():
        if path.name not in named:
            path.unlink(missing_ok=True)


def named_in(copy: Path) -> set[str]:
    """The sealed files that a copy of a hall database names. Raises sqlite3.DatabaseError."""
    address = f"{copy.resolve().as_uri()}?mode=ro&immutable=1"  # a copy changes no more, and no -shm is left beside it
    with closing(sqlite3.connect(address, uri=True)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (SCANS,)).fetchone():
            return set()  # made before letters were kept
        return {name for (name,) in connection.execute("SELECT file FROM scans")}


def _link(source: Path, target: Path) -> None:
    _make(target)
    there = {path.name for path in target.iterdir()}
    for path in source.iterdir():
        if path.name not in there:
            with suppress(FileExistsError, FileNotFoundError):  # another backup was faster, or it was just erased
                os.link(path, target / path.name)


def lines_in(path: Path) -> list[str]:
    """The lines of a list of erasures, none where there is no list. Raises OSError."""
    try:
        return [line for line in path.read_text(encoding="ascii", errors="replace").splitlines() if line.strip()]
    except FileNotFoundError:
        return []


def add_lines(lines: Iterable[str], into: Path) -> int:
    """Add those that are not yet there, whole or not at all; returns how many. Raises OSError."""
    there = lines_in(into)
    fresh = [line for line in dict.fromkeys(lines) if line not in set(there)]
    if fresh:
        text = "".join(f"{line}\n" for line in (*there, *fresh))
        _place_whole(into, lambda to: to.write(text.encode("ascii", "replace")))
    return len(fresh)


def copy_file(source: Path, target: Path) -> None:
    """Whole or not at all, readable by its owner only, on the disk when this returns. Raises OSError."""
    with source.open("rb") as given:
        _place_whole(target, lambda to: shutil.copyfileobj(given, to, 1 << 20))


def _place_whole(target: Path, write: Callable[[BinaryIO], object]) -> None:
    staged = target.with_name(target.name + ".partial")
    staged.unlink(missing_ok=True)
    with os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to:
        write(to)
        to.flush()
        os.fsync(to.fileno())
    give_to_owner_of(target.parent, staged)
    staged.replace(target)
    sync_folder(target.parent)


def _make(folder: Path) -> None:
    """With the folder above it, each the hall's own."""
    for one in (folder.parent, folder):
        if not one.is_dir():
            one.mkdir(mode=0o700, exist_ok=True)
            give_to_owner_of(one.parent, one)


def give_to_owner_of(folder: Path, file: Path) -> None:
    """What root writes for the hall service in `folder`, the service must be able to open."""
    owner = folder.stat()
    if os.geteuid() == 0 and (owner.st_uid, owner.st_gid) != (0, 0):
        shutil.chown(file, owner.st_uid, owner.st_gid)


def sync_folder(folder: Path) -> None:
    """What was renamed or made in `folder` is on the disk when this returns."""
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
