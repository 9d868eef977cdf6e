"""A filled-in sheet with its pictures as one file of a pack, ``人物.sheet``: a stored zip of ``rows.json`` and these.

    content = written("people", read, {"许知夏.jpg": jpeg})
    bundle = opened(path); bundle.read(forms), bundle.picture("许知夏.jpg")     # each raises SheetRefused

It holds what is shown and nothing else of the keeper's own file. The same rows and pictures give the same bytes.
"""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from content import words
from content.tables.form import Form
from content.tables.reading import SheetRead, kept, of_kept
from content.tables.source import SheetRefused

ENDING = ".sheet"
MOST_BYTES = 50_000_000
MOST_PICTURES = 300
MOST_PICTURE_BYTES = 20 << 20
_ROWS, _PICTURES = "rows.json", "pictures/"
_MOST_ROWS_BYTES = 8 << 20
_WHEN, _MODE, _UNIX = (1980, 1, 1, 0, 0, 0), stat.S_IFREG | 0o644, 3
_DAMAGE = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)


@dataclass(frozen=True, slots=True)
class Bundle:
    """``kind`` is what its writer said; ``pictures`` are names without a folder."""

    kind: str
    pictures: tuple[str, ...]
    _told: Mapping[str, Any]
    _file: Path | bytes

    def read(self, forms: Sequence[Form]) -> SheetRead:
        """Raises SheetRefused."""
        found = of_kept(self._told, forms, self.pictures)
        if not any(found.rows.values()):
            raise SheetRefused(words.NO_ROWS)
        return found

    def picture(self, name: str) -> bytes:
        """Raises SheetRefused."""
        if name not in self.pictures:
            raise SheetRefused(words.NOT_A_FILE)
        try:
            with _archive(self._file) as archive:
                return _part(archive, _PICTURES + name, MOST_PICTURE_BYTES)
        except _DAMAGE as error:
            raise SheetRefused(words.UNREADABLE) from error


def written(kind: str, read: SheetRead, pictures: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    told = json.dumps({"kind": kind, "tables": kept(read)}, ensure_ascii=False, indent=1).encode()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_entry(_ROWS), told)
        for name, content in sorted(pictures.items()):
            archive.writestr(_entry(_PICTURES + name), content)
    return out.getvalue()


def opened(file: Path | bytes) -> Bundle:
    """Raises SheetRefused: it is no whole bundle, or larger than one may be."""
    try:
        with _archive(file) as archive:
            members = archive.infolist()
            if len(members) > MOST_PICTURES + 1 or sum(one.file_size for one in members) > MOST_BYTES:
                raise SheetRefused(words.too_large(MOST_BYTES // 1_000_000))
            told = json.loads(_part(archive, _ROWS, _MOST_ROWS_BYTES))
            pictures = tuple(one.filename.removeprefix(_PICTURES) for one in members if one.filename != _ROWS)
            if any(not name or "/" in name or "\\" in name or name.startswith(".") for name in pictures):
                raise SheetRefused(words.UNREADABLE)
            return Bundle(str(told["kind"]), pictures, dict(told["tables"]), file)
    except (*_DAMAGE, TypeError, RecursionError) as error:
        raise SheetRefused(words.UNREADABLE) from error


def _archive(file: Path | bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(file) if isinstance(file, bytes) else file)


def _part(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Stored as it is: what a part claims to be is what comes. Raises ValueError and what zipfile raises."""
    entry = archive.getinfo(name)
    if entry.compress_type != zipfile.ZIP_STORED or entry.file_size > most or entry.flag_bits & 1:
        raise ValueError(name)
    return archive.read(entry)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.create_system, entry.external_attr = _UNIX, _MODE << 16
    return entry
