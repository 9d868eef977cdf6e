"""A pack that somebody brings as a .zip, unpacked: ``unpacked(Path("demo-1.0.zip"), staging / "demo")``.

Nothing of it is believed. All names are judged before the first file is written; sizes are those that really come.
What is refused leaves nothing behind. A name without the UTF-8 flag is read as GBK, as Windows writes it. Where all
lies in one folder, as happens when a folder is packed by a right click, that folder is the pack.
"""

from __future__ import annotations

import io
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from content import words
from content.pack.columns import SHEET
from content.pack.entry import MANIFEST, MOST_ITEMS, PackRejected
from content.pack.names import checked_names

MOST_FILES = 2 * MOST_ITEMS + 100
"""An item may have a file and its text; words, colours and voices come beside."""
RATIO_MATTERS_BYTES = 1 << 20
MOST_RATIO = 100
"""An honest file packs about 10 to 20 times (docs/architecture.md)."""
_CHUNK = 1 << 20
_MOST_AT_ONCE = 8 << 20
"""Bytes in one read: the list of 4,100 files is 2 MB at most, and zipfile takes the whole list in one."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError,
    struct.error, IndexError, OSError,
)  # fmt: skip
_OF_SYSTEMS = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", "._")


@dataclass(frozen=True, slots=True)
class Caps:
    """Bytes, unpacked: of all files, and of one; how many files."""

    total: int = 2 << 30
    one: int = 1 << 30
    files: int = MOST_FILES


def unpacked(
    file: Path, into: Path, caps: Caps = Caps(), done: Callable[[int, int], None] = lambda _done, _all: None,
    *, is_pack: bool = True,
) -> tuple[str, ...]:  # fmt: skip
    """The names of the files that now lie below the new folder ``into``; ``done`` hears bytes written and in all.
    Not ``is_pack``: whatever somebody packed together, in whatever folders.

    Raises:
        PackRejected: with the path in the archive that is at fault, and why.
        OSError: the disk is full, or ``into`` is there already.
    """
    if file.is_symlink() or not file.is_file():
        raise PackRejected(file.name, words.IS_LINK if file.is_symlink() else words.NOT_REGULAR)
    with _Bounded(file) as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except _BROKEN as error:
            raise PackRejected(file.name, words.NOT_ZIP) from error
        with archive:
            wanted = _judged(archive, caps)
            wanted = _without_folder(wanted) if is_pack else wanted
            _extract(archive, wanted, into, caps, done)
    return tuple(wanted)


class _Bounded(io.FileIO):
    """A file that is never read at once: a list of a million names would fill the memory before it is counted."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rb")

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            size = _MOST_AT_ONCE + 1
        if size > _MOST_AT_ONCE + 1:
            raise PackRejected(Path(str(self.name)).name, words.too_many_files(MOST_FILES))
        return super().read(size) or b""


def _judged(archive: zipfile.ZipFile, caps: Caps) -> dict[str, zipfile.ZipInfo]:
    """Name -> entry of each file, in the archive's order, nothing of it read yet."""
    members = [one for one in archive.infolist() if not _is_of_a_system(one.orig_filename)]
    if len(members) > caps.files:
        raise PackRejected(members[caps.files].filename[:100], words.too_many_files(caps.files))
    names = checked_names([(one.orig_filename, bool(one.flag_bits & 0x800)) for one in members])
    files: dict[str, zipfile.ZipInfo] = {}
    total = 0
    for name, member in zip(names, members, strict=True):
        _check_member(name, member, caps)
        total += member.file_size
        if total > caps.total:
            raise PackRejected(name, words.too_large(caps.total >> 20))
        if not name.endswith("/"):
            files[name] = member
    return files


def _is_of_a_system(name: str) -> bool:
    last = name.rstrip("/").rpartition("/")[2]
    return name.startswith("__MACOSX/") or last in _OF_SYSTEMS or last.startswith("._")


def _check_member(name: str, member: zipfile.ZipInfo, caps: Caps) -> None:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        raise PackRejected(name, words.IS_LINK)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or (kind == stat.S_IFDIR) > name.endswith("/"):
        raise PackRejected(name, words.NOT_REGULAR)
    if member.flag_bits & _ENCRYPTED:
        raise PackRejected(name, words.HAS_PASSWORD)
    if member.compress_type not in _METHODS:
        raise PackRejected(name, words.OTHER_PACKING)
    if member.file_size > caps.one:
        raise PackRejected(name, words.too_large(caps.one >> 20))
    if member.file_size > max(RATIO_MATTERS_BYTES, member.compress_size * MOST_RATIO):
        raise PackRejected(name, words.SWELLS_FILE)


def _without_folder(files: Mapping[str, zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    heads = {name.partition("/")[0] for name in files}
    if not any(name in files for name in (MANIFEST, SHEET)) and len(heads) == 1:
        head = f"{heads.pop()}/"
        if any(head + name in files for name in (MANIFEST, SHEET)):
            return {name.removeprefix(head): entry for name, entry in files.items()}
    if not any(name in files for name in (MANIFEST, SHEET)):
        raise PackRejected(MANIFEST, words.NO_MANIFEST)
    return dict(files)


def _extract(
    archive: zipfile.ZipFile,
    files: Mapping[str, zipfile.ZipInfo],
    into: Path,
    caps: Caps,
    done: Callable[[int, int], None],
) -> None:
    total, written = sum(member.file_size for member in files.values()), 0
    into.mkdir(mode=0o755)
    try:
        for name, member in files.items():
            (into / name).parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            written += _write(archive, member, name, into / name, min(caps.total - written, caps.one))
            done(written, total)
    except BaseException:
        shutil.rmtree(into, ignore_errors=True)
        raise


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, target: Path, most: int) -> int:
    """How many bytes came. An error of the disk stays an OSError; one of the archive is the pack's."""
    written = 0
    with target.open("xb") as out:
        try:
            source = archive.open(member)
        except _BROKEN as error:
            raise PackRejected(name, words.NOT_WHOLE) from error
        with source:
            while True:
                try:
                    chunk = source.read(_CHUNK)
                except _BROKEN as error:
                    raise PackRejected(name, words.NOT_WHOLE) from error
                if not chunk:
                    break
                written += len(chunk)
                if written > most:
                    raise PackRejected(name, words.too_large(most >> 20))
                out.write(chunk)
    if written != member.file_size:
        raise PackRejected(name, words.NOT_WHOLE)
    return written
