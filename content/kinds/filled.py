"""Kinds that a keeper fills in as a sheet: what each makes of its rows, and how the file of one is checked.

    STEPS = SheetKind("步骤", (FORM,), make)          # in the kind's own file
    content = read(STEPS, path).content               # raises ItemRefused

The file is the keeper's own sheet, its pictures beside it in the folder, or a bundle of both (`content.tables.bundle`),
which is what a built pack holds. A row that cannot be used is told and left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Protocol

from content import words
from content.kinds import picture
from content.kinds.kind import ExhibitKind, ItemRefused
from content.pictures import stripped
from content.tables import bundle
from content.tables.form import Form
from content.tables.reading import SheetRead, read_tables
from content.tables.source import SHEET_ENDINGS, SheetRefused

MOST_BYTES = bundle.MOST_BYTES
ENDINGS = (*SHEET_ENDINGS, bundle.ENDING)


_known: dict[Path, tuple[str, ...]] = {}


class Content(Protocol):
    """What was made of the rows of a sheet."""

    def texts(self) -> Iterator[tuple[str, str]]:
        """(where, text) of all that is written in it, for 找一找 and for the letters that faces must have; `where`
        names a place within: a person, a heading, a step.
        """

    def pictures(self) -> Sequence[str]:
        """The names of those that are shown, the one that stands for all first."""


@dataclass(frozen=True, slots=True)
class SheetKind:
    """`called`: what keepers call it. `make` may tell of rows it leaves out, and raises ItemRefused where nothing is
    left to show. `sized` says what else is wrong once the width and height of a picture are known, by its name.
    """

    called: str
    forms: tuple[Form, ...]
    make: Callable[[SheetRead], Content]
    sized: Callable[[Content, str, int, int], Iterator[str]] | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """`told`: what was left out, and what should be looked at, in words."""

    content: Content
    read: SheetRead

    @property
    def told(self) -> tuple[str, ...]:
        return tuple(self.read.told)


def read(kind: SheetKind, path: Path) -> Filled:
    """Of a file of a pack. Raises ItemRefused."""
    try:
        if path.suffix.lower() == bundle.ENDING:
            found = bundle.opened(path).read(kind.forms)
        else:
            beside = _known[path.parent] if path.parent in _known else _pictures_in(path.parent)
            found = with_pictures(read_tables(path.name, path.read_bytes(), kind.forms), beside)
        lacking(kind, found)
        return Filled(kind.make(found), found)
    except SheetRefused as refused:
        raise ItemRefused(str(refused)) from refused
    except OSError as error:
        raise ItemRefused(words.UNREADABLE) from error


def look_around(root: Path) -> None:
    """Know which pictures lie in `root` and below, for a limited child that lists no folder any more."""
    folders = (root, *(one for one in root.rglob("*") if one.is_dir() and not one.is_symlink()))
    _known.update({folder: _pictures_in(folder) for folder in folders})


def _pictures_in(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(one.name for one in folder.iterdir() if _is_picture(one.name)))


def lacking(kind: SheetKind, found: SheetRead) -> list[tuple[str, int]]:
    """Form and number (from 1) of each row that names a picture which is not there; it is told."""
    rows: list[tuple[str, int]] = []
    for form in kind.forms:
        names = [one.key for one in form.fields if one.is_picture]
        for number, row in enumerate(found.rows.get(form.name, ()), start=1):
            gone = [asked for key in names if (asked := row.text(key)) and not found.picture_of(asked)]
            for asked in gone:
                found.tell(row, words.picture_lacks(asked))
            rows += [(form.name, number)] if gone else []
    return rows


def check(kind: SheetKind, path: Path, decode: bool) -> Filled:
    """As `read`; with `decode` each picture that is shown is looked at. Raises ItemRefused."""
    if path.suffix.lower() not in ENDINGS:
        raise ItemRefused(words.no_sheet(path.suffix[:20], SHEET_ENDINGS))
    found = read(kind, path)
    for name in found.content.pictures() if decode else ():
        try:
            size, _ = picture.looked_at(picture_bytes(path, name))
            found.read.told.extend(kind.sized(found.content, name, *size) if kind.sized else ())
        except (ItemRefused, picture.NotDecoded) as refused:
            found.read.told.append(f"{name}：{refused}")
    return found


def packed(name: ExhibitKind, kind: SheetKind, path: Path) -> tuple[bytes, list[Path]]:
    """The keeper's sheet in `path` as a bundle with the pictures that are shown; where these lie.

    Raises ItemRefused.
    """
    found = read(kind, path)
    clean: dict[str, bytes] = {}
    for one in found.content.pictures():
        try:
            clean[one] = stripped.taken_out(picture_bytes(path, one))[0]
        except (picture.NotDecoded, stripped.NotWhole) as error:
            raise ItemRefused(f"{one}：{words.BROKEN_PICTURE}") from error
    whole = with_pictures(found.read, tuple(sorted(clean)))
    return bundle.written(name, whole, clean), [path.parent / one for one in clean]


def looked_at(kind: SheetKind, made: bytes) -> tuple[Content, tuple[str, ...]]:
    """What a bundle will show, and what was left out of it. Raises ItemRefused."""
    try:
        found = bundle.opened(made).read(kind.forms)
    except SheetRefused as refused:
        raise ItemRefused(str(refused)) from refused
    return kind.make(found), tuple(found.told)


def picture_bytes(path: Path, name: str) -> bytes:
    """Of the picture `name` of the exhibit in `path`. Raises NotDecoded."""
    try:
        if path.suffix.lower() == bundle.ENDING:
            return bundle.opened(path).picture(name)
        beside = path.parent / name
        if beside.parent != path.parent or beside.is_symlink() or beside.stat().st_size > picture.MOST_BYTES:
            raise picture.NotDecoded(str(path))
        return beside.read_bytes()
    except (SheetRefused, OSError) as error:
        raise picture.NotDecoded(str(path)) from error


def with_pictures(found: SheetRead, names: tuple[str, ...]) -> SheetRead:
    return SheetRead(found.rows, names, found.told)


def _is_picture(name: str) -> bool:
    return PurePath(name).suffix.lower() in (".jpg", ".jpeg", ".png", ".webp", ".bmp")
