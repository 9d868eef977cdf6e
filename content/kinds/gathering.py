"""The file of a kind that is filled in as a sheet, gathered from what an editor brings, a part after the other.

    gathering = Gathering(ExhibitKind.STEPS)
    gathering.take("步骤.sheet", before)          # as the item has it: its pictures stay, its rows where no table comes
    gathering.take("步骤.xlsx", table)            # each raises ItemRefused
    gathering.take("一.jpg", photo)               # of two pictures of one name the later is kept
    made = gathering.made()                       # raises ItemRefused

What no row shows is not in it: whoever takes a person's row out takes the photograph out as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from content import words
from content.banks.model import BankRejected
from content.banks.table_reader import read_bank
from content.kinds import filled, picture
from content.kinds.kind import ExhibitKind, ItemRefused
from content.kinds.small import smaller
from content.kinds.table import SHEETS
from content.tables import bundle, packed
from content.tables.plain import plain_text
from content.tables.reading import SheetRead, form_of, kept, of_kept, read_tables
from content.tables.source import SHEET_ENDINGS, SheetRefused

PACKED = ".zip"
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")
OF_WPS = (".et", ".ett")
"""Tables that only their own program reads."""
MOST_UNPACKED_BYTES = 400_000_000
"""Of the parts of a .zip: photographs as telephones take them, before they are made smaller."""
_MOST_PICTURES_BYTES = 45_000_000
_EDGES = (2560, 1600, 1080)
"""Pixels of the longer side, one after the other, while all pictures together are too large for one file."""
_LONGEST_NAME = 80
Cleaned = Callable[[str, bytes], tuple[str, bytes]]
"""A picture's name and bytes as they may be published. Raises ItemRefused."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """``content`` is the bundle; ``rows`` as it keeps them, by form and key; ``pictures`` that it shows, the first of
    which stands for all. ``lacking``: form and number (from 1) of each row whose picture is not there. ``told``: what
    was left out, and what should be looked at, in words.
    """

    kind: ExhibitKind
    content: bytes
    rows: Mapping[str, list[dict[str, str]]]
    pictures: tuple[str, ...]
    lacking: tuple[tuple[str, int], ...]
    told: tuple[str, ...]


class Gathering:
    """``kind`` None: the header of the first table says which. ``rows``, as a bundle keeps them, stand instead of those
    of any table; ``cleaned`` makes a picture what may be published.
    """

    def __init__(
        self, cleaned: Cleaned, kind: ExhibitKind | None = None, rows: Mapping[str, Any] | None = None,
        without: Collection[str] = (),
    ) -> None:  # fmt: skip
        """``without``: pictures that shall be gone."""
        self._cleaned, self._kind, self._rows, self._without = cleaned, kind, rows, frozenset(without)
        self._read: SheetRead | None = None
        self._before: bundle.Bundle | None = None
        self._pictures: dict[str, bytes] = {}
        self._brought: set[str] = set()
        self._told: list[str] = []
        self._edge = 0  # of `_EDGES`, the next one

    def take(self, name: str, content: bytes) -> None:
        """Raises ItemRefused: nothing can be made of it any more. A picture that cannot be used is told."""
        if PurePath(name).suffix.lower() != PACKED:
            self._take(name, content)
            return
        try:
            for one, part in packed.parts(content, bundle.MOST_PICTURES + 1, MOST_UNPACKED_BYTES):
                self._take(one, part)
        except SheetRefused as refused:
            raise ItemRefused(str(refused)) from refused

    def _take(self, name: str, content: bytes) -> None:
        suffix = PurePath(name).suffix.lower()
        try:
            if suffix == bundle.ENDING:
                self._take_bundle(content)
            elif suffix in SHEET_ENDINGS:
                self._take_table(name, content)
            elif suffix in OF_WPS:
                raise ItemRefused(words.WPS_SHEET)
            elif suffix in PICTURES:
                self._take_picture(name, content)
            else:
                self._told.append(words.picture_unused(name))
        except SheetRefused as refused:
            raise ItemRefused(str(refused)) from refused

    def made(self) -> Gathered:
        """Raises ItemRefused."""
        read = self._whole()
        assert self._kind is not None  # of whatever gave the rows
        kind = SHEETS[self._kind]
        try:
            found = of_kept(kept(read), kind.forms, tuple(sorted(self._pictures)))
        except SheetRefused as refused:
            raise ItemRefused(str(refused)) from refused
        content_of = kind.make(found)
        shown = tuple(dict.fromkeys(one for one in content_of.pictures() if one in self._pictures))
        content = bundle.written(self._kind, found, {one: self._pictures[one] for one in shown})
        if len(content) > bundle.MOST_BYTES or len(shown) > bundle.MOST_PICTURES:
            raise ItemRefused(words.too_large(bundle.MOST_BYTES // 1_000_000))
        lacking = tuple(filled.lacking(kind, found))  # told in `found`
        if kind.sized is not None:
            for one in shown:
                found.told.extend(kind.sized(content_of, one, *picture.looked_at(self._pictures[one], decode=False)[0]))
        unused = sorted(one for one in self._brought if one not in shown)
        told = (*self._told, *read.told, *found.told, *(words.picture_unused(one) for one in unused))
        return Gathered(self._kind, content, kept(found), shown, lacking, told)

    def _whole(self) -> SheetRead:
        """The rows. Raises ItemRefused."""
        try:
            if self._rows is not None and self._kind is not None:
                found = of_kept(self._rows, SHEETS[self._kind].forms)
            elif self._read is not None:
                found = self._read
            elif self._before is not None and self._kind is not None:
                found = self._before.read(SHEETS[self._kind].forms)
            else:
                raise ItemRefused(words.ONE_SHEET)
        except SheetRefused as refused:
            raise ItemRefused(str(refused)) from refused
        if not any(found.rows.values()):
            raise ItemRefused(words.NO_ROWS)
        return found

    # -- parts --------------------------------------------------------------------------------------------------------

    def _take_bundle(self, content: bytes) -> None:
        """Raises SheetRefused, ItemRefused."""
        found = bundle.opened(content)
        if self._kind is None:
            self._kind = next((one for one in SHEETS if one == found.kind), None)
        if self._kind is None or found.kind != self._kind:
            raise ItemRefused(words.UNREADABLE)
        self._before = found
        for name in found.pictures:
            if name not in self._without:
                self._keep(name, found.picture(name))

    def _take_table(self, name: str, content: bytes) -> None:
        """Raises SheetRefused, ItemRefused."""
        if self._read is not None:
            raise ItemRefused(words.ONE_SHEET)
        if self._kind is None:
            self._kind = kind_of(name, content)
        if self._kind is None:
            raise ItemRefused(words.UNREADABLE)
        self._read = read_tables(name, content, SHEETS[self._kind].forms)

    def _take_picture(self, name: str, content: bytes) -> None:
        try:
            clean, made = self._cleaned(name, content)
        except ItemRefused as refused:
            self._told.append(f"{name}：{refused}")
            return
        called = plain_text(f"{PurePath(name).stem[:_LONGEST_NAME]}{PurePath(clean).suffix}").lstrip(".")
        for one in [one for one in self._pictures if PurePath(one).stem == PurePath(called).stem]:
            if one not in self._brought:  # 一.jpg comes in the place of the 一.png that was there
                del self._pictures[one]
        self._keep(called, made)
        self._brought.add(called)

    # -- room ---------------------------------------------------------------------------------------------------------

    def _keep(self, name: str, content: bytes) -> None:
        """Raises ItemRefused: too many."""
        if len(self._pictures) >= bundle.MOST_PICTURES and name not in self._pictures:
            raise ItemRefused(words.too_many_files(bundle.MOST_PICTURES))
        self._pictures[name] = smaller(content, _EDGES[self._edge - 1]) if self._edge else content
        while self._edge < len(_EDGES) and sum(map(len, self._pictures.values())) > _MOST_PICTURES_BYTES:
            edge = _EDGES[self._edge]
            self._pictures = {one: smaller(before, edge) for one, before in self._pictures.items()}
            self._edge += 1


def kind_of(name: str, content: bytes) -> ExhibitKind | None:
    """That whose header the table has, where it is not one of a bank."""
    try:
        if read_bank(Path(name), content=content).items:
            return None
    except BankRejected:
        pass
    try:
        best = form_of(name, content, [form for kind in SHEETS.values() for form in kind.forms])
    except SheetRefused:
        return None
    return next((one for one, kind in SHEETS.items() if best in kind.forms), None)
