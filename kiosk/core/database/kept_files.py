"""Plain files of a feature that rows of the hall database name: built packs, what editors are making.

    link_all(data_dir, backups / "papers", kept)        # hard links: no room, no reading
    carry(copy, wanted, kept, outside, tell)            # to a stick: real copies into wanted.papers
    missing = put_back(file, staged, data_dir, kept, outside, tell)   # before a restored database takes its place

Such a file never changes once it has its name, so that one link serves every nightly copy. A copy comes from anywhere:
what its rows say becomes a path only where it is wholly a name that this hall gives (`KeptFiles.known`).
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.core.database import copies_words as words
from kiosk.core.database.companions import beside, copy_file, opened
from kiosk.core.process.outside import Outside

Tell = Callable[[int, int], None]
"""Bytes done, of how many."""


class NoRoom(Exception):
    """What was asked for does not fit there; the message says how much is lacking, or that it was full in the end."""


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """The files of one feature.

    Args:
        folder: below the hall's data folder.
        named: their paths below it, as the rows of any hall database name them, one of a former version among them.
        known: what such a path wholly is.
    """

    folder: str
    named: Callable[[sqlite3.Connection], Iterable[str]]
    known: re.Pattern[str]


def untold(done: int, total: int) -> None:
    """Where nobody watches."""


def link_all(data_dir: Path, papers: Path, kept: Sequence[KeptFiles]) -> None:
    """Link every file that lies in the hall now. Raises OSError."""
    for one in kept:
        for name in _there(data_dir / one.folder, one):
            target = papers / one.folder / name
            if not target.exists():
                _make(papers, target.parent)
                with suppress(FileExistsError, FileNotFoundError):  # another backup was faster, or it was just swept
                    os.link(data_dir / one.folder / name, target)


def carry(copy: Path, wanted: Path, kept: Sequence[KeptFiles], outside: Outside, tell: Tell = untold) -> None:
    """Copy what rows of `copy`, one of the hall's own, name to beside `wanted`. Raises NoRoom, OSError."""
    target = beside(wanted)
    sizes = {name: size for name, size in _sizes(copy, copy, kept, Outside()) if not _is_there(outside, target, name)}
    total, done = sum(sizes.values()) + copy.stat().st_size, 0
    free = outside.free_bytes(wanted)
    if total > free:
        raise NoRoom(f"{wanted}: {words.lacking(total, free)}")
    for name, size in sizes.items():
        with suppress(FileNotFoundError), opened(copy, name, Outside()) as paper:  # swept since: as it is in the hall
            outside.place(target / name, paper, target)
        tell(done := done + size, total)


def put_back(
    file: Path, restored: Path, data_dir: Path, kept: Sequence[KeptFiles], outside: Outside, tell: Tell = untold
) -> int:
    """Bring back what rows of `restored`, made of the copy `file`, name; gives how many are nowhere.

    Raises NoRoom, OSError.
    """
    wanted = [name for name in _named(restored, kept) if not (data_dir / name).exists()]
    sizes = dict(_sizes(restored, file, kept, outside, wanted))
    total, free, done = sum(sizes.values()), shutil.disk_usage(data_dir).free, 0
    if total > free:
        raise NoRoom(f"{data_dir}: {words.lacking(total, free)}")
    for name, size in sizes.items():
        _make(data_dir, (data_dir / name).parent)
        with opened(file, name, outside) as paper:
            copy_file(paper, data_dir / name)
        tell(done := done + size, total)
    return len(wanted) - len(sizes)


def keep_beside(replaced: Path, data_dir: Path, kept: Sequence[KeptFiles]) -> None:
    """Link them beside the database that was replaced: it may be wanted back. Raises OSError."""
    link_all(data_dir, beside(replaced), kept)


def prune(papers: Path, copies: Iterable[Path], kept: Sequence[KeptFiles]) -> None:
    """Unlink what no copy names any more; nothing while one of them cannot be read."""
    try:
        named = {name for copy in copies for name in _named(copy, kept)}
    except sqlite3.DatabaseError:
        return
    for one in kept:
        for name in _there(papers / one.folder, one):
            if f"{one.folder}/{name}" not in named:
                (papers / one.folder / name).unlink(missing_ok=True)


def _named(copy: Path, kept: Sequence[KeptFiles]) -> list[str]:
    """Paths below the data folder. Raises sqlite3.DatabaseError."""
    address = f"{copy.resolve().as_uri()}?mode=ro&immutable=1"  # as `companions.named_in`
    with closing(sqlite3.connect(address, uri=True)) as rows:
        found = {f"{one.folder}/{name}" for one in kept for name in one.named(rows) if _is_known(one, name)}
    return sorted(found)


def _is_known(one: KeptFiles, name: object) -> bool:
    return isinstance(name, str) and one.known.fullmatch(name) is not None


def _sizes(
    rows: Path, copy: Path, kept: Sequence[KeptFiles], outside: Outside, wanted: Sequence[str] | None = None
) -> Iterator[tuple[str, int]]:
    """Of the files that go with `copy` those that rows of `rows` name, or those `wanted`; what is not there is none."""
    for name in _named(rows, kept) if wanted is None else wanted:
        with suppress(FileNotFoundError), opened(copy, name, outside) as paper:
            yield name, os.fstat(paper.fileno()).st_size


def _there(folder: Path, one: KeptFiles) -> list[str]:
    """The files in a folder that are of this kind, relative to it; links are none."""
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    names = (path.relative_to(folder).as_posix() for path in paths)
    return sorted(name for name in names if _is_known(one, name))


def _is_there(outside: Outside, target: Path, name: str) -> bool:
    try:
        outside.open(target / name, target).close()
    except FileNotFoundError:
        return False
    return True


def _make(base: Path, folder: Path) -> None:
    """With the folders above it, `base` among them."""
    for one in (base.parent, base, *reversed(folder.relative_to(base).parents), folder):
        place = one if one.is_absolute() else base / one
        place.mkdir(mode=0o700, exist_ok=True)
